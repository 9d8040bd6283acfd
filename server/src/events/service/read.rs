//! Looking at one event, and at many by their ids.

use crate::app::App;
use crate::events::model::Event;
use crate::events::policy::{self, Door, Sight, Standing};
use crate::events::store::{self, Counters, Found};
use crate::kernel::prelude::*;
use std::collections::HashMap;

/// An event that the viewer may see, how much of it, and what the viewer is to it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub event: Event,
    pub sight: Sight,
    pub standing: Standing,
}

/// One event, by the UUID in its link. What the viewer may not see is not found.
pub async fn read(app: &App, viewer: &Viewer, uuid: Uuid) -> Result<Seen> {
    let conn = app.db.get().await?;
    let found = store::by_uuid(&conn, uuid).await?.or_not_found("event")?;
    seen(&conn, viewer, found).await
}

/// One event, by its id. What the viewer may not see is not found.
pub async fn read_by_id(conn: &AsyncPgConnection, viewer: &Viewer, id: EventId) -> Result<Seen> {
    let found = store::by_id(conn, id).await?.or_not_found("event")?;
    seen(conn, viewer, found).await
}

async fn seen(conn: &AsyncPgConnection, viewer: &Viewer, found: Found) -> Result<Seen> {
    let id = found.event.id;
    let standing = store::standings(conn, &[id], viewer.actors()).await?;
    let standing = standing.get(&id).copied().unwrap_or(Standing::Stranger);
    policy::see(viewer, &found.subject(), standing, Door::Link)
        .map_err(|_| Error::NotFound("event"))?;
    Ok(Seen { event: found.event, sight: Sight::Full, standing })
}

/// What the viewer is to an event.
pub async fn standing(conn: &AsyncPgConnection, viewer: &Viewer, id: EventId) -> Result<Standing> {
    let standings = store::standings(conn, &[id], viewer.actors()).await?;
    Ok(standings.get(&id).copied().unwrap_or(Standing::Stranger))
}

/// Whether the viewer may see an event through a door: the rule for one event, as [`visible`](super::super::visible)
/// is for lists.
pub async fn sees(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    id: EventId,
    door: Door,
) -> Result<bool> {
    let Some(found) = store::by_id(conn, id).await? else { return Ok(false) };
    let standing = store::standings(conn, &[id], viewer.actors()).await?;
    let standing = standing.get(&id).copied().unwrap_or(Standing::Stranger);
    Ok(policy::see(viewer, &found.subject(), standing, door).is_ok())
}

/// How much of an event a person without an account sees who is this to it; `None` where it is nothing.
pub async fn sight_of(
    conn: &AsyncPgConnection,
    id: EventId,
    standing: Standing,
) -> Result<Option<Sight>> {
    let Some(found) = store::by_id(conn, id).await? else { return Ok(None) };
    let nobody = Viewer::nobody(Lang::En, None);
    Ok(policy::sight(&nobody, &found.subject(), standing).ok())
}

/// The events with these ids that the viewer may see, or at least remember: for rows of the viewer's own, such as
/// a participation, that name an event.
pub async fn glimpse(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    ids: &[EventId],
) -> Result<HashMap<EventId, Seen>> {
    let found = store::by_ids(conn, ids).await?;
    let standings = store::standings(conn, ids, viewer.actors()).await?;
    let seen = found.into_iter().filter_map(|(id, found)| {
        let standing = standings.get(&id).copied().unwrap_or(Standing::Stranger);
        let subject = found.subject();
        let sight = policy::sight(viewer, &subject, standing).ok()?;
        Some((id, Seen { event: found.event, sight, standing }))
    });
    Ok(seen.collect())
}

/// How many take part in events, by role. Whoever shows them asks the policy which.
pub async fn counters(
    conn: &AsyncPgConnection,
    ids: &[EventId],
) -> Result<HashMap<EventId, Counters>> {
    Ok(store::counters(conn, ids).await?)
}

/// The tags of an event, in the order of its organiser.
pub async fn tags(conn: &AsyncPgConnection, id: EventId) -> Result<Vec<crate::tags::Tag>> {
    Ok(store::tags_of(conn, &[id]).await?.remove(&id).unwrap_or_default())
}

/// Whom to ask about an event, in the order of its organiser.
pub async fn contacts(conn: &AsyncPgConnection, id: EventId) -> Result<Vec<ActorId>> {
    Ok(store::contacts_of(conn, &[id]).await?.remove(&id).unwrap_or_default())
}

/// The description of an event, as safe HTML; rows leave it out, since it is long.
pub async fn description(conn: &AsyncPgConnection, id: EventId) -> Result<String> {
    Ok(store::descriptions(conn, &[id]).await?.remove(&id).unwrap_or_default())
}
