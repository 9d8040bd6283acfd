//! The SQL of feeds. What strangers read goes through [`shown`], which is the policy of events as SQL.

use crate::events::{Door, Event, visible};
use crate::kernel::prelude::*;
use diesel::sql_types::{Array, BigInt, Timestamptz};
use farandole_schema::tables::{actors, events};
use std::collections::HashMap;

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: EventId,
}

fn ids(rows: Vec<Id>) -> Vec<EventId> {
    rows.into_iter().map(|row| row.id).collect()
}

/// Somebody without an account.
fn stranger() -> Viewer {
    Viewer::nobody(Lang::En, None)
}

/// The events with these ids that strangers find in lists, in this order.
pub async fn shown(mut conn: &AsyncPgConnection, ids: &[EventId]) -> Result<Vec<Event>> {
    let rows: Vec<Event> = events::table
        .filter(events::id.eq_any(ids))
        .filter(visible(&stranger(), Door::List))
        .select(Event::as_select())
        .load(&mut conn)
        .await?;
    let mut rows: HashMap<EventId, Event> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

/// What is published here and listed: the soonest of what is not over, then the latest of what was over since
/// `since`.
pub async fn local_around(
    mut conn: &AsyncPgConnection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<EventId>> {
    let upcoming: Vec<Id> = diesel::sql_query(
        "SELECT event_id AS id FROM event_upcoming WHERE local AND ends_on >= $1 ORDER BY sort_at LIMIT $2",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(most)
    .load(&mut conn)
    .await?;
    let mut found = ids(upcoming);
    let room = most - i64::try_from(found.len()).unwrap_or(most);
    let past: Vec<Id> = diesel::sql_query(
        "SELECT id FROM events WHERE visibility = 'public' AND NOT draft AND deleted_at IS NULL \
           AND origin IS NULL AND begins_on BETWEEN $1 AND $2 AND coalesce(ends_on, begins_on) < $2 \
           AND id <> ALL ($3) \
         ORDER BY begins_on DESC, id LIMIT $4",
    )
    .bind::<Timestamptz, _>(since)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<BigInt>, _>(found.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind::<BigInt, _>(room)
    .load(&mut conn)
    .await?;
    found.extend(ids(past));
    Ok(found)
}

/// What was published here and listed last, the newest first.
pub async fn local_newest(mut conn: &AsyncPgConnection, most: i64) -> Result<Vec<EventId>> {
    let newest: Vec<Id> = diesel::sql_query(
        "SELECT id FROM events WHERE visibility = 'public' AND NOT draft AND deleted_at IS NULL \
           AND origin IS NULL AND published_at IS NOT NULL \
         ORDER BY published_at DESC, id LIMIT $1",
    )
    .bind::<BigInt, _>(most)
    .load(&mut conn)
    .await?;
    Ok(ids(newest))
}

/// What this actor organises in its own name and strangers may find, if it was not over by `since`: the soonest
/// first, or the newest.
pub async fn organised(
    mut conn: &AsyncPgConnection,
    by: ActorId,
    since: DateTime<Utc>,
    newest: bool,
    most: i64,
) -> Result<Vec<Event>> {
    let ends = diesel::dsl::sql::<diesel::sql_types::Bool>("coalesce(ends_on, begins_on) >= ")
        .bind::<Timestamptz, _>(since);
    let theirs = events::table
        .filter(events::organizer_id.eq(by).and(events::attributed_to_id.is_null()))
        .filter(ends)
        .filter(visible(&stranger(), Door::List))
        .limit(most)
        .select(Event::as_select())
        .into_boxed();
    let ordered = if newest {
        theirs.order((events::published_at.desc(), events::id))
    } else {
        theirs.order((events::begins_on.asc(), events::id))
    };
    Ok(ordered.load(&mut conn).await?)
}

/// What these identities attend or organise, if it was not over by `since`: the soonest first, or what was changed
/// last. Whether they may still see it is asked after.
pub async fn attended(
    mut conn: &AsyncPgConnection,
    by: &[ActorId],
    since: DateTime<Utc>,
    changed: bool,
    most: i64,
) -> Result<Vec<EventId>> {
    let order = if changed { "e.updated_at DESC" } else { "e.begins_on" };
    let attended: Vec<Id> = diesel::sql_query(format!(
        "SELECT e.id FROM events e WHERE NOT e.draft AND e.deleted_at IS NULL \
           AND coalesce(e.ends_on, e.begins_on) >= $1 \
           AND e.id IN (SELECT p.event_id FROM participants p WHERE p.actor_id = ANY ($2) AND p.email_key IS NULL \
               AND p.role IN ('participant', 'moderator', 'administrator', 'creator') \
             UNION SELECT o.id FROM events o WHERE o.organizer_id = ANY ($2)) \
         ORDER BY {order}, e.id LIMIT $3"
    ))
    .bind::<Timestamptz, _>(since)
    .bind::<Array<BigInt>, _>(by.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind::<BigInt, _>(most)
    .load(&mut conn)
    .await?;
    Ok(ids(attended))
}

/// Whether an identity of somebody here lets everybody see what it does.
pub async fn open(mut conn: &AsyncPgConnection, actor: ActorId) -> Result<bool> {
    let somebodys = actors::table.find(actor).filter(actors::user_id.is_not_null());
    let visibility: Option<String> =
        somebodys.select(actors::visibility).first(&mut conn).await.optional()?;
    Ok(visibility.is_some_and(|word| word == "public" || word == "unlisted"))
}

/// The living identities of an account.
pub async fn identities(mut conn: &AsyncPgConnection, user: UserId) -> Result<Vec<ActorId>> {
    let alive = actors::deleted_at.is_null().and(actors::suspended_at.is_null());
    let theirs = actors::table.filter(actors::user_id.eq(user).and(alive));
    Ok(theirs.order(actors::id).limit(100).select(actors::id).load(&mut conn).await?)
}
