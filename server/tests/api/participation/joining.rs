//! Joining with an account.

use super::{acting, counts, join, joined, of};
use crate::events::{Made, create, read, refusal, update};
use crate::support::{Person, TestApp};
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole::kernel::id::ActorId;
use farandole_schema::tables::actors;
use serde_json::{Value, json};

/// A second identity of somebody's account.
pub async fn identity(t: &TestApp, of: &Person, name: &str) -> Person {
    let mut conn = t.app.db.get().await.unwrap();
    let actor: ActorId = diesel::insert_into(actors::table)
        .values((
            actors::uuid.eq(t.app.random.uuid()),
            actors::kind.eq("person"),
            actors::preferred_username.eq(name),
            actors::url.eq(t.app.config.link(&format!("/@{name}"))),
            actors::user_id.eq(of.user),
            actors::created_at.eq(t.app.now()),
            actors::updated_at.eq(t.app.now()),
        ))
        .returning(actors::id)
        .get_result(&mut conn)
        .await
        .unwrap();
    acting(of, actor)
}

#[tokio::test]
async fn a_person_takes_part_in_a_free_event() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    t.settle().await;
    let reply = join(&ben, &picnic, json!({ "message": "  I bring\ncake " })).await;
    let mut part = reply["data"]["joinEvent"].clone();
    let code = part["code"].take();
    assert_eq!(code.as_str().unwrap_or_default().len(), 6, "{reply:#}");
    assert!(part["id"].take().is_string());
    assert_eq!(
        part,
        json!({
            "id": null, "code": null, "role": "PARTICIPANT", "name": null, "insertedAt": "2026-06-01T12:00:00Z",
            "metadata": { "cancellationToken": null, "message": "I bring\ncake", "locale": null },
            "actor": { "id": ben.actor.to_string(), "preferredUsername": "ben" },
            "event": { "id": picnic.id, "title": "Picnic by the river" },
        })
    );
    let stats = read(&t.stranger(), &picnic).await.unwrap()["participantStats"].clone();
    assert_eq!((&stats["going"], &stats["participant"]), (&json!(2), &json!(1)), "{stats}");
    t.settle().await;
    assert!(t.mails().await.is_empty(), "nobody needs a mail about it");
}

#[tokio::test]
async fn where_the_organiser_looks_first_a_person_waits() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    let reply = join(&ben, &picnic, json!({})).await;
    assert_eq!(reply["data"]["joinEvent"]["role"], "NOT_APPROVED", "{reply:#}");
    let counts = counts(&t, &picnic).await;
    assert_eq!((of(&counts, "not_approved"), of(&counts, "participant")), (1, 0));

    let party = create(&ana, json!({ "joinOptions": "INVITE" })).await;
    let reply = join(&ben, &party, json!({})).await;
    assert_eq!(reply["data"]["joinEvent"]["role"], "NOT_APPROVED", "nobody invites yet: {reply:#}");
}

/// Who asks, to which event, and the code that answers.
async fn refused(t: &TestApp, who: &Person, event: &Made, code: &str) {
    t.settle().await;
    let before = super::counts(t, event).await;
    let reply = join(who, event, json!({})).await;
    assert_eq!(refusal(&reply).0, code, "{reply:#}");
    assert!(reply["data"]["joinEvent"].is_null(), "{reply:#}");
    assert_eq!(super::counts(t, event).await, before, "no row is left");
    assert_eq!(t.waiting_jobs().await, 0, "nothing follows");
}

#[tokio::test]
async fn nobody_takes_part_in_what_is_closed() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let cases: [(Value, &str); 5] = [
        (json!({ "draft": true }), "event_not_found"),
        (json!({ "visibility": "PRIVATE" }), "event_not_found"),
        (json!({ "visibility": "RESTRICTED" }), "event_not_found"),
        (
            json!({ "joinOptions": "EXTERNAL", "externalParticipationUrl": "https://tickets.example.org" }),
            "event_external",
        ),
        (json!({ "status": "CANCELLED" }), "event_cancelled"),
    ];
    for (kind, code) in cases {
        let event = create(&ana, kind).await;
        refused(&t, &ben, &event, code).await;
    }
}

