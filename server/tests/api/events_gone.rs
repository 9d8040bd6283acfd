//! What becomes of events, and of parts in them, when people are hidden or go.

use crate::events::{Made, create, read, refusal, update};
use crate::participation::{counts, identity, joined, mails_to, of};
use crate::support::{Person, TestApp, data};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use farandole::kernel::viewer::Viewer;
use farandole::{actors, events};
use serde_json::json;

const RETIRE: &str = "mutation ($id: ID!) { deletePerson(id: $id) { id } }";
const LEAVE: &str = "mutation { deleteAccount { id } }";

/// The total and the titles of the public list.
async fn listed(viewer: &Person) -> (i64, Vec<String>) {
    let reply = viewer.ask("{ events { total elements { title } } }", json!({})).await;
    let page = &data(&reply)["events"];
    let titles = page["elements"].as_array().unwrap().iter();
    let titles = titles.map(|event| event["title"].as_str().unwrap().to_owned()).collect();
    (page["total"].as_i64().unwrap(), titles)
}

async fn found(viewer: &Person, words: &str) -> i64 {
    let query = "query ($words: String!) { searchEvents(term: $words) { total } }";
    let reply = viewer.ask(query, json!({ "words": words })).await;
    data(&reply)["searchEvents"]["total"].as_i64().unwrap()
}

async fn status(t: &TestApp, event: &Made) -> u16 {
    t.get(&format!("/events/{}", event.uuid)).await.status().as_u16()
}

#[tokio::test]
async fn the_events_of_somebody_who_leaves_are_deleted_and_those_who_come_are_told() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({ "title": "Picnic" })).await;
    let hidden = create(&ana, json!({ "title": "Hidden", "visibility": "PRIVATE" })).await;
    let draft = create(&ana, json!({ "title": "Draft", "draft": true })).await;
    create(&ben, json!({ "title": "Ball" })).await;
    t.settle().await;
    joined(&ben, &picnic).await;
    t.settle().await;
    data(&ana.ask(LEAVE, json!({})).await);
    t.settle().await;
    assert_eq!(listed(&t.stranger()).await, (1, vec!["Ball".to_owned()]));
    assert_eq!(status(&t, &picnic).await, 410);
    assert_eq!(status(&t, &hidden).await, 404);
    assert_eq!(status(&t, &draft).await, 404);
    let mail = t.mail_to(&ben.email).await;
    assert!(mail.subject.starts_with("Deleted: Picnic"), "{}", mail.subject);
}

#[tokio::test]
async fn a_retired_identity_takes_its_events_along_and_leaves_those_of_the_others() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let owl = identity(&t, &ana, "owl").await;
    let kept = create(&ana, json!({ "title": "Kept" })).await;
    let gone = create(&owl, json!({ "title": "Gone" })).await;
    data(&ana.ask(RETIRE, json!({ "id": owl.actor.to_string() })).await);
    t.settle().await;
    assert_eq!(listed(&t.stranger()).await, (1, vec!["Kept".to_owned()]));
    assert!(read(&ana, &kept).await.is_ok());
    assert_eq!(status(&t, &gone).await, 410);
}

#[tokio::test]
async fn somebody_who_leaves_gives_their_seats_back_and_takes_their_words_along() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let seats = json!({ "options": { "maximumAttendeeCapacity": 1 } });
    let picnic = create(&ana, seats).await;
    let ball = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    t.settle().await;
    joined(&ben, &picnic).await;
    let message = json!({ "message": "I bring my unmistakable accordion" });
    data(&crate::participation::join(&ben, &ball, message).await);
    t.settle().await;
    data(&ben.ask(LEAVE, json!({})).await);
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    assert_eq!(of(&counts(&t, &ball).await, "not_approved"), 0);
    let kept = crate::accounts::rows_that_hold(&t, "unmistakable accordion").await;
    assert_eq!(kept, Vec::<String>::new());
    joined(&cleo, &picnic).await;
}

#[tokio::test]
async fn an_account_that_is_shut_holds_no_event_and_no_seat() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let mo = t.person_with_role("mo", "moderator").await;
    let picnic = create(&ana, json!({ "title": "Picnic" })).await;
    let ball = create(&ben, json!({ "title": "Ball" })).await;
    t.settle().await;
    joined(&ana, &ball).await;
    let shut = "mutation ($user: ID!) { deleteAccount(userId: $user) { id } }";
    data(&mo.ask(shut, json!({ "user": ana.user.to_string() })).await);
    t.settle().await;
    assert_eq!(listed(&t.stranger()).await, (1, vec!["Ball".to_owned()]));
    assert_eq!(status(&t, &picnic).await, 410);
    assert_eq!(of(&counts(&t, &ball).await, "participant"), 0);
}

