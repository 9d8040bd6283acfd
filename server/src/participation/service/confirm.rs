//! Confirming that an address is one's own.

use super::token::{Link, unknown};
use crate::app::App;
use crate::kernel::db;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use crate::participation::model::{Participant, ParticipantRole, ParticipationFact};
use crate::participation::policy::{self, Closed, Doors};
use crate::participation::store;

/// What the link of a mail would confirm. Looking changes nothing: programs that read mail follow links.
pub async fn pending_by_token(app: &App, viewer: &Viewer, token: &str) -> Result<Link> {
    let row = find(app, viewer, token).await?;
    let conn = app.db.get().await?;
    Link::of(&conn, row).await
}

/// Confirms; who has confirmed already is shown where they stand. The link works for 48 hours; after them, asking
/// again makes it work once more. A seat is taken now, not before, so the event may be full.
pub async fn confirm(app: &App, viewer: &Viewer, token: &str) -> Result<Link> {
    let found = find(app, viewer, token).await?;
    let mut conn = app.db.get().await?;
    let row = db::transact(&mut conn, async |tx| {
        let event = store::hold_event(tx, found.event_id).await?.or_not_found("event")?;
        let row = store::lock(tx, found.id).await?.or_not_found("participant")?;
        if row.role != ParticipantRole::NotConfirmed {
            return Ok(row);
        }
        if row.lapsed(app.now()) {
            let problem = Message::new("error-participation-lapsed");
            return Err(Error::conflict("confirmation_expired", problem));
        }
        policy::join_without_account(&event, &app.config)?;
        let left = store::seats_left(tx, event.id).await?;
        let role = policy::join(&Doors::of(&event, left, app.now()))?;
        if !store::recount(tx, event.id, row.role, role).await? {
            return Err(Closed::Full.into());
        }
        store::set_confirmed(tx, row.id, app.now()).await?;
        let row = store::set_role(tx, row.id, role, app.now()).await?;
        let occasion = app.random.uuid();
        let fact = ParticipationFact::Confirmed { id: row.id, event: event.id, occasion };
        app.emit(tx, fact).await?;
        Ok(row)
    })
    .await?;
    Link::of(&conn, row).await
}

async fn find(app: &App, viewer: &Viewer, token: &str) -> Result<Participant> {
    let hash = Token::from_outside(token).hash();
    let found = store::by_confirm_hash(&*app.db.get().await?, &hash).await?;
    match found {
        Some(row) => Ok(row),
        None => Err(unknown(app, viewer).await),
    }
}
