//! Asking other servers for documents, signed as this server.

use super::address::is_ours;
use super::relay;
use crate::app::App;
use crate::instances::{self, Stance};
use crate::kernel::activity::Budget;
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use farandole_wire::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use farandole_wire::media_type::is_activity;
use farandole_wire::signature::Scheme;
use farandole_wire::{json, many};
use serde_json::{Map, Value};
use url::Url;

/// What we accept from others.
pub const ACCEPTS: &str = "application/activity+json, \
    application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
/// Bytes of a document, decompressed.
pub const DOCUMENT_BYTES: usize = 1024 * 1024;
/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum Miss {
    /// The address answers that what was there is gone (410).
    #[error("there is nothing at this address any more")]
    Gone,
    /// The address answers that it has nothing, or nothing for us (404).
    #[error("there is nothing at this address")]
    Missing,
    /// It is one of ours, or of a server that is blocked: nobody was asked.
    #[error("this address is not asked")]
    Unasked,
    /// Too many fetches for one cause.
    #[error("too many documents hang together")]
    Spent,
    /// Nobody answered, or not now.
    #[error("{0}")]
    Unreachable(String),
    /// What came is not a document that may speak for this address.
    #[error("what came is not what was asked for: {0}")]
    Unusable(&'static str),
    /// Something of ours broke.
    #[error(transparent)]
    Ours(#[from] Error),
}

impl Miss {
    /// Whether asking again later may help.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Ours(_))
    }

    /// What to tell whoever caused it: nothing for a job to repeat unless waiting helps.
    pub fn into_error(self) -> Error {
        match self {
            Self::Ours(error) => error,
            Self::Unreachable(why) => Error::Unavailable(anyhow::anyhow!("{why}")),
            Self::Gone | Self::Missing => Error::NotFound("document"),
            Self::Unasked | Self::Spent | Self::Unusable(_) => {
                Error::conflict("document_unusable", Message::new("error-federation-unusable"))
            }
        }
    }
}

/// The document at an address, which speaks for itself: its id is that address, or one of the same server that
/// answers with the same id.
pub async fn document(
    app: &App,
    address: &str,
    budget: &Budget,
) -> Result<Map<String, Value>, Miss> {
    let first = once(app, address, budget).await?;
    let Some(id) = first.object.get("id").and_then(many::address) else {
        return Err(Miss::Unusable("it has no id"));
    };
    if id == first.address || id == address && same_host(id, &first.address) {
        return Ok(first.object);
    }
    // What a server says of a document elsewhere counts only when that address says the same.
    let id = id.to_owned();
    let second = once(app, &id, budget).await?;
    match second.object.get("id").and_then(many::address) {
        Some(again) if again == id && same_host(&id, &second.address) => Ok(second.object),
        _ => Err(Miss::Unusable("its id leads elsewhere")),
    }
}

struct Fetched {
    address: String,
    object: Map<String, Value>,
}

async fn once(app: &App, address: &str, budget: &Budget) -> Result<Fetched, Miss> {
    let mut url = Url::parse(address).map_err(|_| Miss::Unusable("its address is none"))?;
    url.set_fragment(None);
    let Some(host) = host_of(address) else { return Err(Miss::Unasked) };
    if is_ours(app, address) {
        return Err(Miss::Unasked);
    }
    let scheme = {
        let conn = app.db.get().await?;
        if instances::stance(&conn, &host).await? == Stance::Blocked {
            return Err(Miss::Unasked);
        }
        let known = instances::of_host(&conn, &host).await?;
        scheme(known.as_ref().map_or("cavage", |instance| instance.scheme.as_str()))
    };
    if !budget.spend() {
        return Err(Miss::Spent);
    }
    let key = relay::signs_for(app).await?;
    let now = app.now();
    let signed = |scheme: Scheme| {
        let key = key.clone();
        move |hop: &Url| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTS));
            headers.extend(key.headers(scheme, hop, None, now));
            headers
        }
    };
    let mut reply = app.http.get_signed(&url, DOCUMENT_BYTES, signed(scheme)).await;
    if matches!(&reply, Ok(reply) if reply.status == 401) && budget.spend() {
        reply = app.http.get_signed(&url, DOCUMENT_BYTES, signed(scheme.other())).await;
    }
    let reply = reply.map_err(|cause| {
        tracing::debug!(%url, cause = format!("{cause:?}"), "not fetched");
        match cause.is_temporary() {
            true => Miss::Unreachable(cause.to_string()),
            false => Miss::Unusable("it can not be fetched"),
        }
    })?;
    match reply.status.as_u16() {
        200..=299 => {}
        404 => return Err(Miss::Missing),
        410 => return Err(Miss::Gone),
        408 | 425 | 429 | 500..=599 => {
            return Err(Miss::Unreachable(format!("{host} answered {}", reply.status)));
        }
        _ => return Err(Miss::Unusable("its server does not give it")),
    }
    let kind = reply.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(is_activity) {
        return Err(Miss::Unusable("its type is not one of ActivityPub"));
    }
    let from = reply.url.to_string();
    if is_ours(app, &from) {
        return Err(Miss::Unasked);
    }
    if let Some(host) = host_of(&from) {
        let conn = app.db.get().await?;
        if instances::stance(&conn, &host).await? == Stance::Blocked {
            return Err(Miss::Unasked);
        }
    }
    let object = json::object(&reply.body).map_err(|_| Miss::Unusable("it can not be read"))?;
    Ok(Fetched { address: from, object })
}

/// The scheme of a word in the database.
pub fn scheme(word: &str) -> Scheme {
    if word == "message" { Scheme::Message } else { Scheme::Cavage }
}

/// The word for a scheme.
pub fn scheme_word(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Cavage => "cavage",
        Scheme::Message => "message",
    }
}
