//! What every page begins with: who reads, in which language and theme, and the frame around the content. And how
//! an error becomes a page.

use super::bare::Asker;
use super::forms::Lost;
use super::views::{Link, MessagePage, Notice, Page, Problem, ResendPage, Theme, Tone, Who};
use super::{look, people};
use crate::app::App;
use crate::http::viewer;
use crate::kernel::config::Registration;
use crate::kernel::error::{Error, Result};
use crate::kernel::id::ActorId;
use crate::kernel::secret::Token;
use crate::kernel::text::{self, Lang, T};
use crate::kernel::viewer::{NO_IDENTITY, Viewer};
use crate::{actors, places, site};
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, LOCATION, REFERER, RETRY_AFTER, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono_tz::Tz;
use std::cell::{Cell, RefCell};

/// The cookie that remembers the language somebody chose.
pub const LANGUAGE: &str = "language";
/// The cookie that remembers the theme somebody chose.
pub const THEME: &str = "theme";
/// The cookie that carries one sentence over a redirection: the id of a text.
const TOLD: &str = "told";

/// One request for a page.
pub struct Visit {
    pub app: App,
    pub viewer: Viewer,
    pub t: T,
    /// Path and query.
    pub path: String,
    /// The zone that a signed-in reader has chosen.
    pub zone: Option<Tz>,
    /// Where one may be led back to: this page, or the one whose form was sent.
    back: String,
    reads: bool,
    theme: Theme,
    csrf: Option<Token>,
    asker: Asker,
    told: Option<String>,
    mistake: Cell<Option<Mistake>>,
    lost: RefCell<Option<Lost>>,
}

/// How a page is answered that shows a form again.
#[derive(Clone, Copy)]
struct Mistake {
    status: StatusCode,
    retry_after: Option<u64>,
}

impl Visit {
    /// Reads a request: session, language and theme from cookies, the language else from the account or the browser.
    pub async fn of(app: &App, request: &HttpRequest) -> Result<Self> {
        let visitor = viewer::visitor(app, request).await?;
        let chosen = request.cookie(LANGUAGE).and_then(|cookie| cookie.value().parse().ok());
        let chosen = chosen.filter(|_| visitor.viewer.account().is_none());
        let lang: Lang = chosen.unwrap_or(visitor.viewer.lang);
        let theme =
            request.cookie(THEME).map_or(Theme::Auto, |cookie| Theme::parse(cookie.value()));
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let told = request.cookie(TOLD).map(|cookie| cookie.value().to_owned());
        Ok(Self {
            app: app.clone(),
            viewer: Viewer { lang, ..visitor.viewer },
            t: T { lang },
            back: if reads { path.clone() } else { came_from(app, request) },
            path,
            zone: visitor.zone,
            reads,
            theme,
            csrf: visitor.csrf,
            asker: Asker::of_request(request),
            told: told.filter(|id| text::knows(lang, id)),
            mistake: Cell::new(None),
            lost: RefCell::new(None),
        })
    }

    /// The frame of a page with this title; an empty title is the home page's.
    pub async fn frame(&self, title: impl Into<String>) -> Result<Page> {
        let settings = site::settings(&self.app).await?;
        let (me, masks) = match self.viewer.actors() {
            [] => (None, Vec::new()),
            ids => self.faces(ids).await?,
        };
        let notices = self.told.iter().map(|id| Notice { tone: Tone::Good, text: self.t.get(id) });
        let look = look::look(self, &settings).await?;
        let page = Page {
            registration: settings.registration != Registration::Closed,
            site: settings.name,
            title: title.into(),
            path: self.back.clone(),
            theme: self.theme,
            signed_in: self.signed_in(),
            viewer: me,
            masks,
            moderates: self.viewer.moderates(),
            notices: notices.collect(),
            csrf: self.csrf.as_ref().map(|token| token.masked(&self.app.random)),
            source: env!("CARGO_PKG_REPOSITORY").to_owned(),
            places: places::credit(&self.app),
            kind: "website",
            ..Page::default()
        };
        Ok(look.worn_by(page, self))
    }

    /// The identity that acts, and the reader's other ones.
    async fn faces(&self, ids: &[ActorId]) -> Result<(Option<Who>, Vec<Who>)> {
        let conn = self.app.db.get().await?;
        let mut mine: Vec<_> = actors::load_many(&conn, ids).await?.into_values().collect();
        mine.sort_by_key(|actor| (Some(actor.id) != self.viewer.actor(), actor.id));
        let mut faces = people::people(self, &conn, &mine).await?;
        let acts = mine.first().is_some_and(|actor| Some(actor.id) == self.viewer.actor());
        let me = acts.then(|| faces.remove(0));
        Ok((me, faces))
    }

