#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod session;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// A message somebody sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// When its last byte arrived.
    pub at: DateTime<Utc>,
    /// Who the client said it is, if it logged in: user and password.
    pub login: Option<(String, String)>,
    /// The sender of the envelope, empty for a bounce.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// Headers and body as sent, with CRLF line ends. Bytes that are not UTF-8 are replaced.
    pub data: String,
}

/// What the sink answers to a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Mood {
    /// 250: keeps it.
    #[default]
    Accept,
    /// 451 after the message: not now. Keeps nothing.
    Defer,
    /// 550 after the message: never. Keeps nothing.
    Reject,
    /// 550 for every recipient. Keeps nothing.
    RejectRecipient,
    /// Keeps the message, then closes the connection instead of answering: the sender cannot know.
    HangUp,
}

/// A mail server that keeps what it is given until it is dropped.
pub struct Sink {
    addr: SocketAddr,
    state: Arc<State>,
    accepting: AbortHandle,
}

/// What the sessions share.
pub(crate) struct State {
    mood: Mutex<Mood>,
    mails: watch::Sender<Vec<Mail>>,
    file: Option<Mutex<File>>,
}

impl Sink {
    /// Listens on a free port of 127.0.0.1.
    pub async fn start() -> io::Result<Sink> {
        Sink::listen(0, None).await
    }

    /// Listens on `port` of 127.0.0.1 (0: any free one). With a file, appends every kept message to it
    /// as one line of JSON before answering.
    pub async fn listen(port: u16, file: Option<&Path>) -> io::Result<Sink> {
        let open = |path| OpenOptions::new().create(true).append(true).open(path);
        let file = file.map(open).transpose()?.map(Mutex::new);
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let addr = listener.local_addr()?;
        let state =
            Arc::new(State { mood: Mutex::default(), mails: watch::Sender::default(), file });
        let accepting = tokio::spawn(accept(listener, state.clone())).abort_handle();
        Ok(Sink { addr, state, accepting })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where it listens, as a mail setting that asks for no encryption.
    pub fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.addr)
    }

    /// Changes what is answered to messages from now on.
    pub fn be(&self, mood: Mood) {
        *self.state.mood.lock().expect("nobody panics holding the mood") = mood;
    }

    /// The messages kept so far, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.state.mails.borrow().clone()
    }

    /// Waits until at least `count` messages were kept, and gives all of them.
    pub async fn received(&self, count: usize) -> Vec<Mail> {
        let mut mails = self.state.mails.subscribe();
        let mails = mails.wait_for(|mails| mails.len() >= count).await;
        mails.expect("the sender lives in self").clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl State {
    pub(crate) fn mood(&self) -> Mood {
        *self.mood.lock().expect("nobody panics holding the mood")
    }

    pub(crate) fn keep(&self, mail: Mail) -> io::Result<()> {
        if let Some(file) = &self.file {
            let mut line = serde_json::to_vec(&mail)?;
            line.push(b'\n');
            file.lock().expect("nobody panics holding the file").write_all(&line)?;
        }
        self.mails.send_modify(|mails| mails.push(mail));
        Ok(())
    }
}

/// Serves connections until aborted, and ends them with itself.
async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut sessions = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        sessions.spawn(session::serve(stream, state.clone()));
        while sessions.try_join_next().is_some() {}
    }
}
