//! Accounts on pages: opening one, signing in and out, settings, identities, the agenda, leaving. Nothing that a link
//! in a mail opens changes anything by itself: the page behind it has a button.

mod agenda;
mod email;
mod identity;
mod leave;
mod login;
mod register;
mod reset;
mod settings;
mod waiting;

use super::frame::Visit;
use super::views::{Link, ToldPage, Tone};
use crate::kernel::prelude::*;
use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post};

/// The least number of characters of a password.
const PASSWORD_MIN: u32 = 8;

/// Adds the routes.
pub fn configure(config: &mut ServiceConfig) {
    let undo = "/validate/email/undo/{token}";
    config
        .route("/login", get().to(login::form))
        .route("/login", post().to(login::login))
        .route("/logout", post().to(login::logout))
        .route("/session/bearer", post().to(login::bearer))
        .route("/register/user", get().to(register::form))
        .route("/register/user", post().to(register::register))
        .route("/resend-instructions", get().to(register::resend_form))
        .route("/resend-instructions", post().to(register::resend))
        .route("/validate/{token}", get().to(register::ask_to_validate))
        .route("/validate/{token}", post().to(register::validate))
        .route("/validate/email/{token}", get().to(email::ask_to_move))
        .route("/validate/email/{token}", post().to(email::move_to))
        .route(undo, get().to(email::ask_to_undo))
        .route(undo, post().to(email::undo))
        .route("/password-reset", get().to(reset::start))
        .route("/password-reset/send", get().to(reset::form))
        .route("/password-reset/send", post().to(reset::request))
        .route("/password-reset/{token}", get().to(reset::set_form))
        .route("/password-reset/{token}", post().to(reset::set))
        .route("/identity/create", get().to(identity::new))
        .route("/identity/create", post().to(identity::create))
        .route("/identity/act", post().to(identity::act))
        .route("/identity/{name}", get().to(identity::edit))
        .route("/identity/{name}", post().to(identity::update))
        .route("/identity/{name}/retire", get().to(identity::ask_to_retire))
        .route("/identity/{name}/retire", post().to(identity::retire))
        .route("/settings", get().to(settings::show))
        .route("/settings/export", get().to(leave::export))
        .route("/settings/delete", get().to(leave::ask))
        .route("/settings/delete", post().to(leave::delete))
        .route("/settings/preferences", post().to(settings::wish))
        .route("/settings/feed", post().to(settings::renew_feed))
        .route("/settings/sessions", post().to(settings::end_session))
        .route("/settings/password", post().to(settings::password))
        .route("/settings/email", post().to(settings::email))
        .route(
            "/settings/{part:preferences|feed|sessions|password|email}",
            get().to(settings::part),
        )
        .route("/my/events", get().to(agenda::show))
        .route("/moderation/accounts", get().to(waiting::show))
        .route("/moderation/accounts", post().to(waiting::decide));
}

/// Tells what was done or what comes next.
async fn told(
    visit: &Visit,
    heading: &str,
    text: Vec<String>,
    mail: bool,
    links: Vec<Link>,
) -> Result<HttpResponse> {
    let heading = visit.t.get(heading);
    visit.reply(&ToldPage {
        t: visit.t,
        page: visit.frame(heading.clone()).await?,
        tone: Tone::Good,
        mail,
        heading,
        text,
        links,
    })
}

/// A link that is not in use any more.
fn over<T>(outcome: Result<T>) -> Result<T> {
    outcome.map_err(|error| match error {
        Error::Invalid { field: "token", .. } => Error::NotFound("link"),
        other => other,
    })
}
