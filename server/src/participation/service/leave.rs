//! Not taking part any more.

use super::manage;
use super::token::unknown;
use crate::app::App;
use crate::events;
use crate::kernel::db;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipationFact};
use crate::participation::policy;
use crate::participation::store;

/// What is left of a part in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    pub id: ParticipantId,
    pub event: EventId,
    pub actor: ActorId,
}

/// Ends the part of an identity of the viewer, at whatever stage it is, and frees the seat.
pub async fn leave(app: &App, viewer: &Viewer, actor: ActorId, event: EventId) -> Result<Left> {
    let actor = viewer.act_as(actor)?;
    let mut conn = app.db.get().await?;
    let Some(row) = store::of_actor(&conn, event, actor).await? else {
        events::read_by_id(&conn, viewer, event).await?;
        return Err(Error::NotFound("participant"));
    };
    events::find(&conn, event).await?.or_not_found("event")?;
    db::transact(&mut conn, async |tx| {
        let row = store::lock(tx, row.id).await?.or_not_found("participant")?;
        policy::leave(row.role)?;
        remove(app, tx, &row).await
    })
    .await
}

/// The same for a person without an account, by the token in their mails, which must be one for this event.
pub async fn leave_with_token(
    app: &App,
    viewer: &Viewer,
    event: EventId,
    token: &str,
) -> Result<Left> {
    let row = manage::find(app, viewer, token).await?;
    if row.event_id != event {
        return Err(unknown(app, viewer).await);
    }
    manage::cancel(app, viewer, token).await
}

/// Removes a locked row and says so.
pub(super) async fn remove(
    app: &App,
    tx: &mut AsyncPgConnection,
    row: &Participant,
) -> Result<Left> {
    store::remove(tx, row).await?;
    let (uuid, event, actor, role) = (row.uuid, row.event_id, row.actor_id, row.role);
    app.emit(tx, ParticipationFact::Left { uuid, event, actor, role }).await?;
    Ok(Left { id: row.id, event, actor })
}
