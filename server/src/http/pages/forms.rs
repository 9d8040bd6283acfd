//! Forms that come back: from this site, with the token of the session where there is one.

use super::frame::Visit;
use super::views::Form;
use crate::kernel::error::{Denied, Error, Message, Result};
use actix_web::http::header::ORIGIN;
use actix_web::{HttpRequest, HttpResponse};
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

    /// Whether a field was sent, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether a box was ticked.
    pub fn on(&self, name: &str) -> bool {
        self.has(name)
    }

    /// What follows the prefix in the names of the boxes that were ticked.
    pub fn ticked<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.keys().filter_map(move |name| name.strip_prefix(prefix))
    }

    /// Sets a field, as a multipart form is read.
    pub fn put(&mut self, name: String, value: String) {
        self.0.insert(name, value);
    }

    /// The names of its fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
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

    /// The form again with an error at its field; `rename` gives the form's name of an argument. The page that shows
    /// it is answered with the status of a mistake.
    pub fn wrong(&self, visit: &Visit, error: &Error, rename: impl Fn(&str) -> String) -> Form {
        visit.mistaken(error);
        let field = error.field().map(rename).unwrap_or_default();
        self.form().wrong(field, error.say(visit.t.lang))
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Sent {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
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

/// What a form sent whose token is not that of the session any more.
pub struct Lost {
    /// The fields in the order of their names, without passwords and the old token.
    pub fields: Vec<(String, String)>,
    /// Whether the form is one with files; those are not kept.
    pub multipart: bool,
}

/// Refuses a form that another site has sent, and one without the token of its session. Browsers say where a form
/// comes from; programs that say nothing have no session to misuse.
///
/// A form of ours that was opened before its reader signed in or out loses nothing: it is shown again, to be sent
/// with a fresh token.
pub fn check(visit: &Visit, request: &HttpRequest, sent: &Sent) -> Result<()> {
    match origin(visit, request) {
        Origin::Foreign => Err(from_elsewhere()),
        _ if !visit.signed_in() || visit.same_csrf(sent.value("csrf")) => Ok(()),
        Origin::Ours => {
            visit.keep(lost(request, sent));
            Err(Error::conflict("form_expired", Message::new("form-expired")))
        }
        Origin::Unknown => Err(from_elsewhere()),
    }
}

/// Takes a form: refuses what [`check`] refuses, then does what the form asks for. Where what was typed is at fault,
/// `again` shows the form with what is wrong.
pub async fn take(
    visit: &Visit,
    request: &HttpRequest,
    sent: &Sent,
    deed: impl Future<Output = Result<HttpResponse>>,
    again: impl AsyncFnOnce(Error) -> Result<HttpResponse>,
) -> Result<HttpResponse> {
    check(visit, request, sent)?;
    match deed.await {
        Err(error) if at_fault(&error) => again(error).await,
        outcome => outcome,
    }
}

/// Refuses what another site has sent, where no session can be misused.
pub fn from_here(visit: &Visit, request: &HttpRequest) -> Result<()> {
    if origin(visit, request) == Origin::Foreign { Err(from_elsewhere()) } else { Ok(()) }
}

/// The same as [`check`] for a request of a script on one of our pages, which sends the token in a header.
pub fn check_script(visit: &Visit, request: &HttpRequest) -> Result<()> {
    let token = header(request, "x-csrf-token").unwrap_or_default();
    let ours = origin(visit, request) == Origin::Ours;
    if ours && visit.same_csrf(token) { Ok(()) } else { Err(from_elsewhere()) }
}

fn from_elsewhere() -> Error {
    Error::Denied(Denied("send a form from another site"))
}

/// Whose page a form stood on.
#[derive(PartialEq, Eq)]
enum Origin {
    Ours,
    Foreign,
    Unknown,
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

fn origin(visit: &Visit, request: &HttpRequest) -> Origin {
    let ours = visit.app.config.url.origin().ascii_serialization();
    let site = header(request, "sec-fetch-site");
    let origin = header(request, ORIGIN.as_str());
    let foreign = site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
        || origin.is_some_and(|origin| origin != ours);
    if foreign {
        Origin::Foreign
    } else if origin.is_some() || site == Some("same-origin") {
        Origin::Ours
    } else {
        Origin::Unknown
    }
}

fn lost(request: &HttpRequest, sent: &Sent) -> Lost {
    let kind = header(request, "content-type").unwrap_or_default();
    let kept = |name: &str| !name.contains("password") && name != "csrf";
    let fields = sent.0.iter().filter(|(name, _)| kept(name));
    Lost {
        fields: fields.map(|(name, value)| (name.clone(), value.clone())).collect(),
        multipart: kind.starts_with("multipart/"),
    }
}
