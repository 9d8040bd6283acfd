//! Mails wait as jobs and are sent once.

use crate::support::TestApp;
use diesel_async::AsyncConnection;
use farandole::kernel::text::Lang;
use farandole::platform::mail::{Content, Letter, queue};

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
