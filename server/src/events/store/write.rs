//! Writing events.

use crate::events::model::{Content, Event, Tombstone};
use crate::kernel::prelude::*;
use farandole_schema::tables::{event_counters, event_tombstones, events};

/// What an event gets once.
#[derive(Insertable)]
#[diesel(table_name = events)]
pub struct NewEvent {
    pub uuid: Uuid,
    pub url: String,
    pub created_at: DateTime<Utc>,
    #[diesel(embed)]
    pub content: Content,
}

/// Writes a new event, with its counters.
pub async fn insert(tx: &mut AsyncPgConnection, new: &NewEvent) -> QueryResult<Event> {
    let event: Event = diesel::insert_into(events::table)
        .values(new)
        .returning(Event::as_returning())
        .get_result(tx)
        .await?;
    diesel::insert_into(event_counters::table)
        .values((
            event_counters::event_id.eq(event.id),
            event_counters::capacity.eq(event.options.maximum_attendee_capacity),
        ))
        .execute(tx)
        .await?;
    Ok(event)
}

/// Writes what the organiser wrote.
pub async fn update(
    tx: &mut AsyncPgConnection,
    id: EventId,
    content: &Content,
) -> QueryResult<Event> {
    diesel::update(events::table.find(id))
        .set(content)
        .returning(Event::as_returning())
        .get_result(tx)
        .await
}

/// Marks an event as deleted.
pub async fn mark_deleted(
    tx: &mut AsyncPgConnection,
    id: EventId,
    at: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(events::table.find(id)).set(events::deleted_at.eq(at)).execute(tx).await
}

/// Removes the row.
pub async fn remove(tx: &mut AsyncPgConnection, id: EventId) -> QueryResult<usize> {
    diesel::delete(events::table.find(id)).execute(tx).await
}

/// Removes the rows of events that were deleted before a moment.
pub async fn remove_deleted_before(
    conn: &mut AsyncPgConnection,
    before: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::delete(events::table.filter(events::deleted_at.lt(before))).execute(conn).await
}

/// Keeps the address of a deleted event from being taken again.
pub async fn bury(tx: &mut AsyncPgConnection, tombstone: &Tombstone) -> QueryResult<usize> {
    diesel::insert_into(event_tombstones::table)
        .values(tombstone)
        .on_conflict_do_nothing()
        .execute(tx)
        .await
}
