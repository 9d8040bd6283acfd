//! How feeds are sent: under a tag, so that who has one already is told so; under few headers, so that no address of
//! one travels on.

use crate::app::App;
use crate::feeds::{Channel, Document, Form};
use crate::http::{conditional, viewer};
use crate::kernel::error::{Error, Result};
use crate::kernel::rate::Limit;
use crate::kernel::viewer::Viewer;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, ContentDisposition, ETAG, EntityTag,
    REFERRER_POLICY, RETRY_AFTER,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use sha2::{Digest, Sha256};

/// Feeds that a client may fetch.
const FETCHES: Limit = Limit::per_minute("feeds", 60);
/// Asked again each time, since what is in it may have been withdrawn; the tag keeps that cheap.
pub const OPEN: &str = "public, no-cache";
/// For one reader alone: no cache on the way may keep it, not even by mistake.
pub const PRIVATE: &str = "private, no-store";

/// What is sent, and to whom it may be shown again.
pub struct Reply {
    pub document: Document,
    pub cache: &'static str,
    /// The name of the file, where it is one to keep.
    pub name: Option<String>,
}

impl Reply {
    /// A feed that was asked for at this very address.
    pub fn feed(
        app: &App,
        request: &HttpRequest,
        form: Form,
        channel: &Channel,
        cache: &'static str,
    ) -> Self {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let document = channel.write(&app.config, form, &app.config.link(path));
        let name = (form == Form::Ics).then(|| "events.ics".to_owned());
        Self { document, cache, name }
    }

    /// Something for search engines.
    pub fn xml(body: String) -> Self {
        let document = Document { content_type: "application/xml; charset=utf-8", body };
        Self { document, cache: OPEN, name: None }
    }
}

/// Why nothing is sent.
pub enum Refusal {
    /// It was there, and everybody could see it.
    Gone,
    Error(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Counts the fetch, makes the reply, and sends it unless the reader has it.
pub async fn answer(
    app: &App,
    request: &HttpRequest,
    make: impl AsyncFnOnce(&Viewer) -> Result<Reply, Refusal>,
) -> HttpResponse {
    let outcome = async {
        let viewer = reader(app, request).await?;
        app.hit_client(&viewer, FETCHES).await?;
        make(&viewer).await
    };
    match outcome.await {
        Ok(reply) => send(request, &reply),
        Err(refusal) => refuse(app, &refusal),
    }
}

/// Who asks: by bearer token, by the session of the pages, or nobody.
async fn reader(app: &App, request: &HttpRequest) -> Result<Viewer> {
    if request.headers().contains_key(AUTHORIZATION) {
        return viewer::bearer(app, request).await;
    }
    Ok(viewer::visitor(app, request).await?.viewer)
}

fn send(request: &HttpRequest, reply: &Reply) -> HttpResponse {
    let tag = EntityTag::new_weak(hex::encode(&Sha256::digest(&reply.document.body)[..16]));
    let have = conditional::known(request, &tag);
    let mut response = if have { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    discreet(&mut response, reply.cache).insert_header((ETAG, tag.to_string()));
    if have {
        return response.finish();
    }
    if let Some(name) = &reply.name {
        let attachment = ContentDisposition::attachment(name.as_str());
        response.insert_header((CONTENT_DISPOSITION, attachment));
    }
    response.content_type(reply.document.content_type).body(reply.document.body.clone())
}

fn refuse(app: &App, refusal: &Refusal) -> HttpResponse {
    let (status, text) = match refusal {
        Refusal::Gone => (410, Error::NotFound("event").say(app.config.default_language)),
        Refusal::Error(error) => {
            error.log("a feed could not be made");
            (error.status_code(), error.say(app.config.default_language))
        }
    };
    let status = StatusCode::from_u16(status).expect("our codes are codes");
    let mut response = HttpResponse::build(status);
    discreet(&mut response, "no-store");
    if let Refusal::Error(error) = refusal
        && let Some(seconds) = error.retry_after()
    {
        response.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    response.content_type("text/plain; charset=utf-8").body(text)
}

/// No search engine shows a feed, and no address of one travels on: some are secrets.
fn discreet<'a>(
    response: &'a mut HttpResponseBuilder,
    cache: &'static str,
) -> &'a mut HttpResponseBuilder {
    response
        .insert_header((CACHE_CONTROL, cache))
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header(("X-Robots-Tag", "noindex"))
}
