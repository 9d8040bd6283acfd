//! Every address that the server answers at.

use super::{exports, federation, feeds, graphql, health, map, media, metrics, pages, playground};
use actix_web::web;

/// Adds all routes to an actix app that already holds the [`App`](crate::app::App) and the schema.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/health/live", web::get().to(health::live))
        .route("/health/ready", web::get().to(health::ready))
        .route("/metrics", web::get().to(metrics::show))
        .configure(federation::configure)
        .configure(media::configure)
        .configure(map::configure)
        .configure(exports::configure)
        .configure(feeds::configure)
        .configure(graphql::configure)
        .configure(playground::configure)
        .configure(pages::assets::configure)
        .configure(pages::configure);
}
