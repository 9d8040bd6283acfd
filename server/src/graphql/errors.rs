//! The one place where an error becomes GraphQL's: `code`, `status_code` and `field` stand at the top level of
//! each error, beside `message`; the HTTP status stays 200.

use crate::kernel::error::{Error, Message};
use crate::kernel::text::Lang;
use async_graphql::{Response, ServerError};
use serde_json::{Value, json};

/// The body of a reply.
pub fn body(response: &Response, lang: Lang) -> Value {
    let mut body = json!({ "data": response.data });
    if !response.errors.is_empty() {
        body["errors"] = response.errors.iter().map(|error| one(error, lang)).collect();
    }
    if !response.extensions.is_empty() {
        body["extensions"] = json!(response.extensions);
    }
    body
}

fn one(error: &ServerError, lang: Lang) -> Value {
    let mut shown = match error.source::<Error>() {
        Some(ours) => ours_in(ours, lang),
        None => {
            json!({ "message": error.message, "code": "invalid_argument", "status_code": 400, "field": null })
        }
    };
    if !error.path.is_empty() {
        shown["path"] = json!(error.path);
    }
    if !error.locations.is_empty() {
        shown["locations"] = json!(error.locations);
    }
    shown
}

fn ours_in(error: &Error, lang: Lang) -> Value {
    if let Error::Internal(cause) = error {
        let id = uuid::Uuid::new_v4();
        tracing::error!(error.id = %id, error.cause = format!("{cause:#}"), "a request failed");
    }
    json!({
        "message": error.say(lang),
        "code": error.code(),
        "status_code": error.status_code(),
        "field": error.field(),
    })
}

/// The error for a text that is not an id.
pub fn bad_id(field: &'static str) -> Error {
    Error::Malformed { field, problem: Message::new("error-bad-id") }
}
