//! Mail: what a message is, how it looks, and how it leaves.
//!
//! A caller fills in a [`Content`] with finished, translated sentences, [`renders`](Content::render) it
//! to text and HTML, puts both into a [`Message`] and gives that to the [`Mailer`]. A message has an
//! `id` chosen by the caller that stays the same when a job is repeated: it becomes the Message-ID, so a
//! second copy can be recognised, and the captured file, so that there is no second copy.
//!
//! What always holds: one message has one recipient; no name, title or address can add a header; nothing
//! in the HTML is fetched from anywhere.

pub mod capture;
mod compose;
mod content;
mod message;
mod queue;
mod smtp;

pub use content::{Action, Block, Content, Rendered};
pub use message::{Attachment, Mailbox, Message, Unsendable};
pub use queue::{Letter, plug, queue, queue_within, site_name};

use chrono::{DateTime, Utc};
use std::path::PathBuf;

/// What a [`Mailer`] needs to know beside its URL.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where `capture:` keeps the messages.
    pub capture_dir: PathBuf,
    /// The public host name of this server: the right side of every Message-ID, and its name in SMTP.
    pub host: String,
    /// Certificate authorities trusted in addition to the system's, as PEM.
    pub extra_ca: Option<Vec<u8>>,
}

/// The way out for mail.
#[derive(Clone, Debug)]
pub struct Mailer {
    host: String,
    transport: Transport,
}

#[derive(Clone, Debug)]
enum Transport {
    Capture(PathBuf),
    Smtp(smtp::Relay),
}

/// A mail setting that cannot be used. The text never contains the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("the mail setting is none of `capture:`, `smtp://…` and `smtps://…`")]
    Scheme,
    #[error("the mail setting is not a URL with a host")]
    Url,
    #[error("the mail setting knows `tls` as `none`, `starttls` or `required`")]
    Tls,
    #[error("the certificates for sending mail cannot be used")]
    Certificates(#[source] lettre::transport::smtp::Error),
}

/// Why a message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It can never be sent as it is.
    #[error(transparent)]
    Unsendable(#[from] Unsendable),
    /// The mail server refused this recipient or this message for good.
    #[error("the mail server refuses this message")]
    Refused(#[source] lettre::transport::smtp::Error),
    /// It may work later: the server is away, busy, or does not let us in.
    #[error("the mail server did not take the message")]
    Later(#[source] Option<lettre::transport::smtp::Error>),
    /// The capture folder cannot be written.
    #[error("the message cannot be kept")]
    Disk(#[from] std::io::Error),
}

impl SendError {
    /// Whether trying again is pointless.
    pub fn is_permanent(&self) -> bool {
        matches!(self, SendError::Unsendable(_) | SendError::Refused(_))
    }
}

impl Mailer {
    /// Reads a mail setting: `capture:`, `smtp://[user:password@]host[:port][?tls=none|starttls|required]`
    /// or `smtps://[user:password@]host[:port]`.
    ///
    /// Without `tls`, `smtp://` insists on STARTTLS, except to this very machine, where it uses none.
    /// `tls=starttls` encrypts if the server offers to. Nothing is connected yet, but a
    /// tokio runtime must be there.
    pub fn open(url: &str, options: Options) -> Result<Self, SetupError> {
        let (scheme, _) = url.split_once(':').ok_or(SetupError::Scheme)?;
        let transport = match scheme {
            "capture" => Transport::Capture(options.capture_dir),
            "smtp" | "smtps" => Transport::Smtp(smtp::Relay::open(url, &options)?),
            _ => return Err(SetupError::Scheme),
        };
        let host = if options.host.is_empty() { "localhost".to_owned() } else { options.host };
        Ok(Mailer { host, transport })
    }

    /// Hands a message over, dated `at`. Waits 30 seconds at most. Never call it in a transaction or
    /// while somebody waits for a page.
    pub async fn send(&self, message: &Message, at: DateTime<Utc>) -> Result<(), SendError> {
        let composed = compose::compose(message, &self.host, at)?;
        match &self.transport {
            Transport::Smtp(relay) => relay.send(composed.mail).await,
            Transport::Capture(dir) => {
                let caught = capture::Caught::new(message, &composed, at);
                Ok(capture::keep(dir, caught, composed.mail.formatted()).await?)
            }
        }
    }

    /// Whether a message could be handed over now: greets the mail server and signs in, or looks at the folder for
    /// captured messages. Sends nothing.
    pub async fn check(&self) -> Result<(), SendError> {
        match &self.transport {
            Transport::Smtp(relay) => relay.check().await,
            Transport::Capture(dir) => {
                std::fs::create_dir_all(dir)?;
                tempfile::tempfile_in(dir)?;
                Ok(())
            }
        }
    }

    /// Where captured messages are, if they are captured.
    pub fn capture_dir(&self) -> Option<&std::path::Path> {
        match &self.transport {
            Transport::Capture(dir) => Some(dir),
            Transport::Smtp(_) => None,
        }
    }
}

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;
