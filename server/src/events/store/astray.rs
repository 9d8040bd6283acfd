//! What searches read of events, held against the events.

use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// What lists show, but for its time and its organiser.
const LISTED: &str = "e.visibility = 'public' AND NOT e.draft AND e.deleted_at IS NULL";

/// Events that are or might be listed, in the order of their ids after one.
pub async fn indexed_after(
    conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    after: EventId,
    most: i64,
) -> QueryResult<Vec<EventId>> {
    let candidates = format!(
        "SELECT e.id FROM events e WHERE e.id > $2 AND ( \
           EXISTS (SELECT FROM event_upcoming u WHERE u.event_id = e.id) \
           OR {LISTED} AND coalesce(e.ends_on, e.begins_on + interval '2 days') >= $1) \
         ORDER BY e.id LIMIT $3"
    );
    ids(conn, candidates, now, after, most).await
}

/// Events that are listed and should not be, or the other way round, or whose row or words are not up to date, in
/// the order of their ids after one. What has ended meanwhile is left to the sweep.
pub async fn astray_after(
    conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    after: EventId,
    most: i64,
) -> QueryResult<Vec<EventId>> {
    let astray = format!(
        "SELECT e.id FROM events e JOIN actors a ON a.id = e.organizer_id \
         LEFT JOIN event_upcoming u ON u.event_id = e.id LEFT JOIN event_upcoming_text t ON t.event_id = e.id \
         WHERE e.id > $2 AND CASE \
           WHEN u.event_id IS NULL THEN {LISTED} AND greatest(e.begins_on, e.ends_on) > $1 \
             AND a.suspended_at IS NULL AND a.deleted_at IS NULL \
           ELSE NOT ({LISTED}) OR a.suspended_at IS NOT NULL OR a.deleted_at IS NOT NULL \
             OR t.event_id IS NULL OR (u.begins_on, u.category, u.language, u.status) \
               <> (e.begins_on, e.category, e.language, e.status) END \
         ORDER BY e.id LIMIT $3"
    );
    ids(conn, astray, now, after, most).await
}

/// Organisers who are gone though something that they organised is still there.
pub async fn gone_organizers(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<ActorId>> {
    let gone = diesel::sql_query(
        "SELECT DISTINCT a.id FROM actors a JOIN events e ON e.organizer_id = a.id \
         WHERE a.deleted_at IS NOT NULL AND e.deleted_at IS NULL ORDER BY a.id LIMIT $1",
    );
    let rows: Vec<Id> = gone.bind::<BigInt, _>(most).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| ActorId(row.id)).collect())
}

async fn ids(
    mut conn: &AsyncPgConnection,
    sql: String,
    now: DateTime<Utc>,
    after: EventId,
    most: i64,
) -> QueryResult<Vec<EventId>> {
    let rows: Vec<Id> = diesel::sql_query(sql)
        .bind::<Timestamptz, _>(now)
        .bind::<BigInt, _>(after)
        .bind::<BigInt, _>(most)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| EventId(row.id)).collect())
}
