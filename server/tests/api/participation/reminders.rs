//! What comes by the clock: reminders, lists of what comes, who waits; and how it is ended.

use super::anonymous::open;
use super::{CONFIRM, LEAVE, ask, confirm_token, decide, join, joined, mails_to};
use crate::events::{Made, create, update};
use crate::support::{Person, TestApp};
use chrono::Duration;
use farandole::platform::mail::capture::Caught;
use reqwest::StatusCode;
use serde_json::{Value, json};

/// Joining with the wish to be reminded.
pub const REMIND: &str = "mutation ($event: ID!, $actor: ID!, $email: String) {
  joinEvent(eventId: $event, actorId: $actor, email: $email, locale: \"en\", remind: true) { id } }";
const SETTINGS: &str = "mutation ($zone: Timezone, $day: Boolean, $week: Boolean, $before: Boolean,
    $pending: NotificationPendingEnum) {
  setUserSettings(timezone: $zone, notificationOnDay: $day, notificationEachWeek: $week,
    notificationBeforeEvent: $before, notificationPendingParticipation: $pending) {
    notificationOnDay notificationPendingParticipation } }";

async fn set(who: &Person, settings: Value) {
    let reply = who.ask(SETTINGS, settings).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
}

/// Somebody with an account joins and wants to be reminded.
async fn reminded(who: &Person, event: &Made) {
    let reply = who.ask(REMIND, json!({ "event": event.id, "actor": who.actor.to_string() })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
}

/// Lets time pass in steps of ten minutes, as the clock of a server does.
async fn pass(t: &TestApp, time: Duration) {
    let mut left = time;
    while left > Duration::zero() {
        t.pass(Duration::minutes(10));
        left -= Duration::minutes(10);
        t.tick().await;
    }
}

async fn reminders(t: &TestApp, address: &str) -> Vec<Caught> {
    let mails = mails_to(t, address).await;
    mails.into_iter().filter(|mail| mail.subject.starts_with("Soon")).collect()
}

/// The path behind the link that ends mails of a kind.
fn ending(mail: &Caught) -> String {
    let header = &mail.headers["List-Unsubscribe"];
    assert_eq!(mail.headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
    let path = header.split("/unsubscribe/").nth(1).unwrap().trim_end_matches('>');
    format!("/unsubscribe/{path}")
}

#[tokio::test]
async fn whoever_ticked_the_box_is_reminded_once_the_day_before() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let mut soon = open();
    soon["beginsOn"] = json!("2026-06-04T18:00:00Z");
    let picnic = create(&ana, soon).await;
    reminded(&ben, &picnic).await;
    joined(&cleo, &picnic).await;
    let variables = json!({
        "event": picnic.id, "actor": super::anonymous(&t).await.to_string(), "email": "dora@example.org",
    });
    t.stranger().ask(REMIND, variables).await;
    t.settle().await;
    let token = confirm_token(&t.mail_to("dora@example.org").await);
    t.stranger().ask(CONFIRM, json!({ "token": token })).await;
    t.tick().await;
    t.pass(Duration::hours(53));
    t.tick().await;
    assert!(reminders(&t, &ben.email).await.is_empty(), "not before the day");
    pass(&t, Duration::hours(2)).await;
    for address in [ben.email.as_str(), "dora@example.org"] {
        let mails = reminders(&t, address).await;
        assert_eq!(mails.len(), 1, "{address}");
        assert_eq!(mails[0].subject, "Soon: Picnic by the river, Thursday 4 June 2026");
        assert_eq!(mails[0].attachments.len(), 1);
    }
    assert!(reminders(&t, &cleo.email).await.is_empty(), "who did not ask is left alone");
    assert!(reminders(&t, &ana.email).await.is_empty(), "the organiser knows");
}

#[tokio::test]
async fn a_reminder_follows_the_start_and_never_comes_for_what_is_off() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let mut soon = open();
    soon["beginsOn"] = json!("2026-06-04T18:00:00Z");
    let (picnic, ball, fair) = (
        create(&ana, soon.clone()).await,
        create(&ana, soon.clone()).await,
        create(&ana, soon).await,
    );
    for event in [&picnic, &ball, &fair] {
        reminded(&ben, event).await;
    }
    t.tick().await;
    update(&ana, &picnic, "beginsOn: \"2026-06-06T18:00:00Z\"").await;
    update(&ana, &ball, "status: CANCELLED").await;
    ben.ask(LEAVE, json!({ "event": fair.id, "actor": ben.actor.to_string() })).await;
    t.settle().await;
    t.pass(Duration::hours(55));
    t.tick().await;
    assert!(reminders(&t, &ben.email).await.is_empty(), "moved, off, left");
    t.pass(Duration::hours(48));
    t.tick().await;
    let mails = reminders(&t, &ben.email).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("6 June"), "{}", mails[0].subject);
}