    /// Notes that the form is to be shown again, and why: the reply then says so in its status as well.
    pub fn mistaken(&self, error: &Error) {
        let (status, retry_after) = match error {
            Error::TooMany { retry_after } => (StatusCode::TOO_MANY_REQUESTS, Some(*retry_after)),
            _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
        };
        self.mistake.set(Some(Mistake { status, retry_after }));
    }

    /// Keeps what a form sent that came too late, to be shown again.
    pub fn keep(&self, lost: Lost) {
        self.lost.replace(Some(lost));
    }

    /// Whether the token of a form is that of the reader's session.
    pub fn same_csrf(&self, token: &str) -> bool {
        self.csrf.as_ref().is_some_and(|ours| ours.is_under(token))
    }

    /// Whether somebody is signed in.
    pub fn signed_in(&self) -> bool {
        self.viewer.account().is_some()
    }

    /// A page as the reply, for its reader alone where that reader is signed in.
    pub fn reply(&self, page: &impl Template) -> Result<HttpResponse> {
        let status = self.mistake.get().map_or(StatusCode::OK, |mistake| mistake.status);
        self.reply_with(status, page)
    }

    /// The same with another status.
    pub fn reply_with(&self, status: StatusCode, page: &impl Template) -> Result<HttpResponse> {
        let html = page.render().map_err(|cause| anyhow::anyhow!("rendering a page: {cause}"))?;
        let keep = if self.signed_in() || self.csrf.is_some() || self.told.is_some() {
            "private, no-store"
        } else {
            "private, max-age=0, must-revalidate"
        };
        let mut reply = HttpResponse::build(status);
        reply
            .content_type("text/html; charset=utf-8")
            .insert_header((CACHE_CONTROL, keep))
            .insert_header((VARY, "Accept, Accept-Language, Cookie"))
            .insert_header((CONTENT_LANGUAGE, self.t.lang.as_str()));
        if let Some(seconds) = self.mistake.get().and_then(|mistake| mistake.retry_after) {
            reply.insert_header((RETRY_AFTER, seconds));
        }
        let mut reply = reply.body(html);
        if self.told.is_some() {
            // Removing sets an empty value, which every header may hold.
            let _ = reply.add_removal_cookie(&Cookie::build(TOLD, "").path("/").finish());
        }
        Ok(reply)
    }

    /// What a handler came to, the way to what is missing first, or the page that says why not.
    pub async fn finish(&self, outcome: Result<HttpResponse>) -> HttpResponse {
        let error = match outcome {
            Ok(reply) => return reply,
            Err(error) => error,
        };
        let lost = self.lost.take();
        match (self.first(&error), lost) {
            (Some(path), _) => see_other(&path),
            (None, Some(lost)) => {
                let outcome = self.form_again(lost).await;
                match outcome {
                    Ok(reply) => reply,
                    Err(error) => self.problem(&error).await,
                }
            }
            (None, None) => self.problem(&error).await,
        }
    }

    /// Where a reader must go first: to sign in, or to make an identity. The way back is kept.
    fn first(&self, error: &Error) -> Option<String> {
        match error {
            Error::Unauthenticated(..) if self.reads && !self.signed_in() => {
                Some(with_back("/login", &self.path))
            }
            Error::Denied(denied) if *denied == NO_IDENTITY => {
                Some(with_back("/identity/create", &self.back))
            }
            _ => None,
        }
    }

    /// What a form sent that came too late, to be sent again with a fresh token.
    async fn form_again(&self, lost: Lost) -> Result<HttpResponse> {
        let page = ResendPage {
            t: self.t,
            page: self.frame(self.t.get("message-expired")).await?,
            action: self.path.clone(),
            multipart: lost.multipart,
            fields: lost.fields,
        };
        self.reply_with(StatusCode::BAD_REQUEST, &page)
    }

