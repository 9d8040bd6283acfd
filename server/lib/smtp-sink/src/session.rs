//! One conversation.

use crate::{Mail, Mood, State};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What the client said so far.
#[derive(Default)]
struct Session {
    login: Option<(String, String)>,
    from: Option<String>,
    to: Vec<String>,
}

/// What to do next.
enum Step {
    Say(&'static str),
    AskPassword,
    TakeMessage,
    Leave,
}

const GREETING: &str =
    "250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 AUTH PLAIN";
const OUT_OF_ORDER: &str = "503 not now";

/// Talks until the client leaves or the connection breaks.
pub(crate) async fn serve(stream: TcpStream, state: Arc<State>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut session = Session::default();
    say(&mut stream, "220 sink").await?;
    while let Some(line) = hear(&mut stream).await? {
        match session.answer(&line, state.mood()) {
            Step::Say(reply) => say(&mut stream, reply).await?,
            Step::AskPassword => {
                say(&mut stream, "334 ").await?;
                let Some(secret) = hear(&mut stream).await? else { return Ok(()) };
                let reply = session.log_in(&secret);
                say(&mut stream, reply).await?;
            }
            Step::TakeMessage => {
                say(&mut stream, "354 go on").await?;
                let Some(data) = message(&mut stream).await? else { return Ok(()) };
                match session.take(data, &state)? {
                    Some(reply) => say(&mut stream, reply).await?,
                    None => return Ok(()),
                }
            }
            Step::Leave => return say(&mut stream, "221 bye").await,
        }
    }
    Ok(())
}

impl Session {
    fn answer(&mut self, line: &str, mood: Mood) -> Step {
        let (verb, rest) = line.split_once([' ', ':']).unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => Step::Say(GREETING),
            "AUTH" => match rest.split_once(' ') {
                Some((_, secret)) => Step::Say(self.log_in(secret)),
                None => Step::AskPassword,
            },
            "MAIL" => {
                self.from = path(rest);
                self.to.clear();
                Step::Say(if self.from.is_some() { "250 ok" } else { "501 no address" })
            }
            "RCPT" if self.from.is_none() => Step::Say(OUT_OF_ORDER),
            "RCPT" if mood == Mood::RejectRecipient => Step::Say("550 5.1.1 nobody of that name"),
            "RCPT" => {
                let to = path(rest);
                let reply = if to.is_some() { "250 ok" } else { "501 no address" };
                self.to.extend(to);
                Step::Say(reply)
            }
            "DATA" if self.to.is_empty() => Step::Say(OUT_OF_ORDER),
            "DATA" => Step::TakeMessage,
            "RSET" => {
                (self.from, self.to) = (None, Vec::new());
                Step::Say("250 ok")
            }
            "NOOP" => Step::Say("250 ok"),
            "QUIT" => Step::Leave,
            _ => Step::Say("502 unknown"),
        }
    }

    /// Reads an answer to AUTH PLAIN (RFC 4616): base64 of `NUL user NUL password`.
    fn log_in(&mut self, secret: &str) -> &'static str {
        let secret =
            BASE64_STANDARD.decode(secret.trim()).ok().and_then(|s| String::from_utf8(s).ok());
        let mut parts = secret.as_deref().unwrap_or_default().splitn(3, '\0').skip(1);
        let (Some(user), Some(password)) = (parts.next(), parts.next()) else {
            return "501 unreadable";
        };
        self.login = Some((user.to_owned(), password.to_owned()));
        "235 welcome"
    }

    /// Keeps or refuses a message. `None` means: hang up.
    fn take(&mut self, data: String, state: &State) -> io::Result<Option<&'static str>> {
        let mood = state.mood();
        let (from, to) = (self.from.take().unwrap_or_default(), std::mem::take(&mut self.to));
        if let Mood::Accept | Mood::HangUp = mood {
            state.keep(Mail {
                at: chrono::Utc::now(),
                login: self.login.clone(),
                from,
                to,
                data,
            })?;
        }
        Ok(match mood {
            Mood::Accept => Some("250 kept"),
            Mood::Defer => Some("451 4.3.0 come back later"),
            Mood::Reject | Mood::RejectRecipient => Some("550 5.7.1 not wanted"),
            Mood::HangUp => None,
        })
    }
}

/// The address in `FROM:<address> PARAMETERS`.
fn path(rest: &str) -> Option<String> {
    let (_, rest) = rest.split_once('<')?;
    Some(rest.split_once('>')?.0.to_owned())
}

/// A line without its end, or `None` when the client has gone.
async fn hear(stream: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if stream.read_until(b'\n', &mut line).await? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()))
}

async fn say(stream: &mut BufReader<TcpStream>, reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await
}

/// Everything up to the line with a lone dot, without the dots that SMTP puts before dots.
async fn message(stream: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut data = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        if line == b".\r\n" {
            return Ok(Some(String::from_utf8_lossy(&data).into_owned()));
        }
        data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
