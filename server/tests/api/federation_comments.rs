//! Comments across servers.

use crate::comments::{said, threads};
use crate::events::{Made, create};
use crate::federation::{MINE, follow, found};
use crate::participation::joined;
use crate::support::{Fediverse, Person, TestApp, data};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

/// The copy of an event that a server has, by the search.
async fn copy(server: &TestApp) -> Made {
    let event = found(server).await[0].clone();
    let text = |name: &str| event[name].as_str().unwrap().to_owned();
    Made { id: text("id"), uuid: text("uuid") }
}

async fn texts(who: &Person, event: &Made) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| farandole_sanitise::text(value["text"].as_str().unwrap_or("-"));
    let threads = threads(who, event).await;
    let replies = |thread: &Value| thread["replies"].as_array().unwrap().iter().map(text).collect();
    threads.iter().map(|thread| (text(thread), replies(thread))).collect()
}

#[tokio::test]
async fn three_servers_talk_under_one_event() {
    let world = Fediverse::of(3).await;
    let [a, b, c] = [&world.servers[0], &world.servers[1], &world.servers[2]];
    follow(&world, 1, 0).await;
    follow(&world, 2, 0).await;
    let [ana, ben, cyd] = [a.person("ana").await, b.person("ben").await, c.person("cyd").await];
    let event = create(&ana, json!({})).await;
    world.settle().await;
    let (bens, cyds) = (copy(b).await, copy(c).await);
    // Cyd takes part, so her server gets what is said; ben only reads.
    joined(&cyd, &cyds).await;
    world.settle().await;
    let first = said(&ben, &bens, json!({ "text": "Is there parking?" })).await;
    world.settle().await;
    let expected = vec![("Is there parking?".to_owned(), vec![])];
    for (who, event) in [(&ana, &event), (&ben, &bens), (&cyd, &cyds)] {
        assert_eq!(texts(who, event).await, expected);
    }
    let on_a = threads(&ana, &event).await[0]["id"].as_str().unwrap().to_owned();
    said(&ana, &event, json!({ "text": "Behind the hall.", "to": on_a })).await;
    let on_c = threads(&cyd, &cyds).await[0]["id"].as_str().unwrap().to_owned();
    said(&cyd, &cyds, json!({ "text": "For bikes too?", "to": on_c })).await;
    world.settle().await;
    for (who, event) in [(&ana, &event), (&ben, &bens), (&cyd, &cyds)] {
        let mut shown = texts(who, event).await;
        shown[0].1.sort();
        let replies = vec!["Behind the hall.".to_owned(), "For bikes too?".to_owned()];
        assert_eq!(shown, [("Is there parking?".to_owned(), replies)]);
    }
    let change =
        "mutation ($id: ID!, $text: String!) { updateComment(commentId: $id, text: $text) { id } }";
    data(&ben.ask(change, json!({ "id": first, "text": "Where do I park?" })).await);
    world.settle().await;
    for (who, event) in [(&ana, &event), (&cyd, &cyds)] {
        assert_eq!(texts(who, event).await[0].0, "Where do I park?");
    }
    // What its author takes back is gone where it was passed on, too.
    let delete = "mutation ($id: ID!) { deleteComment(commentId: $id) { id } }";
    let other = said(&ben, &bens, json!({ "text": "Never mind." })).await;
    world.settle().await;
    assert_eq!(texts(&cyd, &cyds).await.len(), 2);
    data(&ben.ask(delete, json!({ "id": other })).await);
    world.settle().await;
    for (who, event) in [(&ana, &event), (&ben, &bens), (&cyd, &cyds)] {
        assert_eq!(texts(who, event).await.len(), 1);
    }
    // The organiser has the last word, wherever it was written.
    data(&ana.ask(delete, json!({ "id": on_a })).await);
    world.settle().await;
    for (who, event) in [(&ana, &event), (&ben, &bens), (&cyd, &cyds)] {
        assert_eq!(texts(who, event).await[0].0, "-");
    }
}

#[tokio::test]
async fn a_comment_from_afar_waits_like_any_other_and_a_closed_event_takes_none() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let (ana, ben) = (a.person("ana").await, b.person("ben").await);
    let event = create(&ana, json!({ "options": { "commentModeration": "MODERATED" } })).await;
    world.settle().await;
    let bens = copy(b).await;
    said(&ben, &bens, json!({ "text": "May I bring my dog?" })).await;
    world.settle().await;
    for stranger in [(a.stranger(), &event), (b.stranger(), &bens)] {
        assert!(threads(&stranger.0, stranger.1).await.is_empty());
    }
    let waits = threads(&ana, &event).await;
    assert_eq!(waits[0]["visibility"], "MODERATED");
    let approve = "mutation ($id: ID!) { approveComment(commentId: $id) { id } }";
    data(&ana.ask(approve, json!({ "id": waits[0]["id"] })).await);
    world.settle().await;
    assert_eq!(threads(&a.stranger(), &event).await.len(), 1);
    assert_eq!(threads(&b.stranger(), &bens).await.len(), 1, "its own server has heard of it");
    crate::events::update(&ana, &event, "options: { commentModeration: CLOSED }").await;
    world.settle().await;
    let reply = crate::comments::say(&ben, &bens, json!({})).await;
    assert_eq!(reply["errors"][0]["code"], "comments_closed");
    let seen = ben.ask(MINE, json!({ "uuid": bens.uuid })).await;
    assert!(seen["errors"].is_null());
}

#[tokio::test]
async fn what_is_said_under_an_event_that_is_not_for_everybody_goes_to_its_server_alone() {
    let world = Fediverse::of(3).await;
    let [a, b, c] = [&world.servers[0], &world.servers[1], &world.servers[2]];
    follow(&world, 1, 0).await;
    follow(&world, 2, 0).await;
    let [ana, ben, cyd] = [a.person("ana").await, b.person("ben").await, c.person("cyd").await];
    let event = create(&ana, json!({})).await;
    world.settle().await;
    let (bens, cyds) = (copy(b).await, copy(c).await);
    joined(&ben, &bens).await;
    joined(&cyd, &cyds).await;
    world.settle().await;
    crate::events::update(&ana, &event, "visibility: PRIVATE").await;
    world.settle().await;
    said(&ben, &bens, json!({ "text": "Shall we tell @cyd?" })).await;
    said(&ana, &event, json!({ "text": "Not yet." })).await;
    world.settle().await;
    assert_eq!(texts(&ana, &event).await.len(), 2);
    assert!(texts(&cyd, &cyds).await.is_empty());
    let mut conn = b.app.db.get().await.unwrap();
    let sent = "SELECT count(*) AS n FROM activities WHERE body LIKE '%Shall we tell%'";
    let sent = diesel::sql_query(sent).get_result::<Count>(&mut conn).await.unwrap();
    assert_eq!(sent.n, 1);
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}
