//! What becomes of events when their organiser is hidden, shown again, or gone.

use super::delete::remove;
use super::index::index;
use crate::actors;
use crate::app::App;
use crate::events::model::Event;
use crate::events::store;
use crate::kernel::prelude::*;

/// Events of one transaction.
const ROWS: i64 = 50;

/// Makes the events of an organiser follow what has become of them: gone, they go too, and those who attend are
/// told; suspended or not, they are listed accordingly. Doing it again changes nothing.
pub async fn follow_organiser(app: &App, organizer: ActorId) -> Result<()> {
    let actor = actors::find(&*app.db.get().await?, organizer).await?;
    let gone = actor.is_none_or(|actor| actor.deleted_at.is_some());
    let mut after = EventId(0);
    loop {
        let mut conn = app.db.get().await?;
        let last = conn
            .transaction(async |tx| {
                let events = store::lock_organised_after(tx, organizer, after, ROWS).await?;
                let last = events.last().map(|event| event.id);
                for event in events {
                    follow(app, tx, event, gone).await?;
                }
                Ok::<_, Error>(last)
            })
            .await?;
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}

async fn follow(app: &App, tx: &mut AsyncPgConnection, event: Event, gone: bool) -> Result<()> {
    if gone { remove(app, tx, event).await } else { index(app, tx, &event).await }
}
