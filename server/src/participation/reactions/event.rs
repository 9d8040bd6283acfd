//! What follows when an event is published, changed, called off or deleted.

use super::tell::{self, News, Tell};
use crate::app::App;
use crate::events::{self, Changed, Event, EventFact, Status};
use crate::kernel::prelude::*;
use crate::participation::mails::still_true;
use crate::participation::service::seat_organiser;
use crate::participation::store;
use crate::worker;
use farandole_jobs::NewJob;
use serde::{Deserialize, Serialize};

/// The kind of the job that tells what has changed.
pub const CHANGES: &str = "participation.changes";
/// Minutes in which edits become one mail. When less is left before the event begins, it leaves at once.
const MINUTES: i64 = 30;

/// What the job that tells what has changed needs to know.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Changes {
    event: EventId,
}

/// Seats the organiser, and has those who take part told.
pub async fn on_event(app: App, fact: EventFact) -> Result<()> {
    match fact {
        EventFact::Published { id } => seat_organiser(&app, id).await,
        EventFact::Updated { id, changed } => {
            seat_organiser(&app, id).await?;
            changed_later(&app, id, changed).await
        }
        EventFact::Cancelled { id, .. } => {
            seat_organiser(&app, id).await?;
            let mut conn = app.db.get().await?;
            let Some(event) = events::find(&conn, id).await? else { return Ok(()) };
            if event.status != Status::Cancelled || event.ended(app.now()) {
                return Ok(());
            }
            conn.transaction(async |tx| {
                store::take_change(tx, id).await?;
                tell::enqueue(&app, tx, Tell::all(id, News::Cancelled)).await
            })
            .await
        }
        EventFact::Deleted { id, .. } => deleted(&app, id).await,
    }
}

/// Notes what was true before, for the mail to come.
async fn changed_later(app: &App, id: EventId, changed: Changed) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some(event) = events::find(&conn, id).await? else { return Ok(()) };
    if changed.is_empty() || event.ended(app.now()) {
        return Ok(());
    }
    let mut before = serde_json::to_value(changed)?;
    if let Some(values) = before.as_object_mut() {
        values.retain(|_, value| !value.is_null());
    }
    let due = due(&event, app.now());
    // A mail that cannot wait must not be held back by one that waits already.
    let key =
        if due > app.now() { format!("{CHANGES}.{id}") } else { format!("{CHANGES}.{id}.now") };
    let job = NewJob::new(worker::WORK, CHANGES, serde_json::to_value(Changes { event: id })?);
    conn.transaction(async |tx| {
        store::note_change(tx, id, &before, app.now()).await?;
        farandole_jobs::enqueue(tx, app.now(), &[job.at(due).once(key)]).await?;
        Ok(())
    })
    .await
}

/// When those who attend are told.
fn due(event: &Event, now: DateTime<Utc>) -> DateTime<Utc> {
    let later = now + Duration::minutes(MINUTES);
    if event.begins_on <= later { now } else { later }
}

/// Has those who take part told what has changed since they were told last, unless it was changed back.
pub async fn tell_changes(app: App, job: Changes) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some(before) = store::take_change(tx, job.event).await? else { return Ok(()) };
        let Some(event) = events::find(tx, job.event).await? else { return Ok(()) };
        let before = still_true(serde_json::from_value(before)?, &event);
        let moot = event.status == Status::Cancelled && before.status.is_none();
        if before.is_empty() || moot || event.ended(app.now()) {
            return Ok(());
        }
        let news = News::Changed { before: Box::new(before), sequence: event.sequence };
        tell::enqueue(&app, tx, Tell::all(event.id, news)).await
    })
    .await
}

/// Tells of an event that is deleted, unless it was over or had been called off already.
async fn deleted(app: &App, id: EventId) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some(event) = events::find_even_deleted(&conn, id).await? else { return Ok(()) };
    if event.ended(app.now()) || event.status == Status::Cancelled {
        return Ok(());
    }
    conn.transaction(async |tx| tell::enqueue(app, tx, Tell::all(id, News::Deleted)).await).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_names_the_event_alone() {
        let job = serde_json::to_value(Changes { event: EventId(3) }).expect("plain data");
        assert_eq!(job, serde_json::json!({ "event": 3 }));
    }
}
