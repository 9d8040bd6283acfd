//! The link in every mail to somebody without an account.

use super::anonymous::open;
use super::{anonymous, ask, came, counts, decide, joined, listed, mails_to, manage_token, of};
use crate::events::{Made, create, refusal, update};
use crate::support::{Browser, Person, TestApp};
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::Viewer;
use farandole::participation::{self, ParticipantRole};
use farandole_schema::tables::participants;
use serde_json::json;

const REWORD: &str = "
  mutation ($event: ID!, $actor: ID!, $token: String, $name: String, $message: String) {
    changeParticipation(eventId: $event, actorId: $actor, token: $token, name: $name, message: $message) {
      name metadata { message } } }";

/// Somebody without an account changes what they said.
async fn reword(
    t: &TestApp,
    event: &Made,
    token: &str,
    more: serde_json::Value,
) -> serde_json::Value {
    let actor = anonymous(t).await.to_string();
    let mut variables = json!({ "event": event.id, "actor": actor, "token": token });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    t.stranger().ask(REWORD, variables).await
}

fn nobody() -> Viewer {
    Viewer::nobody(Lang::En, None)
}

#[tokio::test]
async fn the_link_shows_where_somebody_stands() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut looks = open();
    looks["joinOptions"] = json!("RESTRICTED");
    let picnic = create(&ana, looks).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    let link = participation::manage_view(&t.app, &nobody(), &token).await.unwrap();
    assert_eq!(link.participant.role, ParticipantRole::NotApproved);
    assert_eq!(link.event.title, "Picnic by the river");
    assert_eq!(link.sight, farandole::events::Sight::Full);

    update(&ana, &picnic, "visibility: PRIVATE").await;
    let link = participation::manage_view(&t.app, &nobody(), &token).await.unwrap();
    assert_eq!(link.sight, farandole::events::Sight::Glimpse, "title and beginning alone");
    t.pass(Duration::minutes(31));
    t.settle().await;
}

#[tokio::test]
async fn the_word_to_the_organiser_can_be_changed_until_the_event_is_over() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    let reply = reword(&t, &picnic, &token, json!({ "name": "Ben", "message": "With cake" })).await;
    let part = &reply["data"]["changeParticipation"];
    assert_eq!((&part["name"], &part["metadata"]["message"]), (&json!("Ben"), &json!("With cake")));
    let rows = listed(&ana, &picnic, json!({ "roles": "participant" })).await;
    assert_eq!(rows["elements"][0]["metadata"]["message"], "With cake", "{rows:#}");
    assert_eq!(rows["elements"][0]["name"], "Ben");

    let reply = reword(&t, &picnic, &token, json!({ "message": "" })).await;
    let part = &reply["data"]["changeParticipation"];
    assert_eq!((&part["name"], &part["metadata"]["message"]), (&json!("Ben"), &json!(null)));

    let long = reword(&t, &picnic, &token, json!({ "message": "x".repeat(2_001) })).await;
    assert_eq!(refusal(&long), ("validation", "message"));
    let elsewhere = reword(&t, &create(&ana, open()).await, &token, json!({})).await;
    assert_eq!(refusal(&elsewhere).0, "not_found", "a token is for one event");
    t.pass(Duration::days(30));
    assert_eq!(refusal(&reword(&t, &picnic, &token, json!({})).await).0, "event_ended");
    t.settle().await;
}

#[tokio::test]
async fn a_person_with_an_account_changes_their_word_too_and_nobody_elses() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = create(&ana, json!({})).await;
    joined(&ben, &picnic).await;
    let change = |who: &Person, actor: &Person| {
        let variables = json!({
            "event": picnic.id, "actor": actor.actor.to_string(), "message": "By train"
        });
        let who = who.clone();
        async move { who.ask(REWORD, variables).await }
    };
    let reply = change(&ben, &ben).await;
    let part = &reply["data"]["changeParticipation"];
    assert_eq!(part["metadata"]["message"], "By train", "{reply:#}");
    assert_eq!(refusal(&change(&cleo, &ben).await).0, "unauthorized");
    assert_eq!(refusal(&change(&cleo, &cleo).await).0, "not_found");
    t.settle().await;
}

