//! Forms that come back: from this site, with the token of the session where there is one.

use super::frame::Visit;
use super::views::Form;
use crate::kernel::error::{Denied, Error, Result};
use actix_web::HttpRequest;
use actix_web::http::header::ORIGIN;
use std::collections::BTreeMap;

/// What a form sent, by the names of its fields.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub struct Sent(BTreeMap<String, String>);

impl Sent {
    /// The value of a field, trimmed; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// The value of a field as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The value of a field, unless it is empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.value(name)).filter(|value| !value.is_empty())
    }

    /// Whether a box was ticked.
    pub fn on(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Sets a field, as a multipart form is read.
    pub fn put(&mut self, name: String, value: String) {
        self.0.insert(name, value);
    }

    /// The form again with what was typed; passwords and tokens are left out.
    pub fn form(&self) -> Form {
        let secret = |name: &str| name.contains("password") || name == "csrf";
        Form::filled(
            self.0
                .iter()
                .filter(|(name, _)| !secret(name))
                .map(|(name, value)| (name.clone(), value.clone())),
        )
    }

    /// The form again with an error at its field; `rename` gives the form's name of an argument.
    pub fn wrong(&self, visit: &Visit, error: &Error, rename: impl Fn(&str) -> String) -> Form {
        let field = error.field().map(rename).unwrap_or_default();
        self.form().wrong(field, error.say(visit.t.lang))
    }
}

/// Whether an error belongs to what was typed, and the form should be shown again.
pub fn at_fault(error: &Error) -> bool {
    matches!(
        error,
        Error::Invalid { .. }
            | Error::Malformed { .. }
            | Error::Conflict { .. }
            | Error::Unauthenticated(..)
            | Error::TooMany { .. }
    )
}

/// Refuses a form that another site has sent, and one without the token of its session.
pub fn check(visit: &Visit, request: &HttpRequest, sent: &Sent) -> Result<()> {
    from_here(visit, request)?;
    if visit.signed_in() && !visit.same_csrf(sent.value("csrf")) {
        return Err(Error::Denied(Denied("send a form from another site")));
    }
    Ok(())
}

/// Refuses what another site has sent. Browsers say where a form comes from; programs that say nothing have no
/// session to misuse.
pub fn from_here(visit: &Visit, request: &HttpRequest) -> Result<()> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let foreign_fetch =
        header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let ours = visit.app.config.url.origin().ascii_serialization();
    let foreign_origin = header(ORIGIN.as_str()).is_some_and(|origin| origin != ours);
    if foreign_fetch || foreign_origin {
        return Err(Error::Denied(Denied("send a form from another site")));
    }
    Ok(())
}
