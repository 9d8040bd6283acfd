//! Looking at participants.

use crate::app::App;
use crate::events::Event;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::policy;
use crate::participation::store;

pub use crate::participation::store::Between;

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

/// The part of an identity of the viewer in an event, where it has one.
pub async fn part_of(
    app: &App,
    viewer: &Viewer,
    event: EventId,
    actor: ActorId,
) -> Result<Option<Participant>> {
    let actor = viewer.act_as(actor)?;
    let conn = app.db.get().await?;
    Ok(store::of_actor(&conn, event, actor).await?)
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
