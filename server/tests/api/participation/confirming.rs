//! Confirming an address.

use super::anonymous::open;
use super::{CONFIRM, ask, came, confirm_token, counts, mails_to, manage_token, of};
use crate::events::{Made, create, refusal, update};
use crate::support::{Person, TestApp};
use chrono::Duration;
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::Viewer;
use farandole::participation;
use serde_json::{Value, json};

async fn asked(t: &TestApp, event: &Made, email: &str) -> String {
    let reply = ask(t, event, email, json!({})).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    t.settle().await;
    confirm_token(&t.mail_to(email).await)
}

async fn confirm(who: &Person, token: &str) -> Value {
    who.ask(CONFIRM, json!({ "token": token })).await
}

#[tokio::test]
async fn the_link_in_the_mail_makes_a_participant() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = asked(&t, &picnic, "ben@example.org").await;
    let reply = confirm(&t.stranger(), &token).await;
    let part = &reply["data"]["confirmParticipation"];
    assert_eq!(part["role"], "PARTICIPANT", "{reply:#}");
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    let mail = t.mail_to("ben@example.org").await;
    assert_eq!(mail.subject, "You take part: Picnic by the river, Wednesday 10 June 2026");
    assert!(mail.text.contains(part["code"].as_str().unwrap()), "{}", mail.text);
    let manage = manage_token(&mail, &picnic);
    assert_eq!(part["metadata"]["cancellationToken"], manage, "the owner of the mail holds it");
}

#[tokio::test]
async fn where_the_organiser_looks_first_confirming_makes_a_request() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut looks = open();
    looks["joinOptions"] = json!("RESTRICTED");
    let picnic = create(&ana, looks).await;
    let token = asked(&t, &picnic, "ben@example.org").await;
    let reply = confirm(&t.stranger(), &token).await;
    assert_eq!(reply["data"]["confirmParticipation"]["role"], "NOT_APPROVED", "{reply:#}");
    t.settle().await;
    assert_eq!(mails_to(&t, "ben@example.org").await.len(), 1, "the answer is the next mail");
}

#[tokio::test]
async fn confirming_again_says_the_same_and_looking_changes_nothing() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = asked(&t, &picnic, "ben@example.org").await;
    let viewer = Viewer::nobody(Lang::En, None);
    for _ in 0..2 {
        let link = participation::pending_by_token(&t.app, &viewer, &token).await.unwrap();
        assert_eq!(link.participant.role, participation::ParticipantRole::NotConfirmed);
        assert!(!link.lapsed(t.app.now()));
    }
    let first = confirm(&t.stranger(), &token).await;
    t.pass(Duration::days(3));
    assert_eq!(confirm(&t.stranger(), &token).await, first);
    t.settle().await;
    assert_eq!(mails_to(&t, "ben@example.org").await.len(), 2, "one to ask, one to thank");
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
}

#[tokio::test]
async fn after_two_days_the_link_has_lapsed_and_asking_again_helps() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = asked(&t, &picnic, "ben@example.org").await;
    t.pass(Duration::hours(49));
    assert_eq!(refusal(&confirm(&t.stranger(), &token).await).0, "confirmation_expired");
    assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 1);
    let viewer = Viewer::nobody(Lang::En, None);
    let link = participation::pending_by_token(&t.app, &viewer, &token).await.unwrap();
    assert!(link.lapsed(t.app.now()));

    let again = asked(&t, &picnic, "ben@example.org").await;
    let reply = confirm(&t.stranger(), &again).await;
    assert_eq!(reply["data"]["confirmParticipation"]["role"], "PARTICIPANT", "{reply:#}");
}

#[tokio::test]
async fn whoever_confirms_too_late_for_a_seat_gets_one_that_is_given_back() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let options = json!({ "anonymousParticipation": true, "maximumAttendeeCapacity": 1 });
    let small = create(&ana, json!({ "options": options })).await;
    let late = asked(&t, &small, "ben@example.org").await;
    let manage = came(&t, &small, "cleo@example.org").await;
    assert_eq!(refusal(&confirm(&t.stranger(), &late).await).0, "event_full");
    let viewer = Viewer::nobody(Lang::En, None);
    participation::cancel(&t.app, &viewer, &manage).await.unwrap();
    let reply = confirm(&t.stranger(), &late).await;
    assert_eq!(reply["data"]["confirmParticipation"]["role"], "PARTICIPANT", "{reply:#}");
    t.settle().await;
}

#[tokio::test]
async fn what_has_closed_meanwhile_stays_closed() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let cases = [
        ("status: CANCELLED", "event_cancelled"),
        (
            "joinOptions: EXTERNAL, externalParticipationUrl: \"https://tickets.example.org\"",
            "event_external",
        ),
        ("options: { anonymousParticipation: false }", "unauthorized"),
    ];
    for (change, code) in cases {
        let picnic = create(&ana, open()).await;
        let token = asked(&t, &picnic, "ben@example.org").await;
        let updated = update(&ana, &picnic, change).await;
        assert!(updated["errors"].is_null(), "{updated:#}");
        assert_eq!(refusal(&confirm(&t.stranger(), &token).await).0, code);
        t.pass(Duration::days(1));
        t.settle().await;
        assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 1);
    }
}

#[tokio::test]
async fn secrets_cannot_be_guessed_or_used_for_another_purpose() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = asked(&t, &picnic, "ben@example.org").await;
    let manage = manage_token(&t.mail_to("ben@example.org").await, &picnic);
    assert_eq!(refusal(&confirm(&t.stranger(), &manage).await).0, "not_found");
    for n in 1..10 {
        let reply = confirm(&t.stranger(), &format!("guess{n}")).await;
        assert_eq!(refusal(&reply).0, "not_found", "{n}");
    }
    assert_eq!(refusal(&confirm(&t.stranger(), "guess").await).0, "too_many_requests");
    let reply = confirm(&t.stranger(), &token).await;
    assert!(reply["errors"].is_null(), "who has the mail may come in: {reply:#}");
}
