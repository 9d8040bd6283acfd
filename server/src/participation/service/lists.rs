//! Looking at participants.

use crate::app::App;
use crate::events::{Event, Status};
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::policy::{self, Doors, Hurdle};
use crate::participation::store;

pub use crate::participation::store::{Between, Mine, When};

/// Which participants of an event somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// Their own.
    Own,
}

/// Which participants of an event the viewer sees.
pub fn scope(viewer: &Viewer, event: &Event) -> Scope {
    if policy::list(viewer, event).is_ok() { Scope::All } else { Scope::Own }
}

/// Whether the viewer may see what an identity takes part in.
pub fn see_participations(viewer: &Viewer, actor: ActorId) -> Result<()> {
    viewer.require_account()?;
    Ok(policy::see_participations(viewer, actor)?)
}

/// What the viewer's identities take part in.
pub async fn mine(
    app: &App,
    viewer: &Viewer,
    time: Between,
    page: Page,
) -> Result<Paged<Participant>> {
    let account = viewer.require_account()?;
    let conn = app.db.get().await?;
    Ok(store::between(&conn, &account.actors, time, page).await?)
}

/// The parts of the viewer's identities in an event; that of the identity they act as comes first.
pub async fn parts_of(app: &App, viewer: &Viewer, event: EventId) -> Result<Vec<Participant>> {
    if viewer.actors().is_empty() {
        return Ok(Vec::new());
    }
    let conn = app.db.get().await?;
    let mut parts = store::of_actors_in(&conn, &[event], viewer.actors()).await?;
    parts.sort_by_key(|part| (Some(part.actor_id) != viewer.actor(), part.id));
    Ok(parts)
}

/// What would refuse the viewer who asks to take part now.
pub async fn hurdle(app: &App, viewer: &Viewer, event: &Event) -> Result<Option<Hurdle>> {
    let conn = app.db.get().await?;
    let left = store::seats_left(&conn, event.id).await?;
    let doors = Doors::of(event, left, app.now());
    Ok(policy::hurdle(viewer, event, &doors, &app.config))
}

/// Whether somebody can give up their part while it still matters.
pub fn may_leave(part: &Participant, event: &Event, now: DateTime<Utc>) -> bool {
    !event.ended(now) && policy::leave(part.role).is_ok()
}

/// Whether somebody can still change what they told the organiser.
pub fn may_reword(part: &Participant, event: &Event, now: DateTime<Utc>) -> bool {
    !part.role.organises() && policy::reword(part.role, event.ended(now)).is_ok()
}

/// Whether somebody can still say whether they want to be reminded the day before.
pub fn may_remind(part: &Participant, event: &Event, now: DateTime<Utc>) -> bool {
    event.status != Status::Cancelled && policy::remind(part.role, event.begins_on <= now).is_ok()
}

/// What the viewer's identities organise and take part in: the whole agenda, without drafts.
pub async fn agenda(app: &App, viewer: &Viewer, when: When, page: Page) -> Result<Vec<Mine>> {
    let account = viewer.require_account()?;
    let conn = app.db.get().await?;
    Ok(store::agenda(&conn, &account.actors, when, app.now(), page).await?)
}

/// The participants of an event after one of them, in order, for those who see them all.
pub async fn next_of_event(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    event: &Event,
    roles: &[ParticipantRole],
    after: ParticipantId,
    limit: i64,
) -> Result<Vec<Participant>> {
    policy::list(viewer, event)?;
    Ok(store::next_of_event(conn, event.id, roles, after, limit).await?)
}
