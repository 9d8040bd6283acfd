//! Deleting an event.

use crate::app::App;
use crate::events::model::{Event, EventFact, Tombstone};
use crate::events::policy;
use crate::events::store;
use crate::events::words::Visibility;
use crate::kernel::db;
use crate::kernel::prelude::*;

/// Hours after which the row of a deleted event goes. Until then those who attended can be told.
pub const HOURS_TO_TELL: i64 = 12;

/// Deletes an event. It is gone for everybody at once; a draft leaves no trace.
pub async fn delete(app: &App, viewer: &Viewer, id: EventId) -> Result<()> {
    if !viewer.is_system() {
        viewer.require_account()?;
    }
    let mut conn = app.db.get().await?;
    db::transact(&mut conn, async |tx| {
        let seen = super::read_by_id(tx, viewer, id).await?;
        policy::delete(viewer, &seen.event)?;
        let (event, _) = store::lock(tx, id).await?.or_not_found("event")?;
        remove(app, tx, event).await
    })
    .await
}

/// Deletes an event that is locked, and says so.
pub(super) async fn remove(app: &App, tx: &mut AsyncPgConnection, event: Event) -> Result<()> {
    let id = event.id;
    if event.draft {
        store::remove(tx, id).await?;
        return Ok(());
    }
    store::mark_deleted(tx, id, app.now()).await?;
    store::unlist(tx, id).await?;
    store::bury(tx, &tombstone(&event, app.now())).await?;
    let Event { uuid, url, title, begins_on, .. } = event;
    app.emit(tx, EventFact::Deleted { id, uuid, url, title, begins_on }).await
}

/// Whoever has the address of an unlisted event could see it, and may learn that it is gone as well.
fn tombstone(event: &Event, deleted_at: DateTime<Utc>) -> Tombstone {
    let was_public = matches!(event.visibility, Visibility::Public | Visibility::Unlisted);
    Tombstone { uuid: event.uuid, url: event.url.clone(), was_public, deleted_at }
}

/// Removes the rows of events whose attenders had time to be told.
pub async fn remove_deleted(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    let before = app.now() - Duration::hours(HOURS_TO_TELL);
    store::remove_deleted_before(&mut conn, before).await?;
    Ok(())
}
