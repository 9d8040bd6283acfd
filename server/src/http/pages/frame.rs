//! What every page begins with: who reads, in which language and theme, and the frame around the content. And how
//! an error becomes a page.

use super::bare::Asker;
use super::people;
use super::views::{Link, MessagePage, Page, Problem, Theme, Who};
use crate::app::App;
use crate::http::viewer;
use crate::kernel::config::Registration;
use crate::kernel::error::{Error, Result};
use crate::kernel::secret::Token;
use crate::kernel::text::{Lang, T};
use crate::kernel::viewer::Viewer;
use crate::{actors, site};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, LOCATION, RETRY_AFTER, VARY};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

/// The cookie that remembers the language somebody chose.
pub const LANGUAGE: &str = "language";
/// The cookie that remembers the theme somebody chose.
pub const THEME: &str = "theme";

/// One request for a page.
pub struct Visit {
    pub app: App,
    pub viewer: Viewer,
    pub t: T,
    /// Path and query.
    pub path: String,
    theme: Theme,
    csrf: Option<Token>,
    asker: Asker,
}

impl Visit {
    /// Reads a request: session, language and theme from cookies, the language else from the browser.
    pub async fn of(app: &App, request: &HttpRequest) -> Result<Self> {
        let visitor = viewer::visitor(app, request).await?;
        let chosen = request.cookie(LANGUAGE).and_then(|cookie| cookie.value().parse().ok());
        let lang: Lang = chosen.unwrap_or(visitor.viewer.lang);
        let theme =
            request.cookie(THEME).map_or(Theme::Auto, |cookie| Theme::parse(cookie.value()));
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let viewer = Viewer { lang, ..visitor.viewer };
        Ok(Self {
            app: app.clone(),
            viewer,
            t: T { lang },
            path,
            theme,
            csrf: visitor.csrf,
            asker: Asker::of_request(request),
        })
    }

    /// The frame of a page with this title; an empty title is the home page's.
    pub async fn frame(&self, title: impl Into<String>) -> Result<Page> {
        let settings = site::settings(&self.app).await?;
        let me = match self.viewer.actor() {
            Some(actor) => {
                let conn = self.app.db.get().await?;
                people::person(self, &conn, actors::find(&conn, actor).await?.as_ref()).await?
            }
            None => None,
        };
        Ok(Page {
            registration: settings.registration != Registration::Closed,
            site: settings.name,
            title: title.into(),
            path: self.path.clone(),
            theme: self.theme,
            viewer: me,
            csrf: self.csrf.as_ref().map(|token| token.masked(&self.app.random)),
            source: env!("CARGO_PKG_REPOSITORY").to_owned(),
            kind: "website",
            ..Page::default()
        })
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
        self.reply_with(StatusCode::OK, page)
    }

    /// The same with another status.
    pub fn reply_with(&self, status: StatusCode, page: &impl Template) -> Result<HttpResponse> {
        let html = page.render().map_err(|cause| anyhow::anyhow!("rendering a page: {cause}"))?;
        let keep = if self.signed_in() || self.csrf.is_some() {
            "private, no-store"
        } else {
            "private, max-age=0, must-revalidate"
        };
        Ok(HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header((CACHE_CONTROL, keep))
            .insert_header((VARY, "Accept, Accept-Language, Cookie"))
            .insert_header((CONTENT_LANGUAGE, self.t.lang.as_str()))
            .body(html))
    }

    /// What a handler came to, or the page that says why not.
    pub async fn finish(&self, outcome: Result<HttpResponse>) -> HttpResponse {
        match outcome {
            Ok(reply) => reply,
            Err(error) => self.problem(&error).await,
        }
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
            _ => self.message(problem, reference).await,
        };
        if let Some(seconds) = error.retry_after() {
            reply.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        reply
    }

    /// A page that says what went wrong.
    pub async fn message(&self, problem: Problem, reference: Option<String>) -> HttpResponse {
        let status =
            StatusCode::from_u16(problem.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let instead = vec![Link::new(self.t.get("nav-events"), "/search")];
        let drawn = match self.frame(problem.heading(&self.t)).await {
            Ok(page) => {
                let reference = reference.clone();
                self.reply_with(
                    status,
                    &MessagePage { t: self.t, page, problem, reference, instead },
                )
            }
            Err(error) => Err(error),
        };
        drawn.unwrap_or_else(|_| self.asker.refuse(problem, reference.as_deref()))
    }
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
