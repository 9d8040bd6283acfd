//! Mail that is kept instead of sent, for trying things out and for tests.
//!
//! A message is two files, `<id>.eml` as it would have been sent and `<id>.json` as people read it. The
//! second is there only if the first is whole. An id that is there already stays as it is.

use super::compose::Composed;
use super::message::{self, Message};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tokio::task::spawn_blocking;

/// A kept message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caught {
    pub id: String,
    pub at: DateTime<Utc>,
    /// The bare address; its name is in the header.
    pub from: String,
    /// Bare addresses.
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Decoded, by name.
    pub headers: BTreeMap<String, String>,
    pub attachments: Vec<CaughtFile>,
}

/// A file that came with a kept message. Its content is in the `.eml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtFile {
    pub name: String,
    pub content_type: String,
    /// In bytes.
    pub size: usize,
}

/// What the file holds: the message, and when it came, because a test's clock may stand still.
#[derive(Serialize, Deserialize)]
struct Record {
    kept_at: u64,
    #[serde(flatten)]
    caught: Caught,
}

impl Caught {
    pub(super) fn new(message: &Message, composed: &Composed, at: DateTime<Utc>) -> Self {
        let envelope = composed.mail.envelope();
        let file = |file: &super::Attachment| CaughtFile {
            name: message::file_name(&file.name),
            content_type: file.content_type.clone(),
            size: file.bytes.len(),
        };
        Caught {
            id: message.id.clone(),
            at,
            from: envelope.from().map(ToString::to_string).unwrap_or_default(),
            to: envelope.to().iter().map(ToString::to_string).collect(),
            subject: message::line(&message.subject),
            text: message::body(&message.text),
            html: message::body(&message.html),
            headers: composed
                .headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            attachments: message.attachments.iter().map(file).collect(),
        }
    }
}

/// The kept messages, newest first. Files that are no messages are passed over.
pub async fn list(dir: &Path) -> io::Result<Vec<Caught>> {
    let dir = dir.to_owned();
    on_disk(move || {
        let mut records: Vec<Record> = files(&dir)?
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .filter_map(|path| serde_json::from_slice(&std::fs::read(path).ok()?).ok())
            .collect();
        records.sort_by(|a, b| (b.kept_at, &b.caught.id).cmp(&(a.kept_at, &a.caught.id)));
        Ok(records.into_iter().map(|record| record.caught).collect())
    })
    .await
}

/// Forgets all kept messages.
pub async fn clear(dir: &Path) -> io::Result<()> {
    let dir = dir.to_owned();
    on_disk(move || {
        let ours = |path: &PathBuf| path.extension().is_some_and(|e| e == "json" || e == "eml");
        for path in files(&dir)?.filter(ours) {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    })
    .await
}

/// Keeps a message, unless one of the same id is kept already.
pub(super) async fn keep(dir: &Path, caught: Caught, raw: Vec<u8>) -> io::Result<()> {
    let dir = dir.to_owned();
    on_disk(move || {
        let json = dir.join(format!("{}.json", caught.id));
        if json.exists() {
            return Ok(());
        }
        std::fs::create_dir_all(&dir)?;
        let kept_at = nanoseconds(SystemTime::now());
        put(&dir.join(format!("{}.eml", caught.id)), &raw)?;
        put(&json, &serde_json::to_vec_pretty(&Record { kept_at, caught })?)
    })
    .await
}

/// Since 1970, until the year 2554.
fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// Writes a file that is either whole or not there.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension(format!("{}.part", uuid::Uuid::new_v4()));
    std::fs::write(&unfinished, bytes)?;
    std::fs::rename(unfinished, path)
}

/// The files of a folder; none if there is no folder.
fn files(dir: &Path) -> io::Result<Box<dyn Iterator<Item = PathBuf>>> {
    match std::fs::read_dir(dir) {
        Ok(entries) => Ok(Box::new(entries.filter_map(|entry| Some(entry.ok()?.path())))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Box::new(std::iter::empty())),
        Err(error) => Err(error),
    }
}

async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
