//! Seats, when many want them at once.

use super::{CONFIRM, ask, confirm_token, counts, decide, join, joined, of};
use crate::events::{create, refusal};
use crate::support::TestApp;
use futures_util::future::join_all;
use serde_json::{Value, json};

fn refused_as(replies: &[Value], code: &str) -> usize {
    replies.iter().filter(|reply| reply["errors"][0]["code"] == code).count()
}

#[tokio::test]
async fn a_hundred_people_at_once_get_ten_seats() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let ana = t.person("ana").await;
    let ball = create(&ana, json!({ "options": { "maximumAttendeeCapacity": 10 } })).await;
    t.settle().await;
    let mut people = Vec::new();
    for n in 0..100 {
        people.push(t.person(&format!("guest{n}")).await);
    }
    let replies = join_all(people.iter().map(|who| join(who, &ball, json!({})))).await;
    let seated = replies.iter().filter(|reply| reply["data"]["joinEvent"]["role"] == "PARTICIPANT");
    assert_eq!((seated.count(), refused_as(&replies, "event_full")), (10, 90), "{replies:#?}");
    assert_eq!(of(&counts(&t, &ball).await, "participant"), 10);
}

#[tokio::test]
async fn one_person_who_joins_twenty_times_at_once_gets_one_seat() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let ball = create(&ana, json!({ "options": { "maximumAttendeeCapacity": 10 } })).await;
    let replies = join_all((0..20).map(|_| join(&ben, &ball, json!({})))).await;
    assert_eq!(refused_as(&replies, "already_joined"), 19, "{replies:#?}");
    t.settle().await;
    assert_eq!(of(&counts(&t, &ball).await, "participant"), 1);
}

#[tokio::test]
async fn no_more_are_let_in_at_once_than_there_are_seats() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let options = json!({ "maximumAttendeeCapacity": 3 });
    let ball = create(&ana, json!({ "joinOptions": "RESTRICTED", "options": options })).await;
    let mut asked = Vec::new();
    for n in 0..8 {
        asked.push(joined(&t.person(&format!("guest{n}")).await, &ball).await);
    }
    let replies = join_all(asked.iter().map(|id| decide(&ana, id, "PARTICIPANT"))).await;
    assert_eq!(refused_as(&replies, "event_full"), 5, "{replies:#?}");
    t.settle().await;
    let counts = counts(&t, &ball).await;
    assert_eq!((of(&counts, "participant"), of(&counts, "not_approved")), (3, 5));
}

#[tokio::test]
async fn who_has_not_confirmed_holds_no_seat_and_the_first_to_confirm_get_them() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let ana = t.person("ana").await;
    let options = json!({ "maximumAttendeeCapacity": 2, "anonymousParticipation": true });
    let ball = create(&ana, json!({ "options": options })).await;
    let addresses: Vec<String> = (0..6).map(|n| format!("guest{n}@example.org")).collect();
    join_all(addresses.iter().map(|email| ask(&t, &ball, email, json!({})))).await;
    t.settle().await;
    assert_eq!(of(&counts(&t, &ball).await, "not_confirmed"), 6);
    let mut tokens = Vec::new();
    for email in &addresses {
        tokens.push(confirm_token(&t.mail_to(email).await));
    }
    let stranger = t.stranger();
    let confirm = |token: &String| stranger.ask(CONFIRM, json!({ "token": token }));
    let replies = join_all(tokens.iter().map(confirm)).await;
    assert_eq!(refused_as(&replies, "event_full"), 4, "{replies:#?}");
    let counts = counts(&t, &ball).await;
    assert_eq!((of(&counts, "participant"), of(&counts, "not_confirmed")), (2, 4));
}

#[tokio::test]
async fn one_address_that_asks_twenty_times_at_once_is_one_row_and_one_mail() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let ana = t.person("ana").await;
    let ball = create(&ana, json!({ "options": { "anonymousParticipation": true } })).await;
    let replies = join_all((0..20).map(|_| ask(&t, &ball, "ben@example.org", json!({})))).await;
    assert!(replies.iter().all(|reply| reply == &replies[0]), "{replies:#?}");
    t.settle().await;
    assert_eq!(of(&counts(&t, &ball).await, "not_confirmed"), 1);
}

#[tokio::test]
async fn a_seat_that_is_given_back_is_free_again() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let ball = create(&ana, json!({ "options": { "maximumAttendeeCapacity": 1 } })).await;
    joined(&ben, &ball).await;
    assert_eq!(refusal(&join(&cleo, &ball, json!({})).await).0, "event_full");
    let leave = json!({ "event": ball.id, "actor": ben.actor.to_string() });
    assert!(ben.ask(super::LEAVE, leave).await["errors"].is_null());
    joined(&cleo, &ball).await;
    t.settle().await;
    assert_eq!(of(&counts(&t, &ball).await, "participant"), 1);
}
