//! Uploads, in the two ways that clients send them. Absinthe's: parts `query` and `variables`, and a variable
//! whose value is the name of the part that holds the file. The multipart request specification's: a part
//! `operations`, and a part `map` from part names to the variables that they fill.
//! (<https://github.com/jaydenseric/graphql-multipart-request-spec>)

use super::batch::Batch;
use super::body::{readable, torn};
use super::refuse::Refused;
use crate::graphql::uploads::{UploadedFile, Uploads};
use crate::kernel::limit;
use actix_web::web;
use bytes::Bytes;
use futures_util::StreamExt;
use multer::{Constraints, Field, Multipart, SizeLimit};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

/// Parts of a body.
const PARTS: usize = 32;

/// The texts and files of a body, by part name.
#[derive(Default)]
struct Parts {
    texts: HashMap<String, String>,
    files: HashMap<String, UploadedFile>,
}

/// Reads a `multipart/form-data` body; its files lie in unnamed temporary files until the request is answered.
pub async fn read(payload: web::Payload, boundary: String) -> Result<Batch, Refused> {
    let whole = (limit::UPLOAD_BYTES + limit::BODY_BYTES) as u64;
    let sizes = SizeLimit::new().whole_stream(whole).per_field(limit::UPLOAD_BYTES as u64);
    let body = sendable(payload);
    let mut multipart =
        Multipart::with_constraints(body, boundary, Constraints::new().size_limit(sizes));
    let (mut parts, mut text_bytes) = (Parts::default(), 0);
    while let Some(field) = multipart.next_field().await.map_err(refused)? {
        if parts.texts.len() + parts.files.len() >= PARTS {
            return Err(Refused::TooLarge);
        }
        let Some(name) = field.name().map(ToOwned::to_owned) else { continue };
        if field.file_name().is_some() {
            let file = spool(field).await?;
            parts.files.insert(name, file);
        } else {
            let text = text(field, limit::BODY_BYTES - text_bytes).await?;
            text_bytes += text.len();
            parts.texts.insert(name, text);
        }
    }
    parts.into_batch()
}

impl Parts {
    fn into_batch(mut self) -> Result<Batch, Refused> {
        let batch = match self.texts.remove("operations") {
            Some(operations) => self.mapped(&operations)?,
            None => {
                let field = |name: &str| self.texts.get(name);
                Batch::value(json!({
                    "query": field("query"),
                    "variables": field("variables"),
                    "operationName": field("operationName"),
                }))?
            }
        };
        Ok(batch.with(&Uploads::new(self.files)))
    }

    /// Writes the names of the parts into the variables that the map gives them to.
    fn mapped(&self, operations: &str) -> Result<Batch, Refused> {
        let mut operations: Value =
            serde_json::from_str(operations).map_err(|_| Refused::Malformed)?;
        let map = self.texts.get("map").map_or("{}", String::as_str);
        let map: HashMap<String, Vec<String>> =
            serde_json::from_str(map).map_err(|_| Refused::Malformed)?;
        for (part, places) in map {
            if !self.files.contains_key(&part) {
                return Err(Refused::Malformed);
            }
            for place in places {
                let slot = slot(&mut operations, &place).ok_or(Refused::Malformed)?;
                *slot = json!(part);
            }
        }
        Batch::value(operations)
    }
}

/// The place that `variables.picture.file` or `1.variables.files.0` names.
fn slot<'a>(operations: &'a mut Value, place: &str) -> Option<&'a mut Value> {
    place.split('.').try_fold(operations, |at, step| match at {
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        Value::Object(fields) => Some(fields.entry(step).or_insert(Value::Null)),
        _ => None,
    })
}

async fn text(mut field: Field<'_>, room: usize) -> Result<String, Refused> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(refused)? {
        if bytes.len() + chunk.len() > room {
            return Err(Refused::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Refused::Malformed)
}

async fn spool(mut field: Field<'_>) -> Result<UploadedFile, Refused> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let content_type = field.content_type().map(ToString::to_string);
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(not_kept)?);
    let mut size = 0;
    while let Some(chunk) = field.chunk().await.map_err(refused)? {
        file.write_all(&chunk).await.map_err(not_kept)?;
        size += chunk.len() as u64;
    }
    file.flush().await.map_err(not_kept)?;
    Ok(UploadedFile::new(name, content_type, size, file.into_std().await))
}

/// Actix's bodies stay on their thread, the parser wants one that may move: a pump between them.
fn sendable(mut payload: web::Payload) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(2);
    actix_web::rt::spawn(async move {
        while let Some(chunk) = payload.next().await {
            if sender.send(chunk.map_err(readable)).await.is_err() {
                break;
            }
        }
    });
    futures_util::stream::unfold(receiver, async |mut receiver| {
        receiver.recv().await.map(|chunk| (chunk, receiver))
    })
}

fn refused(cause: multer::Error) -> Refused {
    match cause {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            Refused::TooLarge
        }
        multer::Error::StreamReadFailed(cause) => {
            cause.downcast_ref().map_or(Refused::Malformed, torn)
        }
        _ => Refused::Malformed,
    }
}

fn not_kept(cause: io::Error) -> Refused {
    tracing::error!(%cause, "an upload could not be kept");
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Refused::NoSpace,
        _ => Refused::NotKept,
    }
}

#[cfg(test)]
mod tests;
