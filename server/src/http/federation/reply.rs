//! Answers to other servers.

use crate::federation::with_context;
use crate::kernel::error::Error;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use serde_json::{Value, json};

/// The type of what we answer.
pub const ACTIVITY: &str = "application/activity+json; charset=utf-8";
/// Documents may be kept for a minute.
const A_MINUTE: &str = "public, max-age=60";

/// A document, with its context.
pub fn document(document: Value) -> HttpResponse {
    respond(StatusCode::OK, with_context(document))
}

/// What is left of something deleted.
pub fn gone(tombstone: Value) -> HttpResponse {
    respond(StatusCode::GONE, with_context(tombstone))
}

fn respond(status: StatusCode, body: Value) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, ACTIVITY))
        .insert_header((CACHE_CONTROL, A_MINUTE))
        .insert_header((VARY, "Accept, Signature"))
        .body(body.to_string())
}

/// An error, in a sentence.
pub fn failure(error: &Error) -> HttpResponse {
    error.log("another server was answered with an error");
    let status =
        StatusCode::from_u16(error.status_code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = error.say(crate::kernel::text::Lang::En);
    refusal(status, error.code(), &text, error.retry_after())
}

/// A refusal, in a sentence.
pub fn refusal(
    status: StatusCode,
    code: &str,
    text: &str,
    retry_after: Option<u64>,
) -> HttpResponse {
    let mut reply = HttpResponse::build(status);
    if let Some(seconds) = retry_after {
        reply.insert_header(("Retry-After", seconds.to_string()));
    }
    reply.insert_header((VARY, "Accept, Signature")).json(json!({ "error": code, "message": text }))
}
