//! Asking to take part without an account.

use super::{CONFIRM, JOIN, anonymous, ask, came, confirm_token, counts, mails_to, of};
use crate::events::{create, refusal, update};
use crate::support::TestApp;
use chrono::Duration;
use diesel_async::SimpleAsyncConnection;
use serde_json::json;

/// Options of an event that takes people without an account.
pub fn open() -> serde_json::Value {
    json!({ "options": { "anonymousParticipation": true } })
}

#[tokio::test]
async fn a_person_without_an_account_is_asked_by_mail_whether_it_was_them() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    t.settle().await;
    let more = json!({ "message": "I come by boat", "name": "Ben", "locale": "fr" });
    let reply = ask(&t, &picnic, " Ben@Example.org ", more).await;
    let actor = anonymous(&t).await.to_string();
    assert_eq!(
        reply["data"]["joinEvent"],
        json!({
            "id": null, "role": "NOT_CONFIRMED", "code": null, "name": "Ben", "insertedAt": "2026-06-01T12:00:00Z",
            "metadata": { "cancellationToken": null, "message": "I come by boat", "locale": "fr" },
            "actor": { "id": actor, "preferredUsername": "anonymous" },
            "event": { "id": picnic.id, "title": "Picnic by the river" },
        }),
        "{reply:#}"
    );
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 1);
    assert_eq!(t.mails().await.len(), 1);
    let mail = t.mail_to("Ben@example.org").await;
    assert_eq!(mail.subject, "À confirmer : Picnic by the river, mercredi 10 juin 2026");
    assert!(mail.text.contains("quelqu'un a donné cette adresse"), "{}", mail.text);
    assert!(
        !mail.text.contains("boat"),
        "a stranger's words go to nobody's mailbox: {}",
        mail.text
    );
    assert!(!mail.text.contains("mail-participation"), "{}", mail.text);
}

#[tokio::test]
async fn an_address_is_needed_and_must_be_one() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    for email in ["", "ben", "ben@", "a@b@c.org d", "ben@example.org, cleo@example.org"] {
        let reply = ask(&t, &picnic, email, json!({})).await;
        assert_eq!(refusal(&reply), ("validation", "email"), "{email}: {reply:#}");
    }
    let without = json!({ "event": picnic.id, "actor": anonymous(&t).await.to_string() });
    assert_eq!(refusal(&t.stranger().ask(JOIN, without).await), ("validation", "email"));
    let long = ask(&t, &picnic, "ben@example.org", json!({ "name": "x".repeat(101) })).await;
    assert_eq!(refusal(&long), ("validation", "name"));
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 0);
    assert!(t.mails().await.is_empty());
}

#[tokio::test]
async fn the_organiser_and_the_server_decide_whether_an_account_is_needed() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    let reply = ask(&t, &picnic, "ben@example.org", json!({})).await;
    assert_eq!(refusal(&reply).0, "unauthorized");

    let t = TestApp::start_with(&[("anonymous_participation", "false")]).await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let reply = ask(&t, &picnic, "ben@example.org", json!({})).await;
    assert_eq!(refusal(&reply).0, "unauthorized");
    t.settle().await;
    assert!(t.mails().await.is_empty());
}

#[tokio::test]
async fn closed_doors_are_closed_without_an_account_too() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut hidden = open();
    hidden["visibility"] = json!("PRIVATE");
    let secret = create(&ana, hidden).await;
    let reply = ask(&t, &secret, "ben@example.org", json!({})).await;
    assert_eq!(refusal(&reply).0, "event_not_found");
    let picnic = create(&ana, open()).await;
    update(&ana, &picnic, "status: CANCELLED").await;
    let reply = ask(&t, &picnic, "ben@example.org", json!({})).await;
    assert_eq!(refusal(&reply).0, "event_cancelled");
    let options = json!({ "anonymousParticipation": true, "maximumAttendeeCapacity": 1 });
    let small = create(&ana, json!({ "options": options })).await;
    came(&t, &small, "cleo@example.org").await;
    let reply = ask(&t, &small, "ben@example.org", json!({})).await;
    assert_eq!(refusal(&reply).0, "event_full");
    assert!(mails_to(&t, "ben@example.org").await.is_empty());
}

#[tokio::test]
async fn asking_twice_answers_alike_in_any_spelling_and_makes_no_second_row() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let first = ask(&t, &picnic, "ben@example.org", json!({})).await;
    for email in ["ben@example.org", "BEN@example.org", "ben+picnic@EXAMPLE.org."] {
        assert_eq!(ask(&t, &picnic, email, json!({})).await, first, "{email}");
    }
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 1);
    assert_eq!(t.mails().await.len(), 1, "the first mail is on its way");
    t.pass(Duration::minutes(6));
    ask(&t, &picnic, "ben@example.org", json!({})).await;
    t.settle().await;
    assert_eq!(t.mails().await.len(), 2, "it may have been lost");
}

#[tokio::test]
async fn no_answer_tells_that_an_address_takes_part_already() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut asked = open();
    asked["joinOptions"] = json!("RESTRICTED");
    let (picnic, dinner) = (create(&ana, open()).await, create(&ana, asked).await);
    for event in [&picnic, &dinner] {
        t.pass(Duration::hours(1));
        came(&t, event, "ben@example.org").await;
        let fresh = ask(&t, event, "new@example.org", json!({ "message": "Hello" })).await;
        let known = ask(&t, event, "ben@example.org", json!({ "message": "Hello" })).await;
        assert_eq!(fresh, known);
    }
    t.settle().await;
    let told = mails_to(&t, "ben@example.org").await;
    let told: Vec<&str> = told.iter().map(|mail| mail.text.as_str()).collect();
    assert!(told.iter().any(|text| text.contains("You take part already")), "{told:#?}");
    assert!(told.iter().any(|text| text.contains("has not answered yet")), "{told:#?}");
    let rows = super::listed(&ana, &picnic, json!({ "roles": "participant" })).await;
    assert_eq!(rows["elements"][0]["metadata"]["message"], json!(null), "their words stay");
}

