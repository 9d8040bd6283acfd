//! The one place where an error becomes GraphQL's: `code`, `status_code`, `field` and `message` stand at the top
//! level of each error; the HTTP status stays 200.

use super::limits::Refusal;
use crate::kernel::error::{Error, Message};
use crate::kernel::text::Lang;
use async_graphql::{Response, ServerError};
use serde_json::{Value, json};
use std::sync::Arc;

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
        let shared = error.source::<Arc<Error>>().map(Arc::as_ref);
        let mut shown = match error.source::<Error>().or(shared) {
            Some(ours) => self.ours(ours),
            None if of_the_library(error) => json!({
                "message": error.message,
                "code": "invalid_argument",
                "status_code": 400,
                "field": argument(&error.message),
            }),
            None => self.ours(&Error::Internal(anyhow::anyhow!("{}", error.message))),
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
        error.log("a request failed");
        if matches!(error, Error::Internal(_)) {
            shown["request_id"] = json!(self.request_id);
        }
        shown
    }
}

/// Whether an error is the library's word on the request: it has no other cause than its text. What came out of a
/// resolver as anything but our own error has one, or speaks of what the program forgot to hand in.
fn of_the_library(error: &ServerError) -> bool {
    error.source.is_none() && !error.message.starts_with("Data `")
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

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::Pos;

    fn shown(error: async_graphql::Error) -> Value {
        let reader = Reader { lang: Lang::En, request_id: "7" };
        reader.one(&error.into_server_error(Pos::default()))
    }

    #[test]
    fn only_what_the_library_says_of_a_request_is_shown_as_it_is() {
        let theirs = shown(async_graphql::Error::new("Unknown argument \"x\""));
        assert_eq!(theirs["code"], "invalid_argument");
        let ours = shown(Error::NotFound("event").into());
        assert_eq!(ours["code"], "event_not_found");
        let loaded = shown(Arc::new(Error::NotFound("event")).into());
        assert_eq!(loaded["code"], "event_not_found");
        for foreign in [
            std::io::Error::other("/etc/secret is missing").into(),
            async_graphql::Error::new("Data `farandole::app::App` does not exist."),
        ] {
            let foreign = shown(foreign);
            assert_eq!(foreign["code"], "unknown_error");
            assert_eq!(foreign["request_id"], "7");
            assert!(!foreign.to_string().contains("secret"), "{foreign}");
        }
    }
}
