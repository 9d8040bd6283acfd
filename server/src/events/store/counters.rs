//! How many take part. The counts are written by the slice `participation`; here are the seats.

use crate::kernel::prelude::*;
use farandole_schema::tables::event_counters;
use std::collections::HashMap;

/// How many take part, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = event_counters)]
pub struct Counters {
    pub event_id: EventId,
    pub capacity: Option<i32>,
    pub participant: i32,
    pub not_approved: i32,
    pub not_confirmed: i32,
    pub rejected: i32,
    pub moderator: i32,
    pub administrator: i32,
    pub creator: i32,
}

impl Counters {
    /// Everybody who comes, organisers among them.
    pub fn going(&self) -> i32 {
        self.participant + self.moderator + self.administrator + self.creator
    }

    /// Seats that are free; `None` without a limit.
    pub fn seats_left(&self) -> Option<i32> {
        self.capacity.map(|seats| (seats - self.participant).max(0))
    }
}

/// The counts of events.
pub async fn counters(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
) -> QueryResult<HashMap<EventId, Counters>> {
    let rows: Vec<Counters> = event_counters::table
        .filter(event_counters::event_id.eq_any(ids))
        .select(Counters::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.event_id, row)).collect())
}

/// Sets the seats, unless more people than that already have one; then returns how many have.
pub async fn set_capacity(
    tx: &mut AsyncPgConnection,
    id: EventId,
    seats: Option<i32>,
) -> QueryResult<Result<(), i32>> {
    let row = event_counters::table.find(id);
    let taken: i32 = row.select(event_counters::participant).for_update().first(&mut *tx).await?;
    if seats.is_some_and(|seats| seats < taken) {
        return Ok(Err(taken));
    }
    diesel::update(row).set(event_counters::capacity.eq(seats)).execute(tx).await?;
    Ok(Ok(()))
}
