//! Taking part with an account.

use super::seat::{ACTOR, again, new_row, violated};
use crate::app::App;
use crate::events;
use crate::kernel::db::{self, Conn};
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::participation::model::{Joining, Participant, ParticipationFact};
use crate::participation::policy::{self, Closed, Doors};
use crate::participation::store::{self, NewParticipant};

/// Has an identity of the viewer take part, or ask to. Each identity of an account joins for itself; one that has
/// joined is told so, and takes no second seat.
pub async fn join(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    joining: Joining,
) -> Result<Participant> {
    let actor = viewer.act_as(actor)?;
    let message = limit::paragraphs("message", joining.message.as_deref(), limit::MESSAGE)?;
    let mut conn = app.db.get().await?;
    let event = events::read_by_id(&conn, viewer, joining.event).await?.event;
    policy::join_here(&event)?;
    let known = store::of_actor(&conn, event.id, actor).await?.is_some();
    if known || event.organizer_id == actor {
        return Err(already());
    }
    let left = store::seats_left(&conn, event.id).await?;
    policy::join(&Doors::of(&event, left, app.now()))?;
    let mut attempt = 1;
    let joined = loop {
        let joined =
            write(app, &mut conn, event.id, actor, (message.as_deref(), joining.remind)).await;
        if !again(attempt, &joined, "") {
            break joined;
        }
        attempt += 1;
    };
    if violated(&joined) == Some(ACTOR) { Err(already()) } else { joined }
}

async fn write(
    app: &App,
    conn: &mut Conn,
    event: EventId,
    actor: ActorId,
    (message, remind): (Option<&str>, bool),
) -> Result<Participant> {
    db::transact(conn, async |tx| {
        let event = store::hold_event(tx, event).await?.or_not_found("event")?;
        let role = policy::join(&Doors::of(&event, None, app.now()))?;
        let message = message.map(str::to_owned);
        let new = NewParticipant { message, ..new_row(app, event.id, actor, role) };
        let row = store::insert(tx, new).await?.ok_or(Closed::Full)?;
        if remind {
            store::set_remind(tx, row.uuid, true).await?;
        }
        let (id, event, occasion) = (row.id, event.id, app.random.uuid());
        app.emit(tx, ParticipationFact::Joined { id, event, actor, occasion }).await?;
        Ok(row)
    })
    .await
}

fn already() -> Error {
    Error::conflict("already_joined", Message::new("error-participation-already"))
}
