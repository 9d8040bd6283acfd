//! The pages that visitors see: HTML from the server, complete without scripts.
//!
//! `views` holds what each template shows, as plain words already put into the reader's language; the
//! templates stand in `front/pages`. `assets` serves the stylesheet and the few scripts, `map` draws the plain
//! map of results. Nothing in here knows the database.

pub mod account;
pub mod assets;
pub mod attend;
pub mod bare;
mod comments;
pub mod elsewhere;
pub mod forms;
pub mod frame;
mod guests;
mod look;
mod mailbox;
pub mod map;
pub mod nowhere;
pub mod organise;
mod people;
mod qr;
pub mod read;
mod reports;
mod unsubscribe;
pub mod views;

/// Adds the routes of all pages; the last of them answers what nobody else does.
pub fn configure(config: &mut actix_web::web::ServiceConfig) {
    look::configure(config);
    account::configure(config);
    attend::configure(config);
    comments::configure(config);
    elsewhere::configure(config);
    guests::configure(config);
    mailbox::configure(config);
    organise::configure(config);
    reports::configure(config);
    unsubscribe::configure(config);
    read::configure(config);
}