#[tokio::test]
async fn asking_takes_the_same_work_whether_or_not_an_address_is_known() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    came(&t, &picnic, "ben@example.org").await;
    ask(&t, &picnic, "cleo@example.org", json!({})).await;
    t.settle().await;
    let mut work = Vec::new();
    for email in ["ben@example.org", "cleo@example.org", "new@example.org"] {
        // The least of a few, since a connection that has just been opened says something of its own.
        let mut least = None;
        for _ in 0..3 {
            let before = t.app.db.statements();
            ask(&t, &picnic, email, json!({})).await;
            let one = t.app.db.statements() - before;
            least = Some(least.map_or(one, |least| one.min(least)));
        }
        work.extend(least);
    }
    assert!(work.iter().all(|statements| *statements == work[0]), "{work:?}");
    t.settle().await;
}

#[tokio::test]
async fn nobody_puts_words_into_the_mouth_of_an_address_that_has_asked() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    ask(&t, &picnic, "ben@example.org", json!({ "name": "Ben", "message": "With cake" })).await;
    t.settle().await;
    t.pass(Duration::minutes(6));
    ask(&t, &picnic, "ben@example.org", json!({ "name": "Nob", "message": "I hate cake" })).await;
    t.settle().await;
    let token = confirm_token(&t.mail_to("ben@example.org").await);
    let reply = t.stranger().ask(CONFIRM, json!({ "token": token })).await;
    assert_eq!(reply["data"]["confirmParticipation"]["metadata"]["message"], "With cake");
    t.settle().await;

    ask(&t, &picnic, "cleo@example.org", json!({ "message": "Perhaps" })).await;
    t.settle().await;
    t.pass(Duration::hours(49));
    ask(&t, &picnic, "cleo@example.org", json!({ "message": "Surely" })).await;
    t.settle().await;
    let token = confirm_token(&t.mail_to("cleo@example.org").await);
    let reply = t.stranger().ask(CONFIRM, json!({ "token": token })).await;
    let message = &reply["data"]["confirmParticipation"]["metadata"]["message"];
    assert_eq!(message, "Surely", "a link that has lapsed holds nobody to their words");
    t.settle().await;
}

#[tokio::test]
async fn a_strangers_mailbox_gets_three_mails_a_day_and_then_three_an_hour() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut events = Vec::new();
    for _ in 0..6 {
        events.push(create(&ana, open()).await);
    }
    for event in &events {
        ask(&t, event, "ben@example.org", json!({})).await;
        t.pass(Duration::minutes(50));
    }
    t.settle().await;
    let mails = mails_to(&t, "ben@example.org").await;
    assert_eq!(mails.len(), 3, "whoever has not answered gets three mails a day in all");

    let token = confirm_token(&mails[0]);
    assert!(t.stranger().ask(CONFIRM, json!({ "token": token })).await["errors"].is_null());
    t.settle().await;
    let before = mails_to(&t, "ben@example.org").await.len();
    t.pass(Duration::hours(1));
    for event in &events {
        let reply = ask(&t, event, "ben@example.org", json!({})).await;
        assert!(reply["errors"].is_null(), "nobody is told: {reply:#}");
    }
    t.settle().await;
    assert_eq!(mails_to(&t, "ben@example.org").await.len() - before, 3);
}

#[tokio::test]
async fn an_asking_that_is_noted_at_the_second_try_counts_once() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let events =
        [create(&ana, open()).await, create(&ana, open()).await, create(&ana, open()).await];
    t.settle().await;
    for event in &events {
        ask(&t, event, "ben@example.org", json!({})).await;
    }
    sql(&t, "ALTER TABLE participants ADD CONSTRAINT broken CHECK (false) NOT VALID").await;
    let failed = farandole::worker::run_due(&t.app).await.unwrap();
    assert_eq!(failed.len(), 3, "{failed:?}");
    sql(&t, "ALTER TABLE participants DROP CONSTRAINT broken").await;
    t.pass(Duration::hours(1));
    t.settle().await;
    assert_eq!(mails_to(&t, "ben@example.org").await.len(), 3, "as many as a day may bring");
}

async fn sql(t: &TestApp, statement: &str) {
    t.app.db.get().await.unwrap().batch_execute(statement).await.unwrap();
}

#[tokio::test]
async fn one_client_asks_twenty_times_an_hour() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    for n in 0..20 {
        let reply = ask(&t, &picnic, &format!("guest{n}@example.org"), json!({})).await;
        assert!(reply["errors"].is_null(), "{n}: {reply:#}");
    }
    let reply = ask(&t, &picnic, "one@example.org", json!({})).await;
    assert_eq!(refusal(&reply).0, "too_many_requests");
    t.pass(Duration::hours(1));
    let reply = ask(&t, &picnic, "one@example.org", json!({})).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
}

#[tokio::test]
async fn an_address_that_nobody_confirms_is_forgotten_after_two_weeks() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    came(&t, &picnic, "ben@example.org").await;
    ask(&t, &picnic, "cleo@example.org", json!({})).await;
    t.tick().await;
    t.pass(Duration::days(13));
    t.tick().await;
    assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 1);
    t.pass(Duration::days(2));
    t.tick().await;
    let counts = counts(&t, &picnic).await;
    assert_eq!((of(&counts, "not_confirmed"), of(&counts, "participant")), (0, 1));
}