    /// The page in place of the one asked for.
    pub async fn problem(&self, error: &Error) -> HttpResponse {
        let problem = match error {
            Error::Invalid { .. } | Error::Malformed { .. } | Error::Conflict { .. } => {
                Problem::Invalid
            }
            Error::Unauthenticated(..) | Error::Denied(_) => Problem::Forbidden,
            Error::NotFound("gone") => Problem::Gone,
            Error::NotFound("link") => Problem::LinkOver,
            Error::NotFound(_) => Problem::NotFound,
            Error::TooMany { retry_after } => Problem::TooMany(*retry_after),
            Error::Unavailable(_) => Problem::Unavailable,
            Error::Internal(_) => Problem::Broken,
        };
        let mut reference = None;
        if let Error::Internal(cause) = error {
            let id = self.app.random.uuid();
            tracing::error!(error.id = %id, error.cause = format!("{cause:#}"), "a page failed");
            reference = Some(id.to_string());
        }
        let mut reply = match error {
            // Without a database there is no frame either; to look for one takes as long as the first time.
            Error::Unavailable(cause) => {
                tracing::warn!(error.cause = format!("{cause:#}"), "a page has to wait");
                self.asker.refuse(problem, None)
            }
            _ => self.message(problem, reason(error, self.t.lang), reference).await,
        };
        if let Some(seconds) = error.retry_after() {
            reply.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        reply
    }

    /// A page that says what went wrong, with the reason where one is known.
    pub async fn message(
        &self,
        problem: Problem,
        reason: Option<String>,
        reference: Option<String>,
    ) -> HttpResponse {
        let status =
            StatusCode::from_u16(problem.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut instead = vec![Link::new(self.t.get("nav-events"), "/search")];
        if problem == Problem::Forbidden && !self.signed_in() {
            let way = with_back("/login", &self.back);
            instead.insert(0, Link::new(self.t.get("message-login"), way));
        }
        let drawn = match self.frame(problem.heading(&self.t)).await {
            Ok(page) => {
                let reference = reference.clone();
                self.reply_with(
                    status,
                    &MessagePage { t: self.t, page, problem, reason, reference, instead },
                )
            }
            Err(error) => Err(error),
        };
        drawn.unwrap_or_else(|_| self.asker.refuse(problem, reference.as_deref()))
    }
}

/// What an error says of its own, beyond what its kind says: a rule that was broken, or how things stand.
fn reason(error: &Error, lang: Lang) -> Option<String> {
    let told =
        matches!(error, Error::Invalid { .. } | Error::Malformed { .. } | Error::Conflict { .. });
    told.then(|| error.say(lang))
}

/// Runs a handler for a visit; what goes wrong becomes a page.
pub async fn with(
    app: &App,
    request: &HttpRequest,
    page: impl AsyncFnOnce(&Visit) -> Result<HttpResponse>,
) -> HttpResponse {
    match Visit::of(app, request).await {
        Ok(visit) => {
            let outcome = page(&visit).await;
            visit.finish(outcome).await
        }
        Err(error) => {
            error.log("a page could not begin");
            Asker::of_request(request).refuse(Problem::Unavailable, None)
        }
    }
}

/// A person or group as pages show them.
pub fn who(actor: &actors::Actor) -> Who {
    let handle = match &actor.domain {
        None => format!("@{}", actor.preferred_username),
        Some(domain) => format!("@{}@{domain}", actor.preferred_username),
    };
    Who {
        name: actor.display_name().to_owned(),
        url: format!("/{handle}"),
        handle,
        picture: None,
        group: actor.kind == actors::Kind::Group,
    }
}

/// Where the form stood that was sent, when the browser says so and it is a page of ours; the first page otherwise.
fn came_from(app: &App, request: &HttpRequest) -> String {
    let header = request.headers().get(REFERER).and_then(|value| value.to_str().ok());
    let page = header.and_then(|text| url::Url::parse(text).ok());
    let page = page.filter(|page| page.origin() == app.config.url.origin());
    page.map_or_else(|| "/".to_owned(), |page| page[url::Position::BeforePath..].to_owned())
}

/// A path with the way back as its query.
pub fn with_back(path: &str, back: &str) -> String {
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    format!("{path}?back={back}")
}

/// Sends the reader on with a GET, and has the page there say one sentence: the text with this id.
pub fn see_other_told(app: &App, path: &str, text: &'static str) -> HttpResponse {
    let mut reply = see_other(path);
    let cookie = Cookie::build(TOLD, text)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.secure())
        .max_age(time::Duration::minutes(1))
        .finish();
    // The id of a text is a word that every header may hold.
    let _ = reply.add_cookie(&cookie);
    reply
}

/// Sends the reader on with a GET.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

/// A path of this site out of a form, or the first page: never another site.
pub fn local_path(path: &str) -> &str {
    let safe = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t']);
    if safe { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn a_way_back_never_leaves_the_site() {
        assert_eq!(local_path("/search?when=any"), "/search?when=any");
        for elsewhere in
            ["https://example.org", "//example.org", "/\\example.org", "javascript:1", "", "/\t/x"]
        {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