#[tokio::test]
async fn nobody_takes_part_in_what_is_full_over_called_off_or_deleted() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let small = create(&ana, json!({ "options": { "maximumAttendeeCapacity": 1 } })).await;
    joined(&ben, &small).await;
    refused(&t, &cleo, &small, "event_full").await;
    let request =
        json!({ "joinOptions": "RESTRICTED", "options": { "maximumAttendeeCapacity": 1 } });
    let asked = create(&ana, request).await;
    let reply = super::decide(&ana, &joined(&ben, &asked).await, "PARTICIPANT").await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    refused(&t, &cleo, &asked, "event_full").await;

    let picnic = create(&ana, json!({})).await;
    update(&ana, &picnic, "status: CANCELLED").await;
    refused(&t, &ben, &picnic, "event_cancelled").await;
    ana.ask(&format!("mutation {{ deleteEvent(eventId: \"{}\") {{ id }} }}", picnic.id), json!({}))
        .await;
    refused(&t, &ben, &picnic, "event_not_found").await;

    let brief = create(&ana, json!({ "endsOn": "2026-06-10T20:00:00Z" })).await;
    t.pass(Duration::days(10));
    refused(&t, &ben, &brief, "event_ended").await;
}

#[tokio::test]
async fn what_is_hidden_answers_like_what_does_not_exist() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let secret = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let nothing = Made { id: "999999".into(), uuid: String::new() };
    let hidden = join(&ben, &secret, json!({})).await;
    assert_eq!(hidden, join(&ben, &nothing, json!({})).await);
    assert_eq!(refusal(&hidden).0, "event_not_found");
}

#[tokio::test]
async fn a_person_joins_only_as_themselves() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let as_ana = acting(&ben, ana.actor);
    assert_eq!(refusal(&join(&as_ana, &picnic, json!({})).await).0, "unauthorized");
    let nobody = acting(&t.stranger(), ben.actor);
    assert_eq!(refusal(&join(&nobody, &picnic, json!({})).await).0, "unauthenticated");
    let reply = ben.ask(super::JOIN, json!({ "event": "x", "actor": ben.actor.to_string() })).await;
    assert_eq!(refusal(&reply), ("invalid_argument", "eventId"));
}

#[tokio::test]
async fn joining_twice_is_said_and_takes_no_second_seat() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    t.settle().await;
    joined(&ben, &picnic).await;
    assert_eq!(refusal(&join(&ben, &picnic, json!({})).await).0, "already_joined");
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    assert_eq!(refusal(&join(&ana, &picnic, json!({})).await).0, "already_joined");
}

#[tokio::test]
async fn another_identity_of_the_same_account_joins_for_itself() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let benji = identity(&t, &ben, "benji").await;
    let picnic = create(&ana, json!({})).await;
    joined(&ben, &picnic).await;
    joined(&benji, &picnic).await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 2);
}

#[tokio::test]
async fn who_publishes_an_event_is_its_creator() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({ "draft": true })).await;
    t.settle().await;
    assert!(counts(&t, &picnic).await.is_empty(), "a draft has nobody");
    update(&ana, &picnic, "draft: false").await;
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "creator"), 1);

    let other = identity(&t, &ana, "anabel").await;
    joined(&other, &picnic).await;
    update(&ana, &picnic, &format!("organizerActorId: \"{}\"", other.actor)).await;
    t.settle().await;
    let counts = counts(&t, &picnic).await;
    assert_eq!((of(&counts, "creator"), of(&counts, "participant")), (1, 0), "{counts:?}");
}

#[tokio::test]
async fn a_message_that_is_too_long_is_refused_by_name() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let reply = join(&ben, &picnic, json!({ "message": "x".repeat(2_001) })).await;
    assert_eq!(refusal(&reply), ("validation", "message"));
    let reply = join(&ben, &picnic, json!({ "message": "a\u{0}b" })).await;
    assert_eq!(refusal(&reply), ("invalid_argument", "message"));
}
