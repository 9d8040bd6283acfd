//! Mails wait as jobs and are sent once.

use crate::support::TestApp;
use diesel_async::AsyncConnection;
use farandole::kernel::text::Lang;
use farandole::platform::mail::{Content, Letter, queue};
use farandole_smtp_sink::{Mood, Sink};

fn letter(key: &str) -> Letter {
    let content = Content {
        site: "Farandole".into(),
        subject: "Picnic".into(),
        preheader: String::new(),
        greeting: "Hello".into(),
        paragraphs: Vec::new(),
        action: None,
        footer: Vec::new(),
        footer_links: Vec::new(),
    };
    Letter::new(key, "ben@example.org", Lang::En, content)
}

#[tokio::test]
async fn a_letter_queued_twice_under_one_key_is_sent_once() {
    let t = TestApp::start().await;
    for _ in 0..2 {
        let mut conn = t.app.db.get().await.unwrap();
        conn.transaction(async |tx| queue(&t.app, tx, letter("ben.picnic.joined")).await)
            .await
            .unwrap();
        t.settle().await;
    }
    assert_eq!(t.mails().await.len(), 1);
    assert_eq!(t.mail_to("ben@example.org").await.subject, "Picnic");
}

#[tokio::test]
async fn a_letter_of_a_change_that_fails_is_never_sent() {
    let t = TestApp::start().await;
    let mut conn = t.app.db.get().await.unwrap();
    let undone: Result<(), farandole::kernel::error::Error> = conn
        .transaction(async |tx| {
            queue(&t.app, tx, letter("ben.picnic.joined")).await?;
            Err(farandole::kernel::error::Error::NotFound("event"))
        })
        .await;
    assert!(undone.is_err());
    t.settle().await;
    assert!(t.mails().await.is_empty());
}

#[tokio::test]
async fn mails_bear_the_name_that_the_administrators_gave_the_server() {
    let t = TestApp::start_with(&[("registration", "open")]).await;
    let ana = t.person_with_role("ana", "administrator").await;
    let named =
        "mutation { saveAdminSettings(instanceName: \"Les Fêtes de Die\") { instanceName } }";
    let reply: serde_json::Value = ana.post(named).await.json().await.unwrap();
    assert!(reply["errors"].is_null(), "{reply:#}");
    let join = "mutation { createUser(email: \"ben@example.org\", password: \"tuba lampe crayon\", locale: \"en\") { email } }";
    let reply: serde_json::Value = t.stranger().post(join).await.json().await.unwrap();
    assert!(reply["errors"].is_null(), "{reply:#}");
    t.settle().await;
    let mail = t.mail_to("ben@example.org").await;
    assert!(mail.headers["From"].contains("Les F"), "{:?}", mail.headers);
    assert!(
        mail.text.contains("Les Fêtes de Die") && !mail.text.contains("Farandole"),
        "{}",
        mail.text
    );
}

#[tokio::test]
async fn an_address_nobody_confirmed_gets_three_mails_a_day_whoever_causes_them() {
    let t = TestApp::start_with(&[("registration", "open")]).await;
    let ana = t.person("ana").await;
    let open = serde_json::json!({ "options": { "anonymousParticipation": true } });
    let event = crate::events::create(&ana, open).await;
    for _ in 0..2 {
        let join = "mutation { createUser(email: \"ben@example.org\", password: \"tuba lampe crayon\", locale: \"en\") { email } }";
        t.stranger().post(join).await;
        t.settle().await;
        t.pass(chrono::Duration::minutes(10));
    }
    for _ in 0..4 {
        crate::participation::ask(&t, &event, "ben@example.org", serde_json::json!({})).await;
        t.settle().await;
        t.pass(chrono::Duration::minutes(70));
    }
    assert_eq!(crate::participation::mails_to(&t, "ben@example.org").await.len(), 3);
}

#[tokio::test]
async fn mail_outlasts_a_weekend_without_a_mail_server_and_is_sent_once() {
    let port = Sink::start().await.unwrap().addr().port();
    let url = format!("smtp://127.0.0.1:{port}?tls=none");
    let t = TestApp::start_with(&[("mail", &url)]).await;
    let mut conn = t.app.db.get().await.unwrap();
    conn.transaction(async |tx| queue(&t.app, tx, letter("ben.picnic.joined")).await)
        .await
        .unwrap();
    drop(conn);
    for _ in 0..30 {
        farandole::worker::run_due(&t.app).await.unwrap();
        t.pass(chrono::Duration::hours(3));
    }
    let sink = Sink::listen(port, None).await.unwrap();
    t.pass(chrono::Duration::hours(6));
    t.settle().await;
    assert_eq!(sink.mails().len(), 1);
    assert_eq!(t.waiting_jobs().await, 0);
}

#[tokio::test]
async fn a_recipient_refused_for_good_is_given_up_at_once() {
    let sink = Sink::start().await.unwrap();
    let t = TestApp::start_with(&[("mail", &sink.url())]).await;
    sink.be(Mood::RejectRecipient);
    let mut conn = t.app.db.get().await.unwrap();
    conn.transaction(async |tx| queue(&t.app, tx, letter("ben.picnic.joined")).await)
        .await
        .unwrap();
    let failed = farandole::worker::run_due(&t.app).await.unwrap();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].retry_at, None, "{failed:?}");
    assert_eq!(t.waiting_jobs().await, 0);
}

#[tokio::test]
async fn what_was_given_up_is_forgotten_after_thirty_days() {
    let sink = Sink::start().await.unwrap();
    let t = TestApp::start_with(&[("mail", &sink.url())]).await;
    t.tick().await;
    sink.be(Mood::RejectRecipient);
    let mut conn = t.app.db.get().await.unwrap();
    conn.transaction(async |tx| queue(&t.app, tx, letter("ben.picnic.joined")).await)
        .await
        .unwrap();
    farandole::worker::run_due(&t.app).await.unwrap();
    t.pass(chrono::Duration::days(29));
    t.tick().await;
    assert_eq!(farandole_jobs::dead(&mut conn, 0, 10).await.unwrap().len(), 1);
    t.pass(chrono::Duration::days(3));
    t.tick().await;
    assert!(farandole_jobs::dead(&mut conn, 0, 10).await.unwrap().is_empty());
}
