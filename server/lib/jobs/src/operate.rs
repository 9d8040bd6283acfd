//! For operators: what waits, what was given up, and what to do about it.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text, Timestamptz},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use crate::table::jobs;

/// A job as it is stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = jobs, check_for_backend(diesel::pg::Pg))]
#[non_exhaustive]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// Which limit it counts against.
    pub queue: String,
    /// Which handler runs it.
    pub kind: String,
    /// What must not be flooded.
    pub lane: Option<String>,
    /// What the handler is told.
    pub payload: Value,
    /// At most one job of a key waits or runs.
    pub dedup_key: Option<String>,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// How often it has failed.
    pub attempts: i32,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// Up to `limit` jobs that wait for their time or for a worker, those that come first first.
///
/// # Errors
/// Those of the database.
pub async fn waiting(conn: &mut AsyncPgConnection, limit: i64) -> QueryResult<Vec<Job>> {
    let waiting = jobs::table.filter(jobs::state.eq("ready"));
    let ordered = waiting.order((jobs::run_at, jobs::id)).limit(limit);
    ordered.select(Job::as_select()).load(conn).await
}

/// Up to `limit` jobs that were given up, with numbers above `after`, in the order of the numbers.
///
/// # Errors
/// Those of the database.
pub async fn dead(conn: &mut AsyncPgConnection, after: i64, limit: i64) -> QueryResult<Vec<Job>> {
    let dead = jobs::table.filter(jobs::state.eq("dead").and(jobs::id.gt(after)));
    dead.order(jobs::id).limit(limit).select(Job::as_select()).load(conn).await
}

/// Gives a dead job all its tries again, from `now` on. Returns whether there was such a job.
///
/// # Errors
/// Those of the database.
pub async fn retry(conn: &mut AsyncPgConnection, id: i64, now: DateTime<Utc>) -> QueryResult<bool> {
    // Its key may belong to a newer job by now.
    let retry = "
        UPDATE jobs SET state = 'ready', attempts = 0, run_at = $2,
          dedup_key = CASE WHEN EXISTS (
            SELECT FROM jobs AS newer WHERE newer.dedup_key = jobs.dedup_key AND newer.state <> 'dead')
            THEN NULL ELSE dedup_key END
        WHERE id = $1 AND state = 'dead'";
    let query = sql_query(retry).bind::<BigInt, _>(id).bind::<Timestamptz, _>(now);
    query.execute(conn).await.map(|rows| rows == 1)
}

/// Has the waiting job of a key run at `time` at the latest. Returns whether there was one to hasten.
///
/// # Errors
/// Those of the database.
pub async fn hasten(
    conn: &mut AsyncPgConnection,
    dedup_key: &str,
    time: DateTime<Utc>,
) -> QueryResult<bool> {
    let waits = jobs::table
        .filter(jobs::dedup_key.eq(dedup_key))
        .filter(jobs::state.eq("ready").and(jobs::run_at.gt(time)));
    diesel::update(waits).set(jobs::run_at.eq(time)).execute(conn).await.map(|rows| rows > 0)
}

/// Deletes a dead job. Returns whether there was such a job.
///
/// # Errors
/// Those of the database.
pub async fn drop_dead(conn: &mut AsyncPgConnection, id: i64) -> QueryResult<bool> {
    let dead = jobs::table.filter(jobs::id.eq(id).and(jobs::state.eq("dead")));
    diesel::delete(dead).execute(conn).await.map(|rows| rows == 1)
}

/// Deletes up to `most` dead jobs whose last try was to be followed by one before `time`, and returns how many those
/// were: the number is `most` as long as there may be more.
///
/// # Errors
/// Those of the database.
pub async fn drop_old(
    conn: &mut AsyncPgConnection,
    time: DateTime<Utc>,
    most: i64,
) -> QueryResult<usize> {
    let drop = "
        DELETE FROM jobs WHERE id IN (
          SELECT id FROM jobs WHERE state = 'dead' AND run_at < $1 ORDER BY id LIMIT $2)
          AND state = 'dead'";
    sql_query(drop).bind::<Timestamptz, _>(time).bind::<BigInt, _>(most).execute(conn).await
}

/// How a queue stands.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
#[non_exhaustive]
pub struct QueueStats {
    /// The queue.
    #[diesel(sql_type = Text)]
    pub queue: String,
    /// Jobs that could run now and wait for a worker.
    #[diesel(sql_type = BigInt)]
    pub due: i64,
    /// Jobs whose time has not come.
    #[diesel(sql_type = BigInt)]
    pub later: i64,
    /// Jobs that a worker holds.
    #[diesel(sql_type = BigInt)]
    pub running: i64,
    /// Jobs that were given up.
    #[diesel(sql_type = BigInt)]
    pub dead: i64,
    /// Since when the first of the due ones could run.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub oldest_due: Option<DateTime<Utc>>,
}

/// How every queue with jobs stands at `now`, by name. Reads the whole table: for metrics every
/// few seconds, not for every request.
///
/// # Errors
/// Those of the database.
pub async fn stats(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<Vec<QueueStats>> {
    let stats = "
        SELECT queue,
          count(*) FILTER (WHERE state = 'ready' AND run_at <= $1) AS due,
          count(*) FILTER (WHERE state = 'ready' AND run_at > $1) AS later,
          count(*) FILTER (WHERE state = 'running') AS running,
          count(*) FILTER (WHERE state = 'dead') AS dead,
          min(run_at) FILTER (WHERE state = 'ready' AND run_at <= $1) AS oldest_due
        FROM jobs GROUP BY queue ORDER BY queue";
    sql_query(stats).bind::<Timestamptz, _>(now).load(conn).await
}
