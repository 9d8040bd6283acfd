//! Taking part, step by step: the form, the mail's link that leads to a button, how it stands, leaving, being
//! forgotten. A link in a mail only ever shows a page; the button acts.

mod brief;
mod join;
mod link;
mod own;

pub use brief::brief;
pub use own::answered;

use actix_web::web;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    let confirm = "/participation/email/confirm/{token}";
    let manage = "/participation/email/cancel/{uuid}/{token}";
    config
        .route("/events/{uuid}/participate", web::get().to(join::form))
        .route("/events/{uuid}/participate", web::post().to(join::send))
        .route("/events/{uuid}/leave", web::post().to(own::leave))
        .route("/events/{uuid}/message", web::post().to(own::reword))
        .route(confirm, web::get().to(link::ask_to_confirm))
        .route(confirm, web::post().to(link::confirm))
        .route(manage, web::get().to(link::state))
        .route(manage, web::post().to(link::cancel))
        .route("/participation/email/change/{uuid}/{token}", web::post().to(link::reword))
        .route("/participation/email/remind/{uuid}/{token}", web::post().to(link::remind))
        .route("/participation/email/forget/{uuid}/{token}", web::post().to(link::forget));
}
