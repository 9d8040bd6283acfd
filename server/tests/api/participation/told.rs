//! How much of an event mails tell, and to whom.

use super::anonymous::open;
use super::{ask, came, mails_to};
use crate::events::{create, update};
use crate::support::TestApp;
use chrono::Duration;
use farandole::kernel::viewer::Viewer;
use serde_json::{Value, json};

/// An event with much to know about it.
fn barn(more: Value) -> Value {
    let mut event = open();
    event["endsOn"] = json!("2026-06-10T21:17:00Z");
    event["options"]["timezone"] = json!("Etc/UTC");
    event["physicalAddress"] = json!({ "description": "Secret barn", "locality": "Die" });
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

#[tokio::test]
async fn of_an_event_that_has_become_private_whoever_asked_is_told_title_and_beginning_alone() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let ball = create(&ana, barn(json!({ "joinOptions": "RESTRICTED" }))).await;
    came(&t, &ball, "cleo@example.org").await;
    t.pass(Duration::hours(1));
    let clocks = json!({ "timezone": "Europe/Paris" });
    for email in ["ben@example.org", "cleo@example.org"] {
        ask(&t, &ball, email, clocks.clone()).await;
    }
    update(&ana, &ball, "visibility: PRIVATE").await;
    t.settle().await;
    for (email, subject) in
        [("ben@example.org", "Please confirm"), ("cleo@example.org", "You have asked already")]
    {
        let mail = t.mail_to(email).await;
        assert!(mail.subject.starts_with(subject), "{}", mail.subject);
        assert!(mail.text.contains("Wednesday 10 June 2026 at 18:00"), "{}", mail.text);
        for secret in ["21:17", "23:17", "20:00", "Secret barn"] {
            assert!(!mail.text.contains(secret), "{secret}: {}", mail.text);
        }
    }
}

#[tokio::test]
async fn of_an_event_whose_organiser_is_suspended_nothing_is_told() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let ball = create(&ana, barn(json!({}))).await;
    t.settle().await;
    ask(&t, &ball, "ben@example.org", json!({})).await;
    farandole::actors::suspend(&t.app, &Viewer::system(), ana.actor).await.unwrap();
    t.settle().await;
    assert!(mails_to(&t, "ben@example.org").await.is_empty());
}
