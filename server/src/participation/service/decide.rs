//! The organiser's word.

use crate::app::App;
use crate::events;
use crate::kernel::db;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole, ParticipationFact};
use crate::participation::policy::{self, Closed, Decision};
use crate::participation::store;

/// Lets somebody in, turns them down, or has them wait again. For whoever may not know of the participant there is
/// none.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: ParticipantId,
    role: ParticipantRole,
) -> Result<Participant> {
    viewer.require_account()?;
    let mut conn = app.db.get().await?;
    db::transact(&mut conn, async |tx| {
        let row = store::lock(tx, id).await?.or_not_found("participant")?;
        let event = events::find(tx, row.event_id).await?.or_not_found("participant")?;
        let organises = policy::list(viewer, &event).is_ok();
        let own = !row.anonymous() && viewer.owns(row.actor_id);
        if !organises && !own {
            return Err(Error::NotFound("participant"));
        }
        policy::decide(&Decision { organises, own, from: row.role, to: role })?;
        if row.role == role {
            return Ok(row);
        }
        if !store::recount(tx, event.id, row.role, role).await? {
            return Err(Closed::Full.into());
        }
        let after = store::set_role(tx, id, role, app.now()).await?;
        if let Some(fact) = fact(app, &row, role) {
            app.emit(tx, fact).await?;
        }
        Ok(after)
    })
    .await
}

/// What is to be told; that somebody waits once more is not.
fn fact(app: &App, before: &Participant, role: ParticipantRole) -> Option<ParticipationFact> {
    let (id, event, actor) = (before.id, before.event_id, before.actor_id);
    let occasion = app.random.uuid();
    match role {
        ParticipantRole::Participant => {
            let waited = before.role == ParticipantRole::NotApproved;
            Some(ParticipationFact::Approved { id, event, actor, occasion, waited })
        }
        ParticipantRole::Rejected => {
            Some(ParticipationFact::Rejected { id, event, actor, occasion })
        }
        _ => None,
    }
}
