//! Inboxes. One for the whole server, and one for each actor, which is the same: whom something is for stands in it.

use super::reply::refusal;
use crate::app::App;
use crate::federation::{self, Refused};
use crate::http::viewer;
use crate::kernel::limit;
use crate::kernel::rate::Limit;
use crate::kernel::text::Lang;
use crate::kernel::viewer::Viewer;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};
use farandole_wire::signature::Incoming;

/// What one address may send in a minute before its signatures are looked at.
const A_MINUTE: i32 = 300;

/// Adds the inboxes.
pub fn configure(config: &mut web::ServiceConfig) {
    let limit = || web::PayloadConfig::new(limit::BODY_BYTES);
    for path in ["/inbox", "/relay/inbox", "/@{name}/inbox"] {
        config.service(
            web::resource(path)
                .app_data(limit())
                .route(web::post().to(take))
                .default_service(web::route().to(wrong_method)),
        );
    }
}

async fn wrong_method() -> HttpResponse {
    let text = "An inbox is written to with POST.";
    let mut reply = refusal(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", text, None);
    reply.headers_mut().insert(
        actix_web::http::header::ALLOW,
        actix_web::http::header::HeaderValue::from_static("POST"),
    );
    reply
}

async fn take(app: web::Data<App>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(farandole_wire::media_type::is_activity) {
        let text = "An inbox takes application/activity+json.";
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", text, None);
    }
    let client = Viewer::nobody(Lang::En, viewer::ip(&app, &request));
    let limit = Limit::per_minute("inbox-address", A_MINUTE);
    if let Err(error) = app.hit_client(&client, limit).await {
        return super::reply::failure(&error);
    }
    let headers = request.headers().iter();
    let headers = headers.filter_map(|(name, value)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    });
    let origin = app.config.url.as_str().trim_end_matches('/').to_owned();
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let incoming = Incoming {
        method: "POST",
        origin: &origin,
        target: &target,
        headers: headers.collect(),
        body: &body,
    };
    match federation::receive(&app, &incoming).await {
        Ok(()) => HttpResponse::Accepted().finish(),
        Err(refused) => answer(refused),
    }
}

fn answer(refused: Refused) -> HttpResponse {
    match refused {
        Refused::Unreadable => {
            refusal(StatusCode::BAD_REQUEST, "unreadable", "This is not an activity.", None)
        }
        Refused::Unsigned(why) => refusal(StatusCode::UNAUTHORIZED, "unsigned", &why, None),
        Refused::Blocked => {
            refusal(StatusCode::FORBIDDEN, "blocked", "Nothing is taken from this server.", None)
        }
        Refused::TooMany(seconds) => {
            let text = "Too much at once.";
            refusal(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", text, Some(seconds))
        }
        Refused::Broken(error) => super::reply::failure(&error),
    }
}
