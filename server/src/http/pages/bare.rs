//! Answers to requests that go no further, drawn from their head alone: no session is read and nothing is asked of
//! the database, which may be the very thing that is missing. A browser gets a page, a program the API's errors.

use super::frame::{LANGUAGE, THEME};
use super::views::{Link, MessagePage, Page, Problem, Theme};
use crate::app::App;
use crate::http::viewer;
use crate::kernel::text::{Lang, T};
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, RETRY_AFTER, VARY};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde_json::json;

/// Who asks, as far as the head of a request tells.
pub struct Asker {
    lang: Lang,
    theme: Theme,
    site: String,
    /// Where the forms of the frame lead back to.
    path: String,
    /// Whether a page is wanted.
    page: bool,
}

impl Asker {
    /// Reads the head of a request that has reached no handler.
    pub fn of(request: &ServiceRequest) -> Self {
        Self::of_request(request.request())
    }

    /// Reads the head of a request.
    pub fn of_request(request: &HttpRequest) -> Self {
        let app = request.app_data::<web::Data<App>>();
        let chosen = request.cookie(LANGUAGE).and_then(|cookie| cookie.value().parse().ok());
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
        let read = matches!(*request.method(), Method::GET | Method::HEAD);
        let path = request.uri().path_and_query().filter(|_| read);
        Self {
            lang: chosen.unwrap_or_else(|| viewer::asked(request)),
            theme: request.cookie(THEME).map_or(Theme::Auto, |cookie| Theme::parse(cookie.value())),
            site: app.map_or_else(String::new, |app| app.config.instance_name.clone()),
            path: path.map_or("/", |path| path.as_str()).to_owned(),
            page: accept.is_some_and(|accept| accept.contains("text/html")),
        }
    }

    /// The answer that says why there is no other. The connection ends with it, since a body may still be on its way.
    pub fn refuse(&self, problem: Problem, reference: Option<&str>) -> HttpResponse {
        let status = StatusCode::from_u16(problem.code()).expect("our codes are codes");
        let mut response = HttpResponse::build(status);
        response.insert_header((CACHE_CONTROL, "no-store")).force_close();
        response.insert_header((VARY, "Accept, Accept-Language, Cookie"));
        if let Some(seconds) = problem.retry_after() {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        match self.draw(problem, reference) {
            Some(html) => response
                .content_type("text/html; charset=utf-8")
                .insert_header((CONTENT_LANGUAGE, self.lang.as_str()))
                .body(html),
            None => response.json(json!({ "errors": [{
                "message": problem.text(&T { lang: self.lang }),
                "code": problem.word(),
                "status_code": problem.code(),
                "field": null,
                "request_id": reference,
            }] })),
        }
    }

    fn draw(&self, problem: Problem, reference: Option<&str>) -> Option<String> {
        let t = T { lang: self.lang };
        let page = Page {
            site: self.site.clone(),
            title: problem.heading(&t),
            path: self.path.clone(),
            theme: self.theme,
            source: env!("CARGO_PKG_REPOSITORY").to_owned(),
            kind: "website",
            ..Page::default()
        };
        let reference = reference.map(str::to_owned);
        let instead = vec![Link::new(t.get("nav-events"), "/search")];
        let drawn = MessagePage { t, page, problem, reason: None, reference, instead };
        self.page.then(|| drawn.render().ok()).flatten()
    }
}

/// The answer where an address, a query or a form could not be read.
pub fn unread(
    cause: impl actix_web::ResponseError + 'static,
    request: &HttpRequest,
) -> actix_web::Error {
    let problem = match cause.status_code() {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Invalid,
    };
    let refusal = Asker::of_request(request).refuse(problem, None);
    actix_web::error::InternalError::from_response(cause, refusal).into()
}
