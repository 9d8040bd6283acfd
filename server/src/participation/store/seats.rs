//! Seats and counts. A seat is one conditional UPDATE of the event's counters, whose row lock is held over one
//! commit; whoever changes a role moves the counts in the same transaction.
//!
//! Locks are taken in one order: event, participant, counters. A row is inserted after the counters, and deleted
//! after them too, so that nobody waits for whoever waits for them. Where mails are counted, that comes before the
//! counters too.

use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use diesel::sql_types::{BigInt, Binary, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use farandole_schema::tables::{event_counters, events};

/// A row to be.
#[derive(Debug, Clone)]
pub struct NewParticipant {
    pub uuid: Uuid,
    pub event_id: EventId,
    pub actor_id: ActorId,
    pub role: ParticipantRole,
    pub code: String,
    pub message: Option<String>,
    pub anonymous: Option<NewAnonymous>,
    pub now: DateTime<Utc>,
}

/// What only a person without an account has.
#[derive(Debug, Clone)]
pub struct NewAnonymous {
    pub name: Option<String>,
    pub email: String,
    pub email_key: String,
    pub lang: Lang,
    pub timezone: Option<String>,
    pub confirm_hash: Vec<u8>,
    pub manage_hash: Vec<u8>,
}

/// The event, held against being changed until the end of the transaction. Others may hold it at the same time.
/// It is taken before the counters, since whoever edits an event takes the two in that order.
pub async fn hold_event(
    tx: &mut AsyncPgConnection,
    id: EventId,
) -> QueryResult<Option<crate::events::Event>> {
    events::table
        .find(id)
        .filter(events::deleted_at.is_null())
        .select(crate::events::Event::as_select())
        .for_key_share()
        .first(tx)
        .await
        .optional()
}

/// The condition that a seat is free.
const FREE: &str = "(capacity IS NULL OR participant < capacity)";

/// Writes the row and counts it in one statement; `None` if every seat is taken. Whoever has a row already violates
/// a unique index, which undoes the counting too.
pub async fn insert(
    tx: &mut AsyncPgConnection,
    new: NewParticipant,
) -> QueryResult<Option<Participant>> {
    let column = new.role.as_str();
    let free = if new.role.organises() { "TRUE" } else { FREE };
    let (name, email, key, lang, zone, confirm, manage) = match new.anonymous {
        None => (None, None, None, None, None, None, None),
        Some(who) => (
            who.name,
            Some(who.email),
            Some(who.email_key),
            Some(who.lang.as_str()),
            who.timezone,
            Some(who.confirm_hash),
            Some(who.manage_hash),
        ),
    };
    diesel::sql_query(format!(
        "WITH seat AS (UPDATE event_counters SET {column} = {column} + 1 \
           WHERE event_id = $1 AND {free} RETURNING event_id) \
         INSERT INTO participants (event_id, uuid, actor_id, role, code, message, name, email, email_key, \
           locale, timezone, confirm_hash, manage_hash, created_at, updated_at) \
         SELECT event_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14 FROM seat RETURNING *"
    ))
    .bind::<BigInt, _>(new.event_id)
    .bind::<SqlUuid, _>(new.uuid)
    .bind::<BigInt, _>(new.actor_id)
    .bind::<Text, _>(new.role)
    .bind::<Text, _>(new.code)
    .bind::<Nullable<Text>, _>(new.message)
    .bind::<Nullable<Text>, _>(name)
    .bind::<Nullable<Text>, _>(email)
    .bind::<Nullable<Text>, _>(key)
    .bind::<Nullable<Text>, _>(lang)
    .bind::<Nullable<Text>, _>(zone)
    .bind::<Nullable<Binary>, _>(confirm)
    .bind::<Nullable<Binary>, _>(manage)
    .bind::<Timestamptz, _>(new.now)
    .get_result(tx)
    .await
    .optional()
}

/// Moves one from a count to another; `false` if that takes a seat and none is free. The row of the participant
/// must be locked.
pub async fn recount(
    tx: &mut AsyncPgConnection,
    event: EventId,
    from: ParticipantRole,
    to: ParticipantRole,
) -> QueryResult<bool> {
    if from == to {
        return Ok(true);
    }
    let free = if to == ParticipantRole::Participant { FREE } else { "TRUE" };
    let moved = diesel::sql_query(format!(
        "UPDATE event_counters SET {from} = {from} - 1, {to} = {to} + 1 WHERE event_id = $1 AND {free}"
    ))
    .bind::<BigInt, _>(event)
    .execute(tx)
    .await?;
    Ok(moved == 1)
}

/// Takes one out of a count. The row of the participant must be locked.
pub async fn uncount(
    tx: &mut AsyncPgConnection,
    event: EventId,
    role: ParticipantRole,
    by: i32,
) -> QueryResult<usize> {
    diesel::sql_query(format!("UPDATE event_counters SET {role} = {role} - $2 WHERE event_id = $1"))
        .bind::<BigInt, _>(event)
        .bind::<diesel::sql_types::Integer, _>(by)
        .execute(tx)
        .await
}

/// Seats that are free, read without a lock; `None` without a limit.
pub async fn seats_left(mut conn: &AsyncPgConnection, event: EventId) -> QueryResult<Option<i32>> {
    let row: Option<(Option<i32>, i32)> = event_counters::table
        .find(event)
        .select((event_counters::capacity, event_counters::participant))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.and_then(|(capacity, taken)| capacity.map(|seats| (seats - taken).max(0))))
}
