//! Forms with a picture: fields within the limit of forms, one file within that of its slot, nothing else.

use super::pages::forms::Sent;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::media::{Label, NewMedia, Slot};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, web};

/// Reads the fields, and the file named `picture` where one was chosen.
pub async fn read(
    request: &HttpRequest,
    payload: web::Payload,
    slot: Slot,
) -> Result<(Sent, Option<NewMedia>)> {
    let header = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let boundary = multer::parse_boundary(header).map_err(|_| malformed())?;
    let whole = (slot.bytes + limit::BODY_BYTES) as u64;
    let sizes =
        multer::SizeLimit::new().whole_stream(whole).per_field(limit::FORM_BYTES as u64 * 4);
    let sizes = sizes.for_field("picture", slot.bytes as u64);
    let constraints = multer::Constraints::new().size_limit(sizes);
    let ceiling = slot.bytes + limit::BODY_BYTES;
    let body = payload
        .to_bytes_limited(ceiling)
        .await
        .map_err(|_| too_large())?
        .map_err(|_| malformed())?;
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(body)]);
    let mut parts = multer::Multipart::with_constraints(stream, boundary, constraints);
    let (mut sent, mut picture) = (Sent::default(), None);
    while let Some(part) = parts.next_field().await.map_err(refused)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(refused)?;
        match file {
            Some(_) if bytes.is_empty() => {}
            Some(file) if name == "picture" => {
                let label = Label {
                    name: if file.is_empty() { "picture".into() } else { file },
                    alt: None,
                    actor: None,
                };
                picture = Some(NewMedia { bytes: bytes.to_vec(), label });
            }
            Some(_) => return Err(malformed()),
            None => sent.put(name, String::from_utf8(bytes.to_vec()).map_err(|_| malformed())?),
        }
    }
    Ok((sent, picture))
}

fn malformed() -> Error {
    Error::Malformed { field: "form", problem: Message::new("error-form-malformed") }
}

fn too_large() -> Error {
    let max = limit::UPLOAD_BYTES / (1024 * 1024);
    Error::invalid("picture", Message::new("error-form-too-large").with("max", max))
}

fn refused(cause: multer::Error) -> Error {
    match cause {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            too_large()
        }
        _ => malformed(),
    }
}
