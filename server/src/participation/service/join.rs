//! Taking part with an account.

use super::seat::{ACTOR, again, new_row, violated};
use crate::app::App;
use crate::events;
use crate::kernel::db::{self, Conn};
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::participation::model::{Joining, Participant, ParticipantRole, ParticipationFact, Rsvp};
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
    put_in(app, viewer, actor, joining, None).await
}

/// The same for somebody of another server, whose Join has this id.
pub async fn join_from(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    joining: Joining,
    url: &str,
) -> Result<Participant> {
    put_in(app, viewer, actor, joining, Some(url)).await
}

async fn put_in(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    joining: Joining,
    url: Option<&str>,
) -> Result<Participant> {
    let actor = viewer.act_as(actor)?;
    let message = limit::paragraphs("message", joining.message.as_deref(), limit::MESSAGE)?;
    let mut conn = app.db.get().await?;
    let event = events::read_by_id(&conn, viewer, joining.event).await?.event;
    policy::join_from(viewer, &event)?;
    let known = store::of_actor(&conn, event.id, actor).await?.is_some();
    if known || event.organizer_id == actor {
        return Err(already());
    }
    let left = store::seats_left(&conn, event.id).await?;
    policy::join(&Doors::of(&event, left, app.now()))?;
    let mut attempt = 1;
    let joined = loop {
        let new = Wish { message: message.as_deref(), remind: joining.remind, url };
        let joined = write(app, &mut conn, event.id, actor, new).await;
        if !again(attempt, &joined, "") {
            break joined;
        }
        attempt += 1;
    };
    if violated(&joined) == Some(ACTOR) { Err(already()) } else { joined }
}

/// What somebody brings.
#[derive(Clone, Copy)]
struct Wish<'a> {
    message: Option<&'a str>,
    remind: bool,
    /// The id of a Join that came from another server.
    url: Option<&'a str>,
}

async fn write(
    app: &App,
    conn: &mut Conn,
    event: EventId,
    actor: ActorId,
    Wish { message, remind, url }: Wish<'_>,
) -> Result<Participant> {
    db::transact(conn, async |tx| {
        let event = store::hold_event(tx, event).await?.or_not_found("event")?;
        let role = policy::join(&Doors::of(&event, None, app.now()))?;
        // The server of an event decides who takes part in it.
        let role = if event.local() { role } else { ParticipantRole::NotApproved };
        let message = message.map(str::to_owned);
        let new = NewParticipant { message, ..new_row(app, event.id, actor, role) };
        let row = store::insert(tx, new).await?.ok_or(Closed::Full)?;
        if remind {
            store::set_remind(tx, row.uuid, true).await?;
        }
        let row = match (event.local(), url) {
            (true, None) => row,
            (true, Some(url)) => {
                store::set_activity(tx, row.id, url).await?;
                row
            }
            (false, _) => {
                let url = app.config.link(&format!("/join/event/{}", row.uuid));
                store::set_activity(tx, row.id, &url).await?;
                store::set_rsvp(tx, row.id, Rsvp::Sending, None).await?;
                Participant { activity_url: Some(url), rsvp: Some(Rsvp::Sending), ..row }
            }
        };
        let (id, event, occasion) = (row.id, event.id, app.random.uuid());
        app.emit(tx, ParticipationFact::Joined { id, event, actor, occasion }).await?;
        Ok(row)
    })
    .await
}

fn already() -> Error {
    Error::conflict("already_joined", Message::new("error-participation-already"))
}
