//! What those who take part are told of an event that is not what it was.

use super::anonymous::open;
use super::{ask, came, decide, joined, mails_to};
use crate::events::{Made, create, update};
use crate::support::{Person, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

async fn change(by: &Person, event: &Made, arguments: &str) {
    let reply = update(by, event, arguments).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
}

async fn half_an_hour(t: &TestApp) {
    t.settle().await;
    t.pass(Duration::minutes(30));
    t.settle().await;
}

#[tokio::test]
async fn edits_of_half_an_hour_are_one_mail_that_says_what_was_and_what_is() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, open()).await;
    joined(&ben, &picnic).await;
    let token = came(&t, &picnic, "cleo@example.org").await;
    let before = mails_to(&t, "cleo@example.org").await.len();
    change(&ana, &picnic, "title: \"Dinner\"").await;
    t.settle().await;
    t.pass(Duration::minutes(10));
    change(&ana, &picnic, "title: \"Great dinner\"").await;
    change(
        &ana,
        &picnic,
        "beginsOn: \"2026-06-11T18:00:00Z\", options: { timezone: \"Europe/Paris\" }",
    )
    .await;
    t.settle().await;
    assert!(mails_to(&t, &ben.email).await.is_empty(), "more may come");
    half_an_hour(&t).await;
    let mails = mails_to(&t, &ben.email).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Changed: Great dinner, Thursday 11 June 2026");
    for words in [
        "Great dinner\n  (before: Picnic by the river)",
        "Thursday 11 June 2026 at 20:00, Paris time\n  (before: Wednesday 10 June 2026 at 18:00, UTC)",
    ] {
        assert!(mails[0].text.contains(words), "{words}\n{}", mails[0].text);
    }
    let theirs = mails_to(&t, "cleo@example.org").await;
    assert_eq!(theirs.len(), before + 1);
    assert!(theirs.iter().all(|mail| mail.text.contains(&token)), "the link is in every mail");
    assert!(mails_to(&t, &ana.email).await.is_empty(), "the organiser knows");
    half_an_hour(&t).await;
    assert_eq!(mails_to(&t, &ben.email).await.len(), 1);
}

#[tokio::test]
async fn shortly_before_the_event_a_change_is_told_at_once() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let soon = create(&ana, json!({ "beginsOn": "2026-06-01T12:40:00Z" })).await;
    joined(&ben, &soon).await;
    change(&ana, &soon, "title: \"Picnic indoors\"").await;
    t.settle().await;
    assert!(mails_to(&t, &ben.email).await.is_empty());
    t.pass(Duration::minutes(15));
    change(&ana, &soon, "onlineAddress: \"https://example.org/live\"").await;
    t.settle().await;
    let mails = mails_to(&t, &ben.email).await;
    assert_eq!(mails.len(), 1);
    for words in ["Picnic indoors", "https://example.org/live", "(before: nothing)"] {
        assert!(mails[0].text.contains(words), "{words}\n{}", mails[0].text);
    }
    half_an_hour(&t).await;
    assert_eq!(mails_to(&t, &ben.email).await.len(), 1, "it has all been told");
}

#[tokio::test]
async fn what_is_changed_back_and_what_nobody_need_know_is_not_told() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    joined(&ben, &picnic).await;
    change(&ana, &picnic, "title: \"Pciknic\"").await;
    change(&ana, &picnic, "title: \"Picnic by the river\"").await;
    change(&ana, &picnic, "description: \"Other words\", tags: [\"food\"]").await;
    half_an_hour(&t).await;
    assert!(mails_to(&t, &ben.email).await.is_empty());
}

#[tokio::test]
async fn changes_are_told_to_those_who_come_and_ends_to_those_who_wait_as_well() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut looks = open();
    looks["joinOptions"] = json!("RESTRICTED");
    let picnic = create(&ana, looks).await;
    let mut people = Vec::new();
    for name in ["waits", "comes", "turned-down", "left"] {
        let person = t.person(name).await;
        let id = joined(&person, &picnic).await;
        people.push((person, id));
    }
    decide(&ana, &people[1].1, "PARTICIPANT").await;
    decide(&ana, &people[2].1, "REJECTED").await;
    let left = &people[3].0;
    left.ask(super::LEAVE, json!({ "event": picnic.id, "actor": left.actor.to_string() })).await;
    ask(&t, &picnic, "unconfirmed@example.org", json!({})).await;
    t.settle().await;
    let told = async |words: &str| -> Vec<String> {
        let mails = t.mails().await;
        let mut to: Vec<String> =
            mails.into_iter().filter(|m| m.subject.starts_with(words)).flat_map(|m| m.to).collect();
        to.sort();
        to
    };
    change(&ana, &picnic, "title: \"Ball\"").await;
    half_an_hour(&t).await;
    assert_eq!(told("Changed").await, ["comes@example.org"]);
    change(&ana, &picnic, "status: CANCELLED").await;
    t.settle().await;
    assert_eq!(told("Cancelled").await, ["comes@example.org", "waits@example.org"]);
    half_an_hour(&t).await;
    assert_eq!(told("Changed").await.len(), 1, "being called off is no change besides");
    change(&ana, &picnic, "status: CONFIRMED").await;
    half_an_hour(&t).await;
    assert_eq!(told("Changed").await.len(), 2, "that it takes place after all is");
}

#[tokio::test]
async fn a_deleted_event_is_told_of_and_then_forgotten() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, open()).await;
    joined(&ben, &picnic).await;
    let token = came(&t, &picnic, "cleo@example.org").await;
    change(&ana, &picnic, "title: \"Ball\"").await;
    t.settle().await;
    let delete = format!("mutation {{ deleteEvent(eventId: \"{}\") {{ id }} }}", picnic.id);
    ana.ask(&delete, json!({})).await;
    t.settle().await;
    for address in [ben.email.as_str(), "cleo@example.org"] {
        let mail = t.mail_to(address).await;
        assert_eq!(mail.subject, "Deleted: Ball, Wednesday 10 June 2026", "{address}");
    }
    let viewer = farandole::kernel::viewer::Viewer::nobody(farandole::kernel::text::Lang::En, None);
    let gone = farandole::participation::manage_view(&t.app, &viewer, &token).await;
    assert_eq!(gone.unwrap_err().code(), "event_not_found");
    t.tick().await;
    t.pass(Duration::hours(14));
    t.tick().await;
    assert!(super::counts(&t, &picnic).await.is_empty(), "no row is left");
    half_an_hour(&t).await;
    assert_eq!(mails_to(&t, &ben.email).await.len(), 1);
}

#[tokio::test]
async fn an_event_that_is_over_is_news_to_nobody() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let brief = create(&ana, json!({ "endsOn": "2026-06-10T20:00:00Z" })).await;
    joined(&ben, &brief).await;
    t.pass(Duration::days(10));
    change(&ana, &brief, "title: \"Past picnic\"").await;
    change(&ana, &brief, "status: CANCELLED").await;
    let delete = format!("mutation {{ deleteEvent(eventId: \"{}\") {{ id }} }}", brief.id);
    let deleted: Value = ana.ask(&delete, json!({})).await;
    assert!(deleted["errors"].is_null(), "{deleted:#}");
    half_an_hour(&t).await;
    assert!(t.mails().await.is_empty());
}