#[tokio::test]
async fn cancelling_frees_the_seat_and_leaves_a_last_mail() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    participation::cancel(&t.app, &nobody(), &token).await.unwrap();
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    let mail = t.mail_to("ben@example.org").await;
    assert!(mail.text.contains("your address is deleted from this site"), "{}", mail.text);
    let gone = participation::manage_view(&t.app, &nobody(), &token).await;
    assert_eq!(gone.unwrap_err().code(), "not_found");
}

#[tokio::test]
async fn forgetting_erases_the_address_at_once_and_sends_nothing() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    let before = mails_to(&t, "ben@example.org").await.len();
    participation::forget(&t.app, &nobody(), &token).await.unwrap();
    let mut conn = t.app.db.get().await.unwrap();
    let kept: i64 = participants::table
        .filter(participants::email.is_not_null().or(participants::email_key.is_not_null()))
        .count()
        .get_result(&mut conn)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    assert_eq!(mails_to(&t, "ben@example.org").await.len(), before);
    ask(&t, &picnic, "ben@example.org", json!({})).await;
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "not_confirmed"), 1, "they may come back");
}

#[tokio::test]
async fn whoever_did_not_ask_can_have_the_address_forgotten_before_confirming() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    ask(&t, &picnic, "ben@example.org", json!({})).await;
    t.settle().await;
    let token = manage_token(&t.mail_to("ben@example.org").await, &picnic);
    participation::forget(&t.app, &nobody(), &token).await.unwrap();
    t.settle().await;
    assert!(!counts(&t, &picnic).await.contains_key("not_confirmed"));
}

#[tokio::test]
async fn somebody_who_was_turned_down_is_forgotten_but_cannot_cancel() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    let rows = listed(&ana, &picnic, json!({ "roles": "participant" })).await;
    decide(&ana, rows["elements"][0]["id"].as_str().unwrap(), "REJECTED").await;
    let refused = participation::cancel(&t.app, &nobody(), &token).await;
    assert_eq!(refused.unwrap_err().code(), "unauthorized");
    participation::forget(&t.app, &nobody(), &token).await.unwrap();
    t.settle().await;
    assert!(!counts(&t, &picnic).await.contains_key("rejected"));
}

#[tokio::test]
async fn the_reminder_of_the_day_before_is_turned_on_and_off_on_the_page() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut soon = open();
    soon["beginsOn"] = json!("2026-06-04T18:00:00Z");
    let picnic = create(&ana, soon).await;
    let page =
        |deed: &str, token: &str| format!("/participation/email/{deed}/{}/{token}", picnic.uuid);
    let mut browser = Browser::new(&t);
    let mut tokens = Vec::new();
    for email in ["ben@example.org", "cleo@example.org"] {
        let token = came(&t, &picnic, email).await;
        let shown = browser.get(&page("cancel", &token)).await;
        assert!(shown.says("We do not write to you the day before."), "{}", shown.html);
        assert_eq!(shown.fields()["remind"], "1", "the button turns it on");
        let on = browser.post(&page("remind", &token), &[("remind", "1")]).await;
        assert!(on.says("Saved.") && on.says("We write to you the day before."), "{}", on.html);
        assert!(!on.fields().contains_key("remind"), "the button turns it off");
        tokens.push(token);
    }
    let off = browser.post(&page("remind", &tokens[1]), &[]).await;
    assert!(off.says("We do not write to you the day before."), "{}", off.html);

    let strange = browser.post(&page("remind", "nobodys"), &[("remind", "1")]).await;
    assert_eq!(strange.status, 410);
    t.tick().await;
    t.pass(Duration::hours(55));
    t.tick().await;
    assert!(t.mail_to("ben@example.org").await.subject.starts_with("Soon"));
    assert!(!t.mail_to("cleo@example.org").await.subject.starts_with("Soon"));
    t.pass(Duration::hours(24));
    let begun = browser.get(&page("cancel", &tokens[0])).await;
    assert!(begun.status == 200 && !begun.says("the day before"), "{}", begun.html);
}
