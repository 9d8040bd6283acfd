//! What interactive maps fetch: tiles, where the operator has chosen a source, and the names of towns.

use super::viewer;
use crate::app::App;
use crate::kernel::error::{Error, Result};
use crate::places;
use crate::search::BoundingBox;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Neither tiles nor towns change from one day to the next.
const A_DAY: &str = "public, max-age=86400";

/// Adds the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/tiles/{z}/{x}/{y}", web::get().to(tile))
        .route("/map/towns", web::get().to(towns));
}

async fn tile(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> HttpResponse {
    let (Ok(z), Ok(x), Ok(y)) = (path.0.parse(), path.1.parse(), path.2.parse()) else {
        return HttpResponse::NotFound().finish();
    };
    let found = async {
        let viewer = viewer::visitor(&app, &request).await?.viewer;
        places::tile(&app, &viewer, (z, x, y)).await
    };
    match found.await {
        Ok(Some(tile)) => HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, A_DAY))
            .content_type(tile.media_type)
            .body(tile.body),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(cause) => refused(&app, &cause),
    }
}

/// What part of the world is asked for.
#[derive(Deserialize)]
struct Asked {
    bbox: String,
}

async fn towns(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let found = async {
        let asked = web::Query::<Asked>::from_query(request.query_string());
        let bbox = asked.map_or_else(|_| String::new(), |asked| asked.into_inner().bbox);
        let BoundingBox { west, south, east, north } = BoundingBox::parse(&bbox)?;
        let viewer = viewer::visitor(&app, &request).await?.viewer;
        places::towns(&app, &viewer, [west, south, east, north]).await
    };
    let found: Result<Vec<(f64, f64, &'static str)>> = found.await;
    match found {
        Ok(towns) => HttpResponse::Ok().insert_header((CACHE_CONTROL, A_DAY)).json(towns),
        Err(cause) => refused(&app, &cause),
    }
}

/// A map does without what it cannot have; its reader is told by what is missing.
fn refused(app: &App, cause: &Error) -> HttpResponse {
    if let Error::Internal(cause) = cause {
        tracing::error!(error.cause = format!("{cause:#}"), "a map could not be served");
    }
    let status = match cause {
        Error::Conflict { .. } => StatusCode::SERVICE_UNAVAILABLE,
        other => StatusCode::from_u16(other.status_code()).unwrap_or(StatusCode::BAD_REQUEST),
    };
    let mut reply = HttpResponse::build(status);
    if let Error::TooMany { retry_after } = cause {
        reply.insert_header((RETRY_AFTER, retry_after.to_string()));
    }
    reply
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body(cause.say(app.config.default_language))
}
