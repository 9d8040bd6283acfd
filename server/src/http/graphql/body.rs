//! Reading a body: by its content type, within its ceiling. Its time is measured at the gate.

use super::batch::Batch;
use super::multipart;
use super::refuse::Refused;
use crate::kernel::limit;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{HttpRequest, web};
use bytes::BytesMut;
use futures_util::StreamExt;
use std::io;

/// Reads the operations of a POST.
pub async fn read(request: &HttpRequest, payload: web::Payload) -> Result<Batch, Refused> {
    let header =
        |name| request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if header(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Refused::MediaType);
    }
    let full = header(CONTENT_TYPE).unwrap_or_default();
    let kind = full.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let ceiling = match kind.as_str() {
        "multipart/form-data" => limit::UPLOAD_BYTES + limit::BODY_BYTES,
        _ => limit::BODY_BYTES,
    };
    let announced = header(CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > ceiling as u64) {
        return Err(Refused::TooLarge);
    }
    match kind.as_str() {
        "application/json" => Batch::json(&whole(payload, ceiling).await?),
        "application/x-www-form-urlencoded" => {
            let body = whole(payload, ceiling).await?;
            Batch::urlencoded(std::str::from_utf8(&body).map_err(|_| Refused::Malformed)?)
        }
        "multipart/form-data" => {
            let boundary = multer::parse_boundary(full).map_err(|_| Refused::Malformed)?;
            multipart::read(payload, boundary).await
        }
        _ => Err(Refused::MediaType),
    }
}

async fn whole(mut payload: web::Payload, ceiling: usize) -> Result<BytesMut, Refused> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|cause| torn(&readable(cause)))?;
        if body.len() + chunk.len() > ceiling {
            return Err(Refused::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Why a body could not be read, as every reader of streams knows it.
pub fn readable(cause: PayloadError) -> io::Error {
    match cause {
        PayloadError::Io(cause) => cause,
        other => io::Error::other(other),
    }
}

/// What to answer to it.
pub fn torn(cause: &io::Error) -> Refused {
    match cause.kind() {
        io::ErrorKind::TimedOut => Refused::TooSlow,
        _ => Refused::Malformed,
    }
}
