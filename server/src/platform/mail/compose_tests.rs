//! The composed bytes, read back by a parser that is not ours.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::platform::mail::Mailbox;
use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;

pub(crate) fn message() -> Message {
    let mailbox =
        |name: &str, address: &str| Mailbox { name: name.into(), address: address.into() };
    Message {
        id: "join-1".into(),
        from: mailbox("Mosaic", "noreply@mosaic.example"),
        to: mailbox("Ann", "ann@example.org"),
        reply_to: None,
        subject: "You are invited".into(),
        text: "Hello Ann,\n".into(),
        html: "<p>Hello Ann,</p>\n".into(),
        lang: "en".into(),
        unsubscribe: None,
        thread: None,
        attachments: vec![],
    }
}

fn at() -> DateTime<Utc> {
    "2026-03-01T18:30:00Z".parse().unwrap()
}

fn raw(message: &Message) -> Vec<u8> {
    compose(message, "mosaic.example", at()).unwrap().mail.formatted()
}

fn header(raw: &[u8], name: &str) -> Option<String> {
    let parsed = MessageParser::new().parse(raw).unwrap();
    parsed.header_raw(name).map(|value| value.trim().to_owned())
}

#[test]
fn both_faces_and_the_files_arrive() {
    let file = |name: &str, content_type: &str, bytes: &[u8]| Attachment {
        name: name.into(),
        content_type: content_type.into(),
        bytes: bytes.into(),
    };
    let attachments = [
        file(
            "Fête d’été.ics",
            "text/calendar; charset=utf-8; method=PUBLISH",
            "BEGIN:É\r\n".as_bytes(),
        ),
        file("a\"b.png", "image/png", &[0, 13, 10, 255, 46]),
    ];
    let message = Message {
        text: "Füße\n.\n".into(),
        html: format!("<p>{}</p>", "é".repeat(2000)),
        attachments: attachments.to_vec(),
        ..message()
    };
    let raw = raw(&message);
    let parsed = MessageParser::new().parse(&raw).unwrap();
    assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n"), message.text);
    assert_eq!(parsed.body_html(0).unwrap(), message.html);
    let found: Vec<_> = parsed.attachments().collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].attachment_name(), Some("Fête d’été.ics"));
    assert_eq!(found[0].content_type().unwrap().attribute("method"), Some("PUBLISH"));
    assert_eq!(found[1].attachment_name(), Some("a_b.png"));
    for (found, sent) in found.iter().zip(&message.attachments) {
        assert_eq!(found.contents(), sent.bytes);
    }
}

#[test]
fn the_headers_say_who_when_and_what() {
    let message = Message {
        reply_to: Some(Mailbox { name: "Équipe".into(), address: "team@mosaic.example".into() }),
        lang: "fr".into(),
        unsubscribe: Some(format!("https://mosaic.example/u/{}", "k".repeat(200))),
        thread: Some("event-1".into()),
        ..message()
    };
    let raw = raw(&message);
    for (name, value) in [
        ("From", "Mosaic <noreply@mosaic.example>"),
        ("To", "Ann <ann@example.org>"),
        ("Reply-To", "=?utf-8?b?w4lxdWlwZQ==?= <team@mosaic.example>"),
        ("Date", "Sun, 01 Mar 2026 18:30:00 +0000"),
        ("Message-ID", "<join-1@mosaic.example>"),
        ("In-Reply-To", "<event-1@mosaic.example>"),
        ("References", "<event-1@mosaic.example>"),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", "fr"),
        ("List-Unsubscribe", &format!("<https://mosaic.example/u/{}>", "k".repeat(200))),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ] {
        assert_eq!(header(&raw, name).as_deref(), Some(value), "{name}");
    }
}

#[test]
fn what_is_not_asked_for_is_not_there() {
    let raw = raw(&Message { thread: Some("join-1".into()), ..message() });
    for name in [
        "Reply-To",
        "In-Reply-To",
        "References",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Bcc",
    ] {
        assert_eq!(header(&raw, name), None, "{name}");
    }
}

#[test]
fn an_attachment_type_cannot_add_a_header() {
    let file = |content_type: &str| Attachment {
        name: "x".into(),
        content_type: content_type.into(),
        bytes: vec![],
    };
    for bad in ["text/plain\r\nX-Evil: 1", "nonsense", ""] {
        let message = Message { attachments: vec![file(bad)], ..message() };
        assert_eq!(
            compose(&message, "mosaic.example", at()).err(),
            Some(Unsendable::ContentType),
            "{bad}"
        );
    }
}

/// Text as people and attackers write it.
fn wild() -> impl Strategy<Value = String> {
    let pieces = [
        "\r\n",
        "\n",
        "\r",
        "\0",
        ": ",
        "Bcc: x@evil.example",
        "=?utf-8?q?x?=",
        "\"",
        "<",
        ">",
        ",",
        "é",
        "😀",
        "\u{202e}",
        "名前",
        " ",
        "\\",
        "(",
        "a@b.example",
    ];
    let piece = prop_oneof![
        proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        "\\PC{0,30}"
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_changes_the_headers(name in wild(), subject in wild(), file in wild(), text in wild()) {
        let attachment = Attachment { name: file, content_type: "text/plain".into(), bytes: text.clone().into_bytes() };
        let message = Message {
            from: Mailbox { name: name.clone(), ..message().from },
            to: Mailbox { name: name.clone(), ..message().to },
            reply_to: Some(Mailbox { name, ..message().from }),
            subject,
            html: text.clone(),
            text,
            attachments: vec![attachment],
            ..message()
        };
        let raw = raw(&message);
        let head = String::from_utf8(raw.clone()).unwrap();
        let head = head.split("\r\n\r\n").next().unwrap();
        let names: Vec<_> = head.split("\r\n").filter(|l| !l.starts_with([' ', '\t'])).map(|l| l.split(':').next().unwrap()).collect();
        prop_assert_eq!(names, ["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"]);
        prop_assert!(head.lines().all(|line| line.len() < 998 && line.is_ascii()));

        let parsed = MessageParser::new().parse(&raw).unwrap();
        prop_assert_eq!(parsed.subject().unwrap_or_default(), message::line(&message.subject));
        for (addresses, expected) in [(parsed.from(), &message.from), (parsed.to(), &message.to)] {
            let found: Vec<_> = addresses.unwrap().iter().collect();
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].address(), Some(expected.address.as_str()));
            prop_assert_eq!(found[0].name().unwrap_or_default(), message::line(&expected.name));
        }
        prop_assert_eq!(parsed.attachment_count(), 1);
        let file = message::file_name(&message.attachments[0].name);
        prop_assert_eq!(parsed.attachment(0).unwrap().attachment_name(), Some(file.as_str()));
    }
}
