//! The organiser's own part.

use super::seat::{ACTOR, again, new_row};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::participation::model::ParticipantRole;
use crate::participation::store;

/// Sees to it that the organiser of a published event is its creator among the participants, and nobody else is.
/// Doing it again changes nothing.
pub async fn seat_organiser(app: &App, event: EventId) -> Result<()> {
    let mut conn = app.db.get().await?;
    let mut attempt = 1;
    loop {
        let seated = conn.transaction(async |tx| seat(app, tx, event).await).await;
        if !again(attempt, &seated, ACTOR) {
            return seated;
        }
        attempt += 1;
    }
}

async fn seat(app: &App, tx: &mut AsyncPgConnection, event: EventId) -> Result<()> {
    let Some(event) = store::hold_event(tx, event).await? else { return Ok(()) };
    if event.draft {
        return Ok(());
    }
    for former in store::lock_creators(tx, event.id).await? {
        if former.actor_id != event.organizer_id {
            store::remove(tx, &former).await?;
        }
    }
    let Some(row) = store::of_actor(tx, event.id, event.organizer_id).await? else {
        let role = ParticipantRole::Creator;
        store::insert(tx, new_row(app, event.id, event.organizer_id, role)).await?;
        return Ok(());
    };
    let Some(row) = store::lock(tx, row.id).await? else { return Ok(()) };
    if row.role != ParticipantRole::Creator {
        store::recount(tx, event.id, row.role, ParticipantRole::Creator).await?;
        store::set_role(tx, row.id, ParticipantRole::Creator, app.now()).await?;
    }
    Ok(())
}
