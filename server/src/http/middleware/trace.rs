//! One id, one log line, one end for every request: a panic becomes a 500, in the form that was asked for.

use super::headers;
use crate::app::App;
use crate::http::metrics;
use crate::http::pages::bare::Asker;
use crate::http::pages::views::Problem;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use futures_util::FutureExt;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};
use tracing::Instrument;

/// The header that carries the id.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request.
#[derive(Clone)]
struct RequestId(String);

/// The id of a request: in its log lines, in its reply, and nowhere else.
pub fn id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Follows a request to its end.
pub async fn follow(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = uuid::Uuid::new_v4().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let app = request.app_data::<web::Data<App>>().cloned();
    let method = request.method().clone();
    let begun = Instant::now();
    let span = tracing::info_span!("request", request.id = %id);
    let asker = Asker::of(&request);
    let serving = AssertUnwindSafe(next.call(request)).catch_unwind();
    let ended = serving.instrument(span.clone()).await;
    let _entered = span.entered();
    let finish = |status: StatusCode, answer: &mut HeaderMap| {
        if status == StatusCode::SERVICE_UNAVAILABLE && !answer.contains_key(RETRY_AFTER) {
            answer.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        answer.insert(HEADER, HeaderValue::from_str(&id).expect("hexadecimal digits"));
        if let Some(app) = &app {
            headers::secure(answer, &app.config);
        }
    };
    let (route, result) = match ended {
        Ok(Ok(mut response)) => {
            finish(response.status(), response.headers_mut());
            let route = response.request().match_pattern().unwrap_or_else(|| "-".into());
            (route, Ok(response.map_into_boxed_body()))
        }
        Ok(Err(error)) => ("-".into(), Err(error.error_response())),
        Err(panic) => ("-".into(), Err(panicked(&*panic, &asker, &id))),
    };
    let status = result.as_ref().map_or_else(HttpResponse::status, ServiceResponse::status);
    log(method.as_str(), &route, status, begun.elapsed());
    result.map_err(|mut response| {
        finish(response.status(), response.headers_mut());
        InternalError::from_response("the request was cut short", response).into()
    })
}

/// One line a request: the pattern of its route, never its address, since addresses hold tokens.
fn log(method: &str, route: &str, status: StatusCode, took: Duration) {
    metrics::request(method, route, status.as_u16(), took);
    let (ms, code) = (took.as_secs_f64() * 1000.0, status.as_u16());
    if route.starts_with("/health/") || route == "/metrics" {
        tracing::debug!(
            http.method = method,
            http.route = route,
            http.status = code,
            ms,
            "answered"
        );
    } else {
        tracing::info!(
            http.method = method,
            http.route = route,
            http.status = code,
            ms,
            "answered"
        );
    }
}

fn panicked(panic: &(dyn Any + Send), asker: &Asker, id: &str) -> HttpResponse {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(error.cause = text.unwrap_or("a panic"), "a request panicked");
    asker.refuse(Problem::Broken, Some(id))
}