#[tokio::test]
async fn an_account_may_be_reminded_an_hour_before_of_everything() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    set(&ben, json!({ "before": true })).await;
    let mut soon = open();
    soon["beginsOn"] = json!("2026-06-01T15:00:00Z");
    let picnic = create(&ana, soon).await;
    joined(&ben, &picnic).await;
    t.tick().await;
    pass(&t, Duration::minutes(110)).await;
    assert!(reminders(&t, &ben.email).await.is_empty());
    pass(&t, Duration::minutes(30)).await;
    let mails = reminders(&t, &ben.email).await;
    assert_eq!(mails.len(), 1);
    let reply = t.client.post(format!("{}{}", t.origin, ending(&mails[0]))).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    let asked = ben.ask("{ loggedUser { settings { notificationBeforeEvent } } }", json!({})).await;
    assert_eq!(asked["data"]["loggedUser"]["settings"]["notificationBeforeEvent"], false);
}

#[tokio::test]
async fn an_account_hears_of_its_day_in_the_morning_on_its_own_clock() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    set(&ben, json!({ "zone": "Europe/Paris", "day": true })).await;
    for (title, begins) in [
        ("Early", "2026-06-02T06:30:00Z"),
        ("Lunch", "2026-06-02T10:00:00Z"),
        ("Night", "2026-06-02T21:00:00Z"),
        ("Dawn", "2026-06-03T03:00:00Z"),
        ("Later", "2026-06-03T10:00:00Z"),
    ] {
        let event = create(&ana, json!({ "title": title, "beginsOn": begins })).await;
        joined(&ben, &event).await;
    }
    t.tick().await;
    // Seven in the morning in Paris.
    t.pass(Duration::hours(17));
    t.tick().await;
    assert!(mails_to(&t, &ben.email).await.is_empty());
    pass(&t, Duration::hours(3)).await;
    let mails = mails_to(&t, &ben.email).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Today: 3 events");
    let at = |title: &str| mails[0].text.find(title);
    assert!(at("Lunch") < at("Night") && at("Night") < at("Dawn"), "{}", mails[0].text);
    assert!(at("Early").is_none() && at("Later").is_none(), "{}", mails[0].text);
    assert!(mails[0].text.contains("12:00"), "on the reader's clock: {}", mails[0].text);
    t.client.post(format!("{}{}", t.origin, ending(&mails[0]))).send().await.unwrap();
    pass(&t, Duration::hours(24)).await;
    assert_eq!(mails_to(&t, &ben.email).await.len(), 1, "one click ends it");
}

#[tokio::test]
async fn an_account_hears_of_its_week_on_monday() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    set(&ben, json!({ "zone": "Europe/Paris", "week": true })).await;
    let event = create(&ana, json!({ "beginsOn": "2026-06-10T18:00:00Z" })).await;
    joined(&ben, &event).await;
    t.tick().await;
    t.pass(Duration::hours(6 * 24 + 18) + Duration::minutes(10));
    t.tick().await;
    let mails = mails_to(&t, &ben.email).await;
    assert_eq!(
        mails.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(),
        ["This week: one event"]
    );
}

#[tokio::test]
async fn an_organiser_hears_in_the_evening_of_those_who_wait() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    joined(&ben, &picnic).await;
    let second = joined(&cleo, &picnic).await;
    t.tick().await;
    pass(&t, Duration::hours(5)).await;
    assert!(mails_to(&t, &ana.email).await.is_empty(), "not before the evening");
    pass(&t, Duration::hours(2)).await;
    let mails = mails_to(&t, &ana.email).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "2 people wait for your answer");
    let path = format!("/events/{}/participants", picnic.uuid);
    assert!(mails[0].text.contains(&path), "{}", mails[0].text);
    decide(&ana, &second, "PARTICIPANT").await;
    pass(&t, Duration::hours(24)).await;
    assert_eq!(mails_to(&t, &ana.email).await.len(), 1, "nobody new waits");
    t.client.post(format!("{}{}", t.origin, ending(&mails[0]))).send().await.unwrap();
    joined(&t.person("dora").await, &picnic).await;
    pass(&t, Duration::hours(24)).await;
    assert_eq!(mails_to(&t, &ana.email).await.len(), 1, "one click ends it");
}

