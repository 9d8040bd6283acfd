//! The addresses at which other servers ask and knock.

mod inbox;
mod objects;
mod reply;
mod well_known;

use actix_web::guard::{Guard, GuardContext};
use actix_web::http::header::ACCEPT;
use actix_web::web;

/// Adds the routes; they come before those of the pages, since some addresses answer both people and servers.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .configure(well_known::configure)
        .configure(inbox::configure)
        .configure(objects::configure);
}

/// Whether a request asks for ActivityPub.
pub struct WantsActivity;

impl Guard for WantsActivity {
    fn check(&self, context: &GuardContext<'_>) -> bool {
        let headers = context.head().headers.get_all(ACCEPT);
        let mut asked = headers.filter_map(|accept| accept.to_str().ok());
        asked.any(farandole_wire::media_type::wants_activity)
    }
}
