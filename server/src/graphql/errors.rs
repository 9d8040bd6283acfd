//! The one place where an error becomes GraphQL's: `code`, `status_code`, `field` and `message` stand at the top
//! level of each error; the HTTP status stays 200.

use super::limits::Refusal;
use crate::kernel::error::{Error, Message};
use crate::kernel::text::Lang;
use async_graphql::{Response, ServerError};
use serde_json::{Value, json};

/// Who reads the errors of a request.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    pub lang: Lang,
    /// The id of the request, shown where something broke, so that a report can be matched with the log.
    pub request_id: &'a str,
}

impl Reader<'_> {
    /// The body of a reply.
    pub fn body(self, response: &Response) -> Value {
        let mut body = json!({});
        // What was refused before it ran has no data, not even null (October 2021, section 7.1).
        let ran = response.errors.iter().all(|error| !error.path.is_empty());
        if ran || response.data != async_graphql::Value::Null {
            body["data"] = json!(response.data);
        }
        if !response.errors.is_empty() {
            body["errors"] = response.errors.iter().map(|error| self.one(error)).collect();
        }
        if !response.extensions.is_empty() {
            body["extensions"] = json!(response.extensions);
        }
        body
    }

    /// The body of a reply to a request that was refused as too complex.
    pub fn refusal(self, refusal: &Refusal) -> Value {
        json!({ "errors": [{
            "message": refusal.say(self.lang),
            "code": "too_complex",
            "status_code": 400,
            "field": null,
        }] })
    }

    /// The body of a reply that is one error of ours.
    pub fn error(self, error: &Error) -> Value {
        json!({ "errors": [self.ours(error)] })
    }

    fn one(self, error: &ServerError) -> Value {
        let mut shown = match error.source::<Error>() {
            Some(ours) => self.ours(ours),
            None => json!({
                "message": error.message,
                "code": "invalid_argument",
                "status_code": 400,
                "field": argument(&error.message),
            }),
        };
        if !error.path.is_empty() {
            shown["path"] = json!(error.path);
        }
        if !error.locations.is_empty() {
            shown["locations"] = json!(error.locations);
        }
        shown
    }

    fn ours(self, error: &Error) -> Value {
        let mut shown = json!({
            "message": error.say(self.lang),
            "code": error.code(),
            "status_code": error.status_code(),
            "field": error.field(),
        });
        if let Error::Internal(cause) = error {
            tracing::error!(error.cause = format!("{cause:#}"), "a request failed");
            shown["request_id"] = json!(self.request_id);
        }
        shown
    }
}

/// The argument that a sentence of the library's validation names.
fn argument(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("argument \"")?;
    rest.split_once('"').map(|(name, _)| name)
}

/// The error for a text that is not an id.
pub fn bad_id(field: &'static str) -> Error {
    Error::Malformed { field, problem: Message::new("error-bad-id") }
}
