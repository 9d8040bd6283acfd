//! Keeping what searches read equal to the events: their words after each change, all of it when somebody asks for
//! it, and every night what has gone astray.

use crate::app::App;
use crate::events::model::Event;
use crate::events::projection::project;
use crate::events::store;
use crate::kernel::prelude::*;

/// Events whose ids are read at once.
const ROWS: i64 = 500;

/// Writes the words of an event for the search. The event is held meanwhile: of two quick edits the words of the
/// second stay, in whatever order their jobs run.
pub async fn write_words(app: &App, id: EventId) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| match store::hold(tx, id).await? {
        Some(event) => words(tx, &event).await,
        None => Ok(()),
    })
    .await
}

/// Writes everything that lists and searches read of an event which is held: its row, its tags, its words.
pub(super) async fn index(app: &App, tx: &mut AsyncPgConnection, event: &Event) -> Result<()> {
    project(tx, app.now(), event).await?;
    words(tx, event).await
}

async fn words(tx: &mut AsyncPgConnection, event: &Event) -> Result<()> {
    if let Some(words) = store::words(tx, event.id).await? {
        store::write_words(tx, event.id, &words).await?;
    }
    Ok(())
}

/// Writes anew what lists and searches read of all events. Returns how many it looked at.
pub async fn reindex(app: &App) -> Result<usize> {
    let mut done = 0;
    let mut after = EventId(0);
    loop {
        let ids = store::indexed_after(&*app.db.get().await?, app.now(), after, ROWS).await?;
        let Some(last) = ids.last() else { return Ok(done) };
        after = *last;
        done += mend(app, &ids).await?;
    }
}

/// Every night: mends what lists and searches read wrongly, and takes up what a crash may have left of organisers
/// who are gone. Says so in the log, since neither should be needed.
pub async fn check(app: App) -> Result<()> {
    let mut after = EventId(0);
    loop {
        let ids = store::astray_after(&*app.db.get().await?, app.now(), after, ROWS).await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        tracing::warn!(events = ids.len(), "lists had gone astray and are mended");
        mend(&app, &ids).await?;
    }
    let gone = store::gone_organizers(&*app.db.get().await?, ROWS).await?;
    for organizer in gone {
        super::follow_organiser(&app, organizer).await?;
    }
    Ok(())
}

/// Each event in a transaction of its own, so that nobody who edits one waits for long.
async fn mend(app: &App, ids: &[EventId]) -> Result<usize> {
    let mut conn = app.db.get().await?;
    for id in ids {
        conn.transaction(async |tx| match store::hold(tx, *id).await? {
            Some(event) => index(app, tx, &event).await,
            None => Ok(store::unlist(tx, *id).await.map(drop)?),
        })
        .await?;
    }
    Ok(ids.len())
}
