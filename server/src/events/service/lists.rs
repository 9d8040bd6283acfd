//! Lists of an organiser's events.

use crate::app::App;
use crate::events::model::Event;
use crate::events::store;
use crate::kernel::prelude::*;

/// The events of an organiser, newest first: all of them for themselves, the listed ones for others.
pub async fn organised_by(
    app: &App,
    viewer: &Viewer,
    organizer: ActorId,
    page: Page,
) -> Result<Paged<Event>> {
    let conn = app.db.get().await?;
    Ok(store::organised_by(&conn, viewer, organizer, page).await?)
}

/// The viewer's own drafts, the one worked on last first.
pub async fn drafts(app: &App, viewer: &Viewer, page: Page) -> Result<Paged<Event>> {
    let account = viewer.require_account()?;
    let conn = app.db.get().await?;
    Ok(store::drafts(&conn, &account.actors, page).await?)
}
