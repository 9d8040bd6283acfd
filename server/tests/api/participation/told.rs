//! How much of an event mails tell, and to whom.

use super::anonymous::open;
use super::reminders::REMIND;
use super::{CONFIRM, anonymous, ask, came, confirm_token, decide, joined, mails_to};
use crate::events::{create, update};
use crate::support::TestApp;
use chrono::Duration;
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::Viewer;
use farandole::participation;
use farandole::platform::mail::capture::Caught;
use mail_parser::MessageParser;
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

/// Where people meet.
const MEETING: &str = "https://meet.example/picnic-7f3a";

/// A mail with the calendar file that came along, as one text.
async fn whole(t: &TestApp, mail: &Caught) -> String {
    let path = t.app.mailer.capture_dir().unwrap().join(format!("{}.eml", mail.id));
    let raw = tokio::fs::read(path).await.unwrap();
    let message = MessageParser::new().parse(&raw).unwrap();
    let files = message.attachments().map(|file| file.text_contents().unwrap().to_owned());
    // Long lines of a calendar are folded.
    std::iter::once(mail.text.clone()).chain(files).collect::<String>().replace("\r\n ", "")
}

#[tokio::test]
async fn those_who_come_find_the_link_of_the_meeting_in_their_mails_and_calendars() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let looks = json!({ "beginsOn": "2026-06-04T18:00:00Z", "joinOptions": "RESTRICTED", "meetingUrl": MEETING });
    let ball = create(&ana, barn(looks)).await;
    let told = async |email: &str| {
        let mail = t.mail_to(email).await;
        let (whole, files) = (whole(&t, &mail).await, mail.attachments.len());
        (mail.subject[..7].to_owned(), whole.matches(MEETING).count(), files)
    };
    let id = joined(&ben, &ball).await;
    let token = came(&t, &ball, "cleo@example.org").await;
    assert_eq!(told("cleo@example.org").await, ("Please ".to_owned(), 0, 0), "not confirmed yet");
    t.pass(Duration::minutes(6));
    ask(&t, &ball, "cleo@example.org", json!({})).await;
    t.settle().await;
    assert_eq!(told("cleo@example.org").await, ("You hav".to_owned(), 0, 0), "waits");

    decide(&ana, &id, "PARTICIPANT").await;
    let viewer = Viewer::nobody(Lang::En, None);
    let link = participation::manage_view(&t.app, &viewer, &token).await.unwrap();
    decide(&ana, &link.participant.id.to_string(), "PARTICIPANT").await;
    t.settle().await;
    for email in [ben.email.as_str(), "cleo@example.org"] {
        let (subject, links, files) = told(email).await;
        assert_eq!((subject.as_str(), files), ("You are", 1), "{email}");
        assert!(links > 1, "in the mail and in the calendar: {links}");
    }
    ask(&t, &ball, "cleo@example.org", json!({})).await;
    t.settle().await;
    assert_eq!(told("cleo@example.org").await, ("You hav".to_owned(), 1, 0), "comes");

    update(&ana, &ball, "status: CANCELLED").await;
    t.settle().await;
    assert_eq!(told(&ben.email).await, ("Cancell".to_owned(), 0, 1), "nobody meets any more");
}

#[tokio::test]
async fn whoever_confirms_and_comes_finds_the_link_of_the_meeting_and_again_in_the_reminder() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let looks =
        json!({ "beginsOn": "2026-06-04T18:00:00Z", "endsOn": null, "meetingUrl": MEETING });
    let ball = create(&ana, barn(looks)).await;
    let (actor, email) = (anonymous(&t).await.to_string(), "ben@example.org");
    let remind = json!({ "event": ball.id, "actor": actor, "email": email });
    t.stranger().ask(REMIND, remind).await;
    t.settle().await;
    let token = confirm_token(&t.mail_to(email).await);
    t.stranger().ask(CONFIRM, json!({ "token": token })).await;
    t.tick().await;
    let confirmed = t.mail_to(email).await;
    assert!(confirmed.subject.starts_with("You take part"), "{}", confirmed.subject);
    assert!(confirmed.text.contains(&format!("Open the online meeting\n{MEETING}")));
    t.pass(Duration::hours(55));
    t.tick().await;
    let reminder = t.mail_to(email).await;
    assert!(reminder.subject.starts_with("Soon"), "{}", reminder.subject);
    for mail in [confirmed, reminder] {
        let whole = whole(&t, &mail).await;
        let calendar = whole.split("BEGIN:VCALENDAR").nth(1).unwrap();
        assert!(mail.text.contains(MEETING) && calendar.contains(MEETING), "{whole}");
    }
}

/// Why an event does not take place.
const NOTE: &str = "status: CANCELLED, statusNote: \"The river is too high.\\nAnother day!\"";

#[tokio::test]
async fn the_mail_that_calls_an_event_off_quotes_why() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let ball = create(&ana, barn(json!({ "joinOptions": "RESTRICTED" }))).await;
    let id = joined(&ben, &ball).await;
    joined(&cleo, &ball).await;
    decide(&ana, &id, "PARTICIPANT").await;
    t.settle().await;
    update(&ana, &ball, NOTE).await;
    t.settle().await;
    for email in [&ben.email, &cleo.email] {
        let mail = t.mail_to(email).await;
        assert!(mail.subject.starts_with("Cancelled"), "{}", mail.subject);
        let quote = "The organiser says:\n\n> The river is too high.\n> Another day!";
        assert!(mail.text.contains(quote), "{email}: {}", mail.text);
    }
}

#[tokio::test]
async fn why_a_private_event_is_called_off_is_told_to_those_who_come_alone() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let ball = create(&ana, barn(json!({ "joinOptions": "RESTRICTED" }))).await;
    let id = joined(&ben, &ball).await;
    joined(&cleo, &ball).await;
    decide(&ana, &id, "PARTICIPANT").await;
    t.settle().await;
    update(&ana, &ball, &format!("visibility: PRIVATE, {NOTE}")).await;
    t.settle().await;
    for (email, quotes) in [(&ben.email, true), (&cleo.email, false)] {
        let mail = t.mail_to(email).await;
        assert!(mail.subject.starts_with("Cancelled"), "{}", mail.subject);
        assert_eq!(mail.text.contains("too high"), quotes, "{email}: {}", mail.text);
    }
}

#[tokio::test]
async fn the_mail_about_an_event_in_doubt_quotes_why_until_it_is_certain_again() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let ball = create(&ana, barn(json!({}))).await;
    joined(&ben, &ball).await;
    let told = async |change: &str| {
        t.settle().await;
        update(&ana, &ball, change).await;
        t.settle().await;
        t.pass(Duration::minutes(30));
        t.settle().await;
        let mail = t.mail_to(&ben.email).await;
        assert!(mail.subject.starts_with("Changed"), "{}", mail.subject);
        mail.text
    };
    let doubt = told("status: TENTATIVE, statusNote: \"We look at the river.\"").await;
    assert!(doubt.contains("Not certain yet") && doubt.contains("> We look at the"), "{doubt}");
    let other = told("title: \"Great ball\"").await;
    assert!(!other.contains("We look at the river"), "told already: {other}");
    let certain = told("status: CONFIRMED").await;
    assert!(!certain.contains("We look at the river"), "{certain}");
}
