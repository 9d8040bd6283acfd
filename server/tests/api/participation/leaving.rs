//! Leaving.

use super::anonymous::open;
use super::{LEAVE, acting, anonymous, came, counts, decide, join, joined, listed, of};
use crate::events::{Made, create, refusal, update};
use crate::support::{Person, TestApp};
use serde_json::{Value, json};

async fn leave(who: &Person, event: &Made) -> Value {
    who.ask(LEAVE, json!({ "event": event.id, "actor": who.actor.to_string() })).await
}

async fn leave_with(t: &TestApp, event: &Made, token: &str) -> Value {
    let actor = anonymous(t).await.to_string();
    t.stranger().ask(LEAVE, json!({ "event": event.id, "actor": actor, "token": token })).await
}

#[tokio::test]
async fn a_person_leaves_and_may_come_back() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let id = joined(&ben, &picnic).await;
    let reply = leave(&ben, &picnic).await;
    let left =
        json!({ "id": id, "actor": { "id": ben.actor.to_string() }, "event": { "id": picnic.id } });
    assert_eq!(reply["data"]["leaveEvent"], left, "{reply:#}");
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    joined(&ben, &picnic).await;
}

#[tokio::test]
async fn leaving_where_one_has_no_part_is_refused_and_tells_nothing() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    assert_eq!(refusal(&leave(&ben, &picnic).await).0, "not_found");
    let secret = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let nothing = Made { id: "999999".into(), uuid: String::new() };
    let hidden = leave(&ben, &secret).await;
    assert_eq!(hidden, leave(&ben, &nothing).await);
    assert_eq!(refusal(&hidden).0, "event_not_found");
    let as_ana = acting(&ben, ana.actor);
    assert_eq!(refusal(&leave(&as_ana, &picnic).await).0, "unauthorized");
    let nobody = acting(&t.stranger(), ben.actor);
    assert_eq!(refusal(&leave(&nobody, &picnic).await).0, "unauthenticated");
}

#[tokio::test]
async fn one_who_leaves_a_private_event_does_not_see_it_any_more() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    joined(&ben, &picnic).await;
    update(&ana, &picnic, "visibility: PRIVATE").await;
    let reply = leave(&ben, &picnic).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    assert_eq!(reply["data"]["leaveEvent"]["event"], json!(null));
}

#[tokio::test]
async fn the_organiser_cannot_leave() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    t.settle().await;
    assert_eq!(refusal(&leave(&ana, &picnic).await).0, "unauthorized");
    assert_eq!(of(&counts(&t, &picnic).await, "creator"), 1);
}

#[tokio::test]
async fn leaving_and_joining_again_is_no_way_around_a_no() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let id = joined(&ben, &picnic).await;
    assert!(decide(&ana, &id, "REJECTED").await["errors"].is_null());
    assert_eq!(refusal(&leave(&ben, &picnic).await).0, "unauthorized");
    assert_eq!(refusal(&join(&ben, &picnic, json!({})).await).0, "already_joined");
    t.settle().await;
}

#[tokio::test]
async fn a_person_without_an_account_leaves_with_the_secret_of_their_mails() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let (picnic, dinner) = (create(&ana, open()).await, create(&ana, open()).await);
    let token = came(&t, &picnic, "ben@example.org").await;
    assert_eq!(refusal(&leave_with(&t, &dinner, &token).await).0, "not_found", "another event");
    assert_eq!(refusal(&leave_with(&t, &picnic, "x").await).0, "not_found");
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    let reply = leave_with(&t, &picnic, &token).await;
    assert_eq!(reply["data"]["leaveEvent"]["event"]["id"], picnic.id, "{reply:#}");
    t.settle().await;
    let everybody = listed(&ana, &picnic, json!({})).await;
    assert_eq!(everybody["total"], 1, "the organiser alone: {everybody:#}");
    let mail = t.mail_to("ben@example.org").await;
    assert!(mail.subject.starts_with("You do not take part any more"), "{}", mail.subject);
    assert!(!mail.text.contains(&token), "the secret is of no more use");
    assert_eq!(refusal(&leave_with(&t, &picnic, &token).await).0, "not_found");
}
