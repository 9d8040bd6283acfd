//! Pages to read: the first one, searches, events, people, tags, and what the site says about itself.

mod about;
mod cards;
mod event;
mod event_words;
mod home;
mod preferences;
mod profile;
mod query;
mod search;

use super::frame::Visit;
use super::views::Problem;
use crate::app::App;
use crate::kernel::error::Result;
use actix_web::{HttpRequest, HttpResponse, web};
use std::future::Future;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(home::show))
        .route("/search", web::get().to(search::show))
        .route("/tag/{tag}", web::get().to(search::tag))
        .route("/events/{uuid}", web::get().to(event::show))
        .route("/@{handle}", web::get().to(profile::show))
        .route("/about", web::get().to(about::about))
        .route("/terms", web::get().to(about::terms))
        .route("/privacy", web::get().to(about::privacy))
        .route("/rules", web::get().to(about::rules))
        .route("/preferences", web::post().to(preferences::choose))
        .route("/opensearch.xml", web::get().to(search::description))
        .default_service(web::route().to(nothing_here));
}

/// Draws a page, or the one that says why not.
async fn draw<F>(app: &App, request: &HttpRequest, page: impl FnOnce(Visit) -> F) -> HttpResponse
where
    F: Future<Output = (Visit, Result<HttpResponse>)>,
{
    match Visit::of(app, request).await {
        Ok(visit) => {
            let (visit, outcome) = page(visit).await;
            visit.finish(outcome).await
        }
        Err(cause) => {
            tracing::error!(%cause, "a page could not begin");
            HttpResponse::ServiceUnavailable().insert_header(("Retry-After", "10")).finish()
        }
    }
}

async fn nothing_here(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    match Visit::of(&app, &request).await {
        Ok(visit) => visit.message(Problem::NotFound, None).await,
        Err(_) => HttpResponse::NotFound().finish(),
    }
}