#[tokio::test]
async fn the_events_of_a_suspended_person_leave_every_count_and_come_back_with_them() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    create(&ana, json!({ "title": "Accordion night", "tags": ["polka"] })).await;
    create(&ben, json!({ "title": "Ball" })).await;
    t.settle().await;
    let system = Viewer::system();
    assert_eq!(found(&t.stranger(), "accordion").await, 1);
    actors::suspend(&t.app, &system, ana.actor).await.unwrap();
    t.settle().await;
    assert_eq!(listed(&t.stranger()).await, (1, vec!["Ball".to_owned()]));
    assert_eq!(found(&t.stranger(), "accordion").await, 0);
    let reply = t
        .stranger()
        .ask("{ statistics { numberOfLocalEvents } categoryStatistics { number } }", json!({}))
        .await;
    assert_eq!(data(&reply)["statistics"]["numberOfLocalEvents"], 1);
    assert_eq!(data(&reply)["categoryStatistics"], json!([{ "number": 1 }]));
    let tags = ben.ask("{ tags(filter: \"polka\") { title } }", json!({})).await;
    assert_eq!(data(&tags)["tags"], json!([]));
    actors::restore(&t.app, &system, ana.actor).await.unwrap();
    t.settle().await;
    assert_eq!(listed(&t.stranger()).await.0, 2);
    assert_eq!(found(&t.stranger(), "accordion").await, 1, "its words are back as well");
}

#[tokio::test]
async fn an_event_that_a_suspended_person_changes_is_not_listed_by_it() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let owl = identity(&t, &ana, "owl").await;
    let event = create(&owl, json!({})).await;
    actors::suspend(&t.app, &Viewer::system(), owl.actor).await.unwrap();
    t.settle().await;
    let title = events::EventChange { title: Some("Another".into()), ..Default::default() };
    let id = farandole::kernel::id::EventId(event.id.parse().unwrap());
    events::update(&t.app, &Viewer::system(), id, title).await.unwrap();
    t.settle().await;
    assert_eq!(listed(&t.stranger()).await, (0, vec![]));
    assert_eq!(refusal(&update(&ana, &event, "title: \"Mine\"").await).0, "event_not_found");
}

#[tokio::test]
async fn a_deleted_unlisted_event_is_gone_for_whoever_has_its_link() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "visibility": "UNLISTED" })).await;
    let delete = format!("mutation {{ deleteEvent(eventId: \"{}\") {{ id }} }}", event.id);
    data(&ana.ask(&delete, json!({})).await);
    assert_eq!(status(&t, &event).await, 410);
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn count(t: &TestApp, sql: &str) -> i64 {
    let mut conn = t.app.db.get().await.unwrap();
    let count: Count = diesel::sql_query(sql).get_result(&mut conn).await.unwrap();
    count.n
}

#[tokio::test]
async fn what_searches_read_is_written_anew_from_the_events() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    create(&ana, json!({ "title": "Accordion night", "tags": ["polka"] })).await;
    create(&ana, json!({ "title": "Secret", "visibility": "PRIVATE" })).await;
    t.settle().await;
    let mut conn = t.app.db.get().await.unwrap();
    conn.batch_execute("DELETE FROM event_upcoming").await.unwrap();
    assert_eq!(listed(&t.stranger()).await.0, 0);
    assert_eq!(events::reindex(&t.app).await.unwrap(), 1);
    assert_eq!(listed(&t.stranger()).await.0, 1);
    assert_eq!(found(&t.stranger(), "accordion").await, 1);
    assert_eq!(count(&t, "SELECT count(*) AS n FROM event_upcoming_tags").await, 1);
}

#[tokio::test]
async fn what_has_gone_astray_is_mended_at_night() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let bea = t.person("bea").await;
    let lost = create(&ana, json!({ "title": "Lost" })).await;
    create(&ana, json!({ "title": "Hidden" })).await;
    let left = create(&bea, json!({ "title": "Left behind" })).await;
    t.settle().await;
    t.tick().await;
    let mut conn = t.app.db.get().await.unwrap();
    conn.batch_execute(&format!(
        "DELETE FROM event_upcoming WHERE event_id = {}; \
         UPDATE events SET visibility = 'private' WHERE title = 'Hidden'; \
         UPDATE actors SET deleted_at = now() WHERE id = {}",
        lost.id, bea.actor
    ))
    .await
    .unwrap();
    t.pass(chrono::Duration::hours(16));
    t.tick().await;
    assert_eq!(listed(&t.stranger()).await, (1, vec!["Lost".to_owned()]));
    assert_eq!(status(&t, &left).await, 410, "what a crash left of somebody who is gone");
}

#[tokio::test]
async fn of_two_quick_edits_the_words_of_the_second_stay() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "title": "Waltz" })).await;
    t.settle().await;
    update(&ana, &event, "title: \"Mazurka\"").await;
    update(&ana, &event, "title: \"Bourree\"").await;
    t.settle().await;
    for (word, times) in [("waltz", 0), ("mazurka", 0), ("bourree", 1)] {
        assert_eq!(found(&t.stranger(), word).await, times, "{word}");
    }
}

#[tokio::test]
async fn calendars_hear_of_hours_that_are_shown_otherwise_and_of_another_call() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let sequence = async || {
        let file = t.get(&format!("/events/{}/export/ics", event.uuid)).await;
        let file = file.text().await.unwrap();
        file.lines().find(|line| line.starts_with("SEQUENCE:")).unwrap().to_owned()
    };
    assert_eq!(sequence().await, "SEQUENCE:0");
    update(&ana, &event, "options: { showStartTime: false }").await;
    assert_eq!(sequence().await, "SEQUENCE:1");
    let call = "metadata: [{ key: \"mz:visio:jitsi_meet\", value: \"https://meet.example/x\", type: STRING }]";
    update(&ana, &event, call).await;
    assert_eq!(sequence().await, "SEQUENCE:2");
    t.settle().await;
    assert_eq!(mails_to(&t, &ana.email).await.len(), 0, "it is no news to be mailed");
}
