//! The projection that public lists read: writing it.

use crate::events::words::{Category, Status};
use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use farandole_schema::tables::{actors, addresses, event_upcoming, event_upcoming_tags};
use postgis_diesel::types::Point;

/// A row of the projection.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = event_upcoming, treat_none_as_null = true)]
pub struct Upcoming {
    pub event_id: EventId,
    pub begins_on: DateTime<Utc>,
    pub ends_on: DateTime<Utc>,
    pub sort_at: DateTime<Utc>,
    pub geog: Option<Point>,
    pub tile: Option<i32>,
    pub group_id: Option<ActorId>,
    pub category: Category,
    pub language: String,
    pub status: Status,
    pub online: bool,
    pub local: bool,
}

/// Where a place is.
pub async fn point_of(mut conn: &AsyncPgConnection, id: AddressId) -> QueryResult<Option<Point>> {
    let point = addresses::table.find(id).select(addresses::geog).first(&mut conn).await;
    Ok(point.optional()?.flatten())
}

/// Whether an organiser may be shown. Held until the transaction ends: nobody is suspended or retired between this
/// answer and the row that follows from it.
pub async fn hold_organizer(tx: &mut AsyncPgConnection, id: ActorId) -> QueryResult<bool> {
    let hidden: (Option<DateTime<Utc>>, Option<DateTime<Utc>>) = actors::table
        .find(id)
        .select((actors::suspended_at, actors::deleted_at))
        .for_share()
        .first(tx)
        .await?;
    Ok(hidden == (None, None))
}

/// Writes the row of an event, over the one that may be there, and its tags.
pub async fn list(tx: &mut AsyncPgConnection, row: &Upcoming, tags: &[TagId]) -> QueryResult<()> {
    diesel::insert_into(event_upcoming::table)
        .values(row)
        .on_conflict(event_upcoming::event_id)
        .do_update()
        .set(row)
        .execute(&mut *tx)
        .await?;
    let mine = event_upcoming_tags::event_id.eq(row.event_id);
    diesel::delete(event_upcoming_tags::table.filter(mine)).execute(&mut *tx).await?;
    let rows: Vec<_> = tags
        .iter()
        .map(|tag| {
            (
                event_upcoming_tags::tag_id.eq(*tag),
                event_upcoming_tags::sort_at.eq(row.sort_at),
                event_upcoming_tags::event_id.eq(row.event_id),
            )
        })
        .collect();
    diesel::insert_into(event_upcoming_tags::table).values(rows).execute(tx).await?;
    Ok(())
}

/// Takes an event out of the projection.
pub async fn unlist(tx: &mut AsyncPgConnection, id: EventId) -> QueryResult<usize> {
    diesel::delete(event_upcoming::table.find(id)).execute(tx).await
}

/// Takes out the events that have ended; at most `most`, so that no statement runs long.
pub async fn sweep(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> QueryResult<usize> {
    diesel::sql_query(
        "DELETE FROM event_upcoming WHERE event_id IN \
         (SELECT event_id FROM event_upcoming WHERE ends_on < $1 ORDER BY ends_on LIMIT $2)",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(most)
    .execute(conn)
    .await
}
