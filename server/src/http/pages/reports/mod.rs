//! Telling the moderators of something, and what they see of it.

mod file;
mod keep;

use actix_web::web::{ServiceConfig, get, post};

/// Adds the routes.
pub fn configure(config: &mut ServiceConfig) {
    config
        .route("/report", get().to(file::show))
        .route("/report", post().to(file::send))
        .route("/moderation/reports", get().to(keep::list))
        .route("/moderation/report/{id}", get().to(keep::show))
        .route("/moderation/report/{id}", post().to(keep::decide));
}

/// The field of a form for an argument.
fn field(argument: &str) -> String {
    if argument == "content" { "words".to_owned() } else { argument.to_owned() }
}
