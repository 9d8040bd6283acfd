//! Pages to read: the first one, searches, events, people, tags, and what the site says about itself.

mod about;
pub(super) mod cards;
pub(super) mod event;
mod event_facts;
pub(super) mod event_words;
mod home;
mod place;
mod preferences;
mod profile;
pub(in crate::http) mod query;
mod search;

pub(super) use about::host_facts;

use super::nowhere;
use actix_web::web;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(home::show))
        .route("/search", web::get().to(search::show))
        .route("/tag/{tag}", web::get().to(search::tag))
        .route("/address/{uuid}", web::get().to(place::show))
        .route("/events/{uuid}", web::get().to(event::show))
        .route("/@{handle}", web::get().to(profile::show))
        .route("/about", web::get().to(about::about))
        .route("/about/instance", web::get().to(about::moved))
        .route("/terms", web::get().to(about::terms))
        .route("/privacy", web::get().to(about::privacy))
        .route("/rules", web::get().to(about::rules))
        .route("/preferences", web::post().to(preferences::choose))
        .route("/opensearch.xml", web::get().to(search::description))
        .default_service(web::route().to(nowhere::answer));
}
