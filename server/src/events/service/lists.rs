//! Lists of events.

use crate::app::App;
use crate::events::likeness;
use crate::events::model::Event;
use crate::events::store::{self, Around, Listing};
use crate::kernel::prelude::*;
use std::collections::HashMap;

/// The events of an organiser, newest first: all of them for themselves, the listed ones for others.
pub async fn organised_by(
    app: &App,
    viewer: &Viewer,
    organizer: ActorId,
    page: Page,
) -> Result<Paged<Event>> {
    let conn = app.db.get().await?;
    let mut found = store::organised_by(&conn, viewer, &[organizer], page).await?;
    Ok(found.remove(&organizer).unwrap_or_else(Paged::empty))
}

/// What an organiser lists and is not over, the soonest first: so many of them around a place in that list.
pub async fn coming_of(
    app: &App,
    viewer: &Viewer,
    organizer: ActorId,
    around: Around,
    most: i64,
) -> Result<Vec<Event>> {
    let conn = app.db.get().await?;
    Ok(store::coming_of(&conn, viewer, organizer, (app.now(), around, most)).await?)
}

/// The viewer's own drafts, the one worked on last first.
pub async fn drafts(app: &App, viewer: &Viewer, page: Page) -> Result<Paged<Event>> {
    let account = viewer.require_account()?;
    let conn = app.db.get().await?;
    Ok(store::drafts(&conn, &account.actors, page).await?)
}

/// What is listed for everybody and is not over.
pub async fn listed(
    app: &App,
    viewer: &Viewer,
    listing: &Listing,
    page: Page,
) -> Result<Paged<Event>> {
    let conn = app.db.get().await?;
    Ok(store::listed(&conn, viewer, app.now(), listing, page).await?)
}

/// The events to show beside each of these.
pub async fn related(
    app: &App,
    viewer: &Viewer,
    beside: &[EventId],
) -> Result<HashMap<EventId, Vec<Event>>> {
    let conn = app.db.get().await?;
    let mut candidates: HashMap<EventId, Vec<likeness::Candidate>> = HashMap::new();
    for (id, candidate) in store::candidates(&conn, app.now(), beside).await? {
        candidates.entry(id).or_default().push(candidate);
    }
    let chosen: HashMap<EventId, Vec<EventId>> =
        candidates.into_iter().map(|(id, candidates)| (id, likeness::choose(candidates))).collect();
    let all: Vec<EventId> = chosen.values().flatten().copied().collect();
    let rows = store::in_order(&conn, viewer, &all).await?;
    let rows: HashMap<EventId, Event> = rows.into_iter().map(|row| (row.id, row)).collect();
    let shown = |ids: Vec<EventId>| ids.iter().filter_map(|id| rows.get(id).cloned()).collect();
    Ok(chosen.into_iter().map(|(id, ids)| (id, shown(ids))).collect())
}
