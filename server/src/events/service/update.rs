//! Changing an event.

use super::apply::{self, apply, tags_after};
use crate::app::App;
use crate::events::change::EventChange;
use crate::events::model::{Changed, Content, Event, EventFact};
use crate::events::policy;
use crate::events::projection::project;
use crate::events::store;
use crate::events::words::Status;
use crate::kernel::db;
use crate::kernel::prelude::*;
use crate::tags::Tag;

/// The code of a refusal: the event is not any more what the change was made from.
pub const CHANGED: &str = "event_changed";

/// Changes what the change names and leaves the rest. Publishing a draft is `draft: false`; there is no way back.
pub async fn update(app: &App, viewer: &Viewer, id: EventId, change: EventChange) -> Result<Event> {
    if !viewer.is_system() {
        viewer.require_account()?;
    }
    let mut change = change.checked()?;
    if let Some(organizer) = change.organizer {
        viewer.act_as(organizer)?;
    }
    let (tags, contacts) = (change.tags.take(), change.contacts.take());
    let mut conn = app.db.get().await?;
    db::transact(&mut conn, async |tx| {
        let seen = super::read_by_id(tx, viewer, id).await?;
        policy::edit(viewer, &seen.event)?;
        let (_, before) = store::lock(tx, id).await?.or_not_found("event")?;
        if change.unchanged_since.is_some_and(|seen| seen != before.updated_at) {
            return Err(Error::conflict(CHANGED, Message::new("error-events-changed")));
        }
        let mut after = before.clone();
        apply(app, tx, &mut after, change.clone()).await?;
        // Later with each change, whatever the clock says: it is what a state is known by.
        after.updated_at = after.updated_at.max(before.updated_at + Duration::microseconds(1));
        if after.draft && !before.draft {
            let problem = Message::new("error-events-published");
            return Err(Error::invalid("draft", problem));
        }
        let changed = Changed::between(&before, &after);
        if !before.draft && (!changed.is_empty() || otherwise_in_calendars(&before, &after)) {
            after.sequence += 1;
        }
        if before.draft && !after.draft {
            after.published_at = Some(app.now());
        }
        set_seats(tx, id, &before, &after).await?;
        let event = store::update(tx, id, &after).await?;
        let (tags, contacts) = (tags.clone(), contacts.clone());
        hang(app, tx, viewer, Hung { id, tags, contacts, before: &before, after: &after }).await?;
        project(tx, app.now(), &event).await?;
        if let Some(fact) = fact(id, &before, &after, changed) {
            app.emit(tx, fact).await?;
        }
        Ok(event)
    })
    .await
}

/// Whether calendars show it otherwise though it is no news: which hours are shown, and where people meet online.
fn otherwise_in_calendars(before: &Content, after: &Content) -> bool {
    let shown = |content: &Content| {
        let options = &content.options;
        (options.show_start_time, options.show_end_time, options.is_online)
    };
    let calls = |content: &Content| -> Vec<String> {
        content.metadata.meetings().map(str::to_owned).collect()
    };
    shown(before) != shown(after) || calls(before) != calls(after)
}

/// What follows from a change: nothing for a draft.
fn fact(id: EventId, before: &Content, after: &Content, changed: Changed) -> Option<EventFact> {
    let called_off = after.status == Status::Cancelled && before.status != Status::Cancelled;
    match (before.draft, after.draft) {
        (_, true) => None,
        (true, false) => Some(EventFact::Published { id }),
        (false, false) if called_off => Some(EventFact::Cancelled { id, changed }),
        (false, false) => Some(EventFact::Updated { id, changed }),
    }
}

/// Nobody who has a seat loses it by a change of their number.
async fn set_seats(
    tx: &mut AsyncPgConnection,
    id: EventId,
    before: &Content,
    after: &Content,
) -> Result<()> {
    let seats = after.options.maximum_attendee_capacity;
    if before.options.maximum_attendee_capacity == seats {
        return Ok(());
    }
    store::set_capacity(tx, id, seats).await?.map_err(|taken| {
        let problem = Message::new("error-events-capacity-taken").with("taken", taken);
        Error::invalid("maximumAttendeeCapacity", problem)
    })
}

/// New lists for an event.
struct Hung<'a> {
    id: EventId,
    tags: Option<Vec<String>>,
    contacts: Option<Vec<ActorId>>,
    before: &'a Content,
    after: &'a Content,
}

async fn hang(app: &App, tx: &mut AsyncPgConnection, viewer: &Viewer, new: Hung<'_>) -> Result<()> {
    let id = new.id;
    if new.tags.is_some() || new.before.description != new.after.description {
        let old = store::tags_of(tx, &[id]).await?.remove(&id).unwrap_or_default();
        let old = old.into_iter().map(|Tag { title, .. }| title).collect();
        let tags = tags_after(tx, app.now(), new.tags, old, &new.after.description).await?;
        store::set_tags(tx, id, &tags).await?;
    }
    if let Some(given) = new.contacts {
        let old = store::contacts_of(tx, &[id]).await?.remove(&id).unwrap_or_default();
        let contacts = apply::contacts(viewer, &given, &old)?;
        store::set_contacts(tx, id, &contacts).await?;
    }
    Ok(())
}
