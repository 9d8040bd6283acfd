//! The mails that were caught: who sees them, and that they can do nothing there.

use crate::support::TestApp;
use diesel_async::AsyncConnection;
use farandole::kernel::text::Lang;
use farandole::platform::mail::{Attachment, Block, Content, Letter, queue};
use reqwest::{Method, StatusCode};
use serde_json::Value;

async fn write(t: &TestApp, key: &str, subject: &str) {
    let content = Content {
        subject: subject.into(),
        greeting: "Hello".into(),
        paragraphs: vec![Block::Quote("<script>alert(1)</script> http://a.test/x".into())],
        ..Content::default()
    };
    let file = Attachment {
        name: "picnic.ics".into(),
        content_type: "text/calendar".into(),
        bytes: b"BEGIN:VCALENDAR".to_vec(),
    };
    let letter = Letter {
        attachments: vec![file],
        ..Letter::new(key, "ben@example.org", Lang::En, content)
    };
    let mut conn = t.app.db.get().await.unwrap();
    conn.transaction(async |tx| queue(&t.app, tx, letter).await).await.unwrap();
    t.settle().await;
}

async fn json(t: &TestApp) -> Vec<Value> {
    t.get("/dev/mailbox.json").await.json().await.unwrap()
}

#[tokio::test]
async fn caught_mails_are_listed_for_programs_newest_first() {
    let t = TestApp::start().await;
    assert!(json(&t).await.is_empty());
    write(&t, "one", "Picnic").await;
    write(&t, "two", "Ball").await;
    let mails = json(&t).await;
    assert_eq!([&mails[0]["subject"], &mails[1]["subject"]], ["Ball", "Picnic"]);
    let mail = &mails[0];
    assert_eq!(mail["to"], serde_json::json!(["ben@example.org"]));
    assert_eq!(mail["at"], "2026-06-01T12:00:00Z");
    assert!(mail["text"].as_str().unwrap().contains("Hello"), "{mail:#}");
    assert!(mail["html"].as_str().unwrap().contains("<html"), "{mail:#}");
    assert_eq!(mail["headers"]["Subject"], "Ball");
    assert_eq!(mail["attachments"][0]["name"], "picnic.ics");
    for key in ["id", "from"] {
        assert!(mail[key].as_str().is_some_and(|value| !value.is_empty()), "{key}");
    }
}

#[tokio::test]
async fn a_person_reads_a_caught_mail_in_a_frame_that_can_do_nothing() {
    let t = TestApp::start().await;
    write(&t, "one", "Picnic").await;
    let list = t.get("/dev/mailbox").await;
    assert_eq!(list.status(), StatusCode::OK);
    assert!(list.text().await.unwrap().contains("Picnic"));
    let id = json(&t).await[0]["id"].as_str().unwrap().to_owned();
    let page = t.get(&format!("/dev/mailbox/{id}")).await.text().await.unwrap();
    assert!(page.contains("sandbox=\"allow-top-navigation-by-user-activation\""), "{page}");
    assert!(page.contains("href=\"http://a.test/x\"") && page.contains("picnic.ics"), "{page}");
    assert!(!page.contains("<script>alert"), "{page}");
    let html = t.get(&format!("/dev/mailbox/{id}/html")).await;
    let policy = html.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert!(!policy.contains("allow-scripts") && !policy.contains("allow-same-origin"), "{policy}");
    assert!(html.text().await.unwrap().contains("<base target=\"_top\">"));
    assert_eq!(t.get("/dev/mailbox/none").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_mailbox_is_emptied_by_a_program_and_by_a_button_but_not_by_another_site() {
    let t = TestApp::start().await;
    let send = async |method: Method, origin: Option<&str>| {
        let mut request = t.client.request(method, format!("{}/dev/mailbox", t.origin));
        if let Some(origin) = origin {
            request = request.header("Origin", origin);
        }
        request.send().await.unwrap().status()
    };
    write(&t, "one", "Picnic").await;
    assert_eq!(send(Method::DELETE, Some("https://evil.example")).await, StatusCode::FORBIDDEN);
    assert_eq!(json(&t).await.len(), 1);
    assert_eq!(send(Method::DELETE, None).await, StatusCode::NO_CONTENT);
    assert!(json(&t).await.is_empty());
    write(&t, "two", "Ball").await;
    let form = t.client.post(format!("{}/dev/mailbox", t.origin)).form(&[("csrf", "")]);
    assert_eq!(form.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert!(json(&t).await.is_empty());
}

#[tokio::test]
async fn where_mail_leaves_there_is_no_mailbox() {
    let t = TestApp::start_with(&[("mail", "smtp://127.0.0.1:1")]).await;
    for path in ["/dev/mailbox", "/dev/mailbox.json", "/dev/mailbox/x", "/dev/mailbox/x/html"] {
        assert_eq!(t.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_stranger_does_not_read_the_mailbox_of_a_server_that_the_world_can_reach() {
    let t = TestApp::start_with(&[("url", "https://events.example.org")]).await;
    for path in ["/dev/mailbox", "/dev/mailbox.json"] {
        let request = t.client.get(format!("{}{path}", t.origin));
        let reply = request.header("Host", "events.example.org").send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
