//! Messages on their way, over real SMTP and into the capture folder.

#![allow(clippy::unwrap_used)]

use super::*;
use compose::tests::message;
use farandole_smtp_sink::{Mood, Sink};
use std::error::Error;

fn at() -> DateTime<Utc> {
    "2026-03-01T18:30:00Z".parse().unwrap()
}

fn mailer(url: &str, dir: &std::path::Path) -> Mailer {
    let options =
        Options { capture_dir: dir.join("mail"), host: "mosaic.example".into(), extra_ca: None };
    Mailer::open(url, options).unwrap()
}

fn sending_to(url: &str) -> Mailer {
    mailer(url, std::path::Path::new("/nowhere"))
}

#[tokio::test]
async fn a_message_reaches_the_mail_server_with_our_login() {
    let sink = Sink::start().await.unwrap();
    let url = format!("smtp://me%40mosaic.example:p%3Ass@{}", sink.addr());
    sending_to(&url).send(&message(), at()).await.unwrap();
    let [mail] = &sink.mails()[..] else { panic!("one message") };
    assert_eq!(mail.login, Some(("me@mosaic.example".into(), "p:ss".into())));
    assert_eq!(
        (mail.from.as_str(), &mail.to[..]),
        ("noreply@mosaic.example", &["ann@example.org".to_owned()][..])
    );
    assert!(mail.data.contains("Message-ID: <join-1@mosaic.example>\r\n"));
    assert!(mail.data.contains("Hello Ann,"));
}

#[tokio::test]
async fn a_refusal_for_good_is_told_from_one_for_now() {
    let sink = Sink::start().await.unwrap();
    let mailer = sending_to(&sink.url());
    for (mood, permanent) in [
        (Mood::Reject, true),
        (Mood::RejectRecipient, true),
        (Mood::Defer, false),
        (Mood::HangUp, false),
    ] {
        sink.be(mood);
        let error = mailer.send(&message(), at()).await.unwrap_err();
        assert_eq!(error.is_permanent(), permanent, "{mood:?}: {error:?}");
    }
    sink.be(Mood::Accept);
    mailer.send(&message(), at()).await.unwrap();
}

#[tokio::test]
async fn an_absent_mail_server_is_a_matter_of_time() {
    let sink = Sink::start().await.unwrap();
    let url = sink.url();
    drop(sink);
    tokio::task::yield_now().await;
    let error = sending_to(&url).send(&message(), at()).await.unwrap_err();
    assert!(!error.is_permanent() && error.source().is_some(), "{error:?}");
}

#[tokio::test]
async fn nothing_is_said_in_the_clear_when_encryption_is_required() {
    let sink = Sink::start().await.unwrap();
    let url = format!("smtp://me:secret@{}?tls=required", sink.addr());
    let error = sending_to(&url).send(&message(), at()).await.unwrap_err();
    assert!(matches!(error, SendError::Later(Some(_))), "{error:?}");
    assert_eq!(sink.mails(), []);
}

#[tokio::test]
async fn a_message_that_cannot_be_sent_never_leaves() {
    let sink = Sink::start().await.unwrap();
    let mut message = message();
    message.to.address = "ann@example.org, ben@example.org".into();
    let error = sending_to(&sink.url()).send(&message, at()).await.unwrap_err();
    assert!(matches!(error, SendError::Unsendable(Unsendable::Address)) && error.is_permanent());
    assert_eq!(sink.mails(), []);
}

#[tokio::test]
async fn settings_are_read_without_repeating_them() {
    let open = |url: &str| Mailer::open(url, Options::default());
    for good in [
        "capture:",
        "smtp://mail.example",
        "smtp://a:b@mail.example:2525?tls=starttls",
        "smtps://a:b@[::1]",
    ] {
        assert!(open(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "mail.example",
        "http://mail.example",
        "smtp:",
        "smtp://u:secret@",
        "smtp://u:secret@x?tls=maybe",
        "smtps://u:secret@x?tls=none",
    ] {
        let error = open(bad).err().unwrap_or_else(|| panic!("{bad} is taken"));
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    let debug = format!("{:?}", open("smtp://me:secret@mail.example").unwrap());
    assert!(!debug.contains("secret"), "{debug}");
}

#[test]
fn a_mailer_may_outlive_its_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mailer = runtime.block_on(async { sending_to("smtp://127.0.0.1:1") });
    drop(runtime);
    drop(mailer);
}

#[tokio::test]
async fn a_caught_message_is_kept_as_sent_and_as_read() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer("capture:", dir.path());
    let mut message = message();
    message.to.name = "Änn".into();
    message.unsubscribe = Some("https://mosaic.example/u/1".into());
    mailer.send(&message, at()).await.unwrap();

    let kept = mailer.capture_dir().unwrap();
    let [caught] = &capture::list(kept).await.unwrap()[..] else { panic!("one message") };
    assert_eq!(
        (caught.id.as_str(), caught.at, caught.subject.as_str()),
        ("join-1", at(), "You are invited")
    );
    assert_eq!(
        (caught.from.as_str(), &caught.to[..]),
        ("noreply@mosaic.example", &["ann@example.org".to_owned()][..])
    );
    assert_eq!((&caught.text, &caught.html), (&message.text, &message.html));
    assert_eq!(caught.headers["To"], "Änn <ann@example.org>");
    assert_eq!(caught.headers["List-Unsubscribe"], "<https://mosaic.example/u/1>");
    let raw = std::fs::read_to_string(kept.join("join-1.eml")).unwrap();
    assert!(raw.contains("Message-ID: <join-1@mosaic.example>\r\n"), "{raw}");
}

#[tokio::test]
async fn a_repeated_job_keeps_one_message() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer("capture:", dir.path());
    let repeats = (0..8).map(|_| {
        let mailer = mailer.clone();
        tokio::spawn(async move { mailer.send(&message(), at()).await.unwrap() })
    });
    futures_util::future::join_all(repeats).await;
    assert_eq!(capture::list(mailer.capture_dir().unwrap()).await.unwrap().len(), 1);
    let mut names: Vec<_> = std::fs::read_dir(dir.path().join("mail"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["join-1.eml", "join-1.json"]);
}

#[tokio::test]
async fn the_newest_comes_first_even_when_the_clock_stands_still() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = mailer("capture:", dir.path());
    for id in ["m", "z", "a"] {
        mailer.send(&Message { id: id.into(), ..message() }, at()).await.unwrap();
    }
    let kept = mailer.capture_dir().unwrap();
    let ids: Vec<_> =
        capture::list(kept).await.unwrap().into_iter().map(|caught| caught.id).collect();
    assert_eq!(ids, ["a", "z", "m"]);
    capture::clear(kept).await.unwrap();
    assert_eq!(capture::list(kept).await.unwrap(), []);
}

#[tokio::test]
async fn no_folder_is_no_mail() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("mail");
    assert_eq!(capture::list(&missing).await.unwrap(), []);
    capture::clear(&missing).await.unwrap();
}

#[tokio::test]
async fn an_unfinished_file_is_no_message() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("x.json"), "{\"id\": \"x").unwrap();
    std::fs::write(dir.path().join("y.json.part"), "{}").unwrap();
    assert_eq!(capture::list(dir.path()).await.unwrap(), []);
}
