//! The sink, spoken to line by line.

#![allow(clippy::unwrap_used)]

use farandole_smtp_sink::{Mail, Mood, Sink};
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

/// A client that says one line at a time and hears the code of each reply.
struct Talk(BufReader<TcpStream>);

impl Talk {
    fn to(addr: &str) -> Talk {
        let mut talk = Talk(BufReader::new(TcpStream::connect(addr).unwrap()));
        assert_eq!(talk.hear().unwrap(), "220");
        talk
    }

    /// The code of the reply, or `None` if the other side hung up.
    fn hear(&mut self) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            if line.as_bytes()[3] == b' ' {
                return Some(line[..3].to_owned());
            }
        }
    }

    fn say(&mut self, line: &str) -> Option<String> {
        self.0.get_mut().write_all(format!("{line}\r\n").as_bytes()).unwrap();
        self.hear()
    }

    /// Sends one message; the reply to its end.
    fn send(&mut self, body: &str) -> Option<String> {
        assert_eq!(self.say("EHLO me").unwrap(), "250");
        assert_eq!(self.say("MAIL FROM:<a@example.org> SIZE=3").unwrap(), "250");
        assert_eq!(self.say("RCPT TO:<b@example.org>").unwrap(), "250");
        assert_eq!(self.say("rcpt to:<c@example.org>").unwrap(), "250");
        assert_eq!(self.say("DATA").unwrap(), "354");
        self.say(&format!("{body}\r\n."))
    }
}

/// Talks on a thread of its own, beside the sink.
async fn talk<T: Send + 'static>(sink: &Sink, what: impl FnOnce(Talk) -> T + Send + 'static) -> T {
    let addr = sink.addr().to_string();
    tokio::task::spawn_blocking(move || what(Talk::to(&addr))).await.unwrap()
}

#[tokio::test]
async fn a_message_is_kept_with_its_envelope() {
    let sink = Sink::start().await.unwrap();
    let reply = talk(&sink, |mut talk| talk.send("Subject: x\r\n\r\n..dot\r\nend")).await;
    assert_eq!(reply.as_deref(), Some("250"));
    let mails = sink.received(1).await;
    let [Mail { from, to, data, login: None, .. }] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(from, "a@example.org");
    assert_eq!(to, &["b@example.org", "c@example.org"]);
    assert_eq!(data, "Subject: x\r\n\r\n.dot\r\nend\r\n");
}

#[tokio::test]
async fn a_login_is_noted() {
    let sink = Sink::start().await.unwrap();
    talk(&sink, |mut talk| {
        assert_eq!(talk.say("AUTH PLAIN").unwrap(), "334");
        assert_eq!(talk.say("AG1lAHNlY3JldA==").unwrap(), "235");
        talk.send("x")
    })
    .await;
    assert_eq!(sink.mails()[0].login, Some(("me".into(), "secret".into())));
}

#[tokio::test]
async fn refusals_keep_nothing() {
    for (mood, code) in [(Mood::Defer, "451"), (Mood::Reject, "550")] {
        let sink = Sink::start().await.unwrap();
        sink.be(mood);
        let reply = talk(&sink, |mut talk| talk.send("x")).await;
        assert_eq!((reply.as_deref(), sink.mails().len()), (Some(code), 0));
    }
}

#[tokio::test]
async fn a_refused_recipient_leaves_nothing_to_send() {
    let sink = Sink::start().await.unwrap();
    sink.be(Mood::RejectRecipient);
    let replies = talk(&sink, |mut talk| {
        ["MAIL FROM:<>", "RCPT TO:<b@example.org>", "DATA", "QUIT"]
            .map(|line| talk.say(line).unwrap())
    })
    .await;
    assert_eq!(replies, ["250", "550", "503", "221"]);
}

#[tokio::test]
async fn hanging_up_keeps_the_message_and_says_nothing() {
    let sink = Sink::start().await.unwrap();
    sink.be(Mood::HangUp);
    let reply = talk(&sink, |mut talk| talk.send("x")).await;
    assert_eq!((reply, sink.mails().len()), (None, 1));
}

#[tokio::test]
async fn a_dropped_sink_hangs_up_and_frees_its_port() {
    let sink = Sink::start().await.unwrap();
    let addr = sink.addr().to_string();
    let mut talk = talk(&sink, |talk| talk).await;
    drop(sink);
    tokio::task::yield_now().await;
    assert!(tokio::task::spawn_blocking(move || talk.hear()).await.unwrap().is_none());
    assert_eq!(TcpStream::connect(addr).unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
}

#[test]
fn the_program_writes_a_line_for_each_message() {
    let dir = std::env::temp_dir().join(format!("smtp-sink-{}", std::process::id()));
    let program = env!("CARGO_BIN_EXE_smtp-sink");
    let mut sink =
        Command::new(program).arg("--dir").arg(&dir).stdout(Stdio::piped()).spawn().unwrap();
    let mut addr = String::new();
    BufReader::new(sink.stdout.take().unwrap()).read_line(&mut addr).unwrap();
    for body in ["one", "two"] {
        assert_eq!(Talk::to(addr.trim()).send(body).unwrap(), "250");
    }
    sink.kill().unwrap();
    sink.wait().unwrap();
    let lines = std::fs::read_to_string(dir.join("mails.jsonl")).unwrap();
    let mails: Vec<Mail> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(mails.iter().map(|m| m.data.as_str()).collect::<Vec<_>>(), ["one\r\n", "two\r\n"]);
    std::fs::remove_dir_all(dir).unwrap();
}
