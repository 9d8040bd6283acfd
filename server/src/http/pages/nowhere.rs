//! Addresses that no route answers: one letter too much, the wrong kind of request, or nothing at all.

use super::frame::with;
use super::views::Problem;
use crate::app::App;
use crate::kernel::error::Error;
use actix_web::http::header::{ALLOW, HeaderValue, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};

/// The answer to what nobody else answers.
pub async fn answer(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    if let Some(path) = without_slash(&request) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        let to = app.config.link(&format!("{path}{query}"));
        return HttpResponse::build(StatusCode::PERMANENT_REDIRECT)
            .insert_header((LOCATION, to))
            .finish();
    }
    let known = request.resource_map().has_resource(request.path());
    with(&app, &request, async |visit| {
        if !known {
            return Err(Error::NotFound("page"));
        }
        let mut reply = visit.message(Problem::WrongMethod, None, None).await;
        reply.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed(request.method())));
        Ok(reply)
    })
    .await
}

/// The path without the slash at its end, where something answers there; files have one address only.
fn without_slash(request: &HttpRequest) -> Option<&str> {
    let path = request.path();
    let shorter = path.strip_suffix('/').filter(|_| request.method() == Method::GET)?;
    let page = !path.starts_with("//") && !path.starts_with("/media/");
    (page && request.resource_map().has_resource(shorter)).then_some(shorter)
}

/// The methods of an address that has none of this kind: pages are read, forms are sent.
fn allowed(method: &Method) -> &'static str {
    match *method {
        Method::GET => "POST",
        Method::POST => "GET, HEAD",
        _ => "GET, HEAD, POST",
    }
}