#[tokio::test]
async fn shortly_before_the_event_the_organiser_hears_at_once_who_waits() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let tonight = json!({ "joinOptions": "RESTRICTED", "beginsOn": "2026-06-01T19:00:00Z" });
    let picnic = create(&ana, tonight).await;
    join(&ben, &picnic, json!({})).await;
    t.settle().await;
    assert_eq!(mails_to(&t, &ana.email).await.len(), 1);
}

#[tokio::test]
async fn the_link_that_ends_mails_is_for_one_reader_and_kind_and_a_get_changes_nothing() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    set(&ana, json!({ "pending": "DIRECT" })).await;
    joined(&ben, &picnic).await;
    t.settle().await;
    let path = ending(&t.mail_to(&ana.email).await);
    let page = t.get(&path).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("Fewer mails"));
    let pending = async || {
        let asked = ana
            .ask("{ loggedUser { settings { notificationPendingParticipation } } }", json!({}))
            .await;
        asked["data"]["loggedUser"]["settings"]["notificationPendingParticipation"].clone()
    };
    assert_eq!(pending().await, "DIRECT");
    let token = path.rsplit('/').next().unwrap();
    for other in [
        format!("/unsubscribe/pending/{}/{token}", ben.user),
        format!("/unsubscribe/day/{}/{token}", ana.user),
        format!("/unsubscribe/pending/{}/{}x", ana.user, &token[..42]),
        format!("/unsubscribe/none/{}/{token}", ana.user),
    ] {
        let reply = t.client.post(format!("{}{other}", t.origin)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::GONE, "{other}");
    }
    assert_eq!(pending().await, "DIRECT");
    let click =
        t.client.post(format!("{}{path}", t.origin)).form(&[("List-Unsubscribe", "One-Click")]);
    let reply = click.header("Origin", "https://mail.example").send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert_eq!(pending().await, "NONE");
}

#[tokio::test]
async fn mails_bring_the_event_for_the_calendar_and_take_it_out_again() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    ask(&t, &picnic, "ben@example.org", json!({})).await;
    t.settle().await;
    assert!(t.mail_to("ben@example.org").await.attachments.is_empty(), "nobody takes part yet");
    let token = confirm_token(&t.mail_to("ben@example.org").await);
    t.stranger().ask(CONFIRM, json!({ "token": token })).await;
    t.settle().await;
    let kind = async || {
        let mail = t.mail_to("ben@example.org").await;
        assert!(!mail.headers.contains_key("List-Unsubscribe"), "must be read: {}", mail.subject);
        mail.attachments.iter().map(|file| file.content_type.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kind().await, ["text/calendar; charset=utf-8; method=PUBLISH"]);
    update(&ana, &picnic, "title: \"Dinner\"").await;
    t.settle().await;
    t.pass(Duration::minutes(30));
    t.settle().await;
    assert_eq!(kind().await, ["text/calendar; charset=utf-8; method=PUBLISH"]);
    update(&ana, &picnic, "status: CANCELLED").await;
    t.settle().await;
    assert_eq!(kind().await, ["text/calendar; charset=utf-8; method=CANCEL"]);
}

#[tokio::test]
async fn a_reminder_that_could_not_leave_in_time_never_does() {
    let port = farandole_smtp_sink::Sink::start().await.unwrap().addr().port();
    let url = format!("smtp://127.0.0.1:{port}?tls=none");
    let t = TestApp::start_with(&[("mail", &url)]).await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let mut soon = open();
    soon["beginsOn"] = json!("2026-06-04T18:00:00Z");
    let picnic = create(&ana, soon).await;
    reminded(&ben, &picnic).await;
    t.tick().await;
    t.pass(Duration::hours(55));
    farandole::worker::tick(&t.app).await.unwrap();
    let failed = farandole::worker::run_due(&t.app).await.unwrap();
    assert_eq!(failed.len(), 1, "the mail server is away: {failed:?}");
    let sink = farandole_smtp_sink::Sink::listen(port, None).await.unwrap();
    t.pass(Duration::hours(30));
    t.settle().await;
    assert!(sink.mails().is_empty());
    assert_eq!(t.waiting_jobs().await, 0);
}
