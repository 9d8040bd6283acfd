//! Who takes part: the organiser's list, with everything that can be done about it.

mod list;
mod sheet;
mod state;

use super::frame::{Visit, see_other, who};
use super::views::{Guest, Who};
use crate::actors::{self, Actor};
use crate::events::{self, Event};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::participation::{self, Participant, ParticipantRole, Scope};
use actix_web::{HttpResponse, web};
use std::collections::HashMap;

/// Adds the routes. The second address is that of Mobilizon, to which mails lead.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/events/{uuid}/participants", web::get().to(list::show))
        .route("/events/{uuid}/participants", web::post().to(list::decide))
        .route("/events/{uuid}/participants/export", web::post().to(sheet::export))
        .route("/events/{uuid}/participants/sheet", web::get().to(sheet::show))
        .route("/events/{uuid}/participations", web::get().to(moved));
}

async fn moved(uuid: web::Path<String>) -> HttpResponse {
    match Uuid::try_parse(&uuid) {
        Ok(uuid) => see_other(&format!("/events/{uuid}/participants")),
        Err(_) => see_other("/"),
    }
}

/// The event whose participants the reader may see. One who is not signed in comes from a mail, and has to be first.
async fn organised(visit: &Visit, uuid: &str) -> Result<Event> {
    visit.viewer.require_account()?;
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    let event = events::read(&visit.app, &visit.viewer, uuid).await?.event;
    match participation::scope(&visit.viewer, &event) {
        Scope::All => Ok(event),
        Scope::Own => Err(Denied("see who takes part").into()),
    }
}

/// The profiles behind participants.
async fn profiles(
    conn: &AsyncPgConnection,
    rows: &[Participant],
) -> Result<HashMap<ActorId, Actor>> {
    let ids: Vec<ActorId> =
        rows.iter().filter(|row| !row.anonymous()).map(|row| row.actor_id).collect();
    actors::load_many(conn, &ids).await
}

/// A participant as the list shows them.
fn guest(
    visit: &Visit,
    event: &Event,
    row: &Participant,
    profiles: &HashMap<ActorId, Actor>,
) -> Guest {
    let t = visit.t;
    let profile: Option<Who> = profiles.get(&row.actor_id).filter(|_| !row.anonymous()).map(who);
    let named = row.name.clone().unwrap_or_else(|| t.get("guests-nameless"));
    let role = row.role;
    let own = !row.anonymous() && visit.viewer.owns(row.actor_id);
    let open = !own && !role.organises() && role != ParticipantRole::NotConfirmed;
    Guest {
        id: row.id.to_string(),
        name: profile.as_ref().map_or(named, |who| who.name.clone()),
        who: profile,
        code: row.code.clone(),
        state: t.get(state::word(role)),
        badge: state::badge(role),
        since: dates::moment(t, row.created_at.with_timezone(&event.zone())),
        message: row.message.clone(),
        accept: open && role != ParticipantRole::Participant,
        refuse: open && role == ParticipantRole::NotApproved,
        remove: open && role == ParticipantRole::Participant,
    }
}
