//! Parts in events of other servers: how far a wish has come, and trying again.

use crate::app::App;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole, ParticipationFact, Rsvp};
use crate::participation::policy;
use crate::participation::store;

/// The other server has taken the wish. It has promised nothing.
pub async fn received(app: &App, id: ParticipantId) -> Result<()> {
    let mut conn = app.db.get().await?;
    store::set_rsvp(&mut conn, id, Rsvp::Received, None).await
}

/// The wish does not get there.
pub async fn failed(app: &App, id: ParticipantId, why: &str) -> Result<()> {
    let mut conn = app.db.get().await?;
    store::set_rsvp(&mut conn, id, Rsvp::Failed, Some(why)).await
}

/// The other server has said yes or no. Seats are its own to count.
pub async fn answered(app: &App, id: ParticipantId, yes: bool) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some(row) = store::lock(tx, id).await? else { return Ok(()) };
        let role = if yes { ParticipantRole::Participant } else { ParticipantRole::Rejected };
        store::set_rsvp(tx, id, Rsvp::Answered, None).await?;
        if row.role == role || row.role.organises() {
            return Ok(());
        }
        if !store::recount(tx, row.event_id, row.role, role).await? {
            return Err(anyhow::anyhow!("the copy of event {} counts seats", row.event_id).into());
        }
        store::set_role(tx, id, role, app.now()).await?;
        let (event, actor, occasion) = (row.event_id, row.actor_id, app.random.uuid());
        let waited = row.role == ParticipantRole::NotApproved;
        let fact = match yes {
            true => ParticipationFact::Approved { id, event, actor, occasion, waited },
            false => ParticipationFact::Rejected { id, event, actor, occasion },
        };
        app.emit(tx, fact).await
    })
    .await
}

/// Sends once more what did not get there.
pub async fn try_again(app: &App, viewer: &Viewer, id: ParticipantId) -> Result<Participant> {
    viewer.require_known()?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let row = store::lock(tx, id).await?.or_not_found("participant")?;
        if !viewer.owns(row.actor_id) {
            return Err(Error::NotFound("participant"));
        }
        policy::try_again(row.rsvp)?;
        store::set_rsvp(tx, id, Rsvp::Sending, None).await?;
        let (event, actor, occasion) = (row.event_id, row.actor_id, app.random.uuid());
        app.emit(tx, ParticipationFact::Joined { id, event, actor, occasion }).await?;
        store::lock(tx, id).await?.or_not_found("participant")
    })
    .await
}
