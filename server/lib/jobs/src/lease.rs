//! Taking jobs for a while and giving them back: the SQL of the queue.
//!
//! A worker that takes jobs holds a lease on them. What it does not report before the lease ends
//! is given to another worker, so a killed worker loses nothing.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    QueryResult, QueryableByName, sql_query,
    sql_types::{
        Array, BigInt, Bool, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid,
    },
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

/// Who holds jobs and until when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lease {
    pub by: Uuid,
    pub length: TimeDelta,
}

/// A job that we hold.
#[derive(Debug, Clone, QueryableByName)]
pub(crate) struct Claimed {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub lane: Option<String>,
    #[diesel(sql_type = Jsonb)]
    pub payload: Value,
    #[diesel(sql_type = Integer)]
    pub attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    pub run_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
}

/// How a try ended.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub id: i64,
    pub verdict: Verdict,
}

#[derive(Debug, Clone)]
pub(crate) enum Verdict {
    Done,
    Failed {
        kind: String,
        error: String,
        retry_at: DateTime<Utc>,
        dead: bool,
        /// Whether it counts as a failure.
        counts: bool,
    },
}

const CLAIM: &str = "
    WITH next AS (
      SELECT id FROM jobs
      WHERE state = 'ready' AND queue = $1 AND run_at <= $2
      ORDER BY run_at, id LIMIT $3
      FOR UPDATE SKIP LOCKED)
    UPDATE jobs SET state = 'running', locked_until = $4, locked_by = $5
    FROM next WHERE jobs.id = next.id
    RETURNING jobs.id, kind, lane, payload, attempts, run_at, created_at";

/// Looks further than it takes, so that one long lane does not hide the others behind it, and
/// leaves full lanes out. Two claims at the same moment may exceed the limit of a lane by what one
/// of them took.
const CLAIM_BY_LANE: &str = "
    WITH busy AS (
      SELECT lane, count(*) AS jobs FROM jobs
      WHERE state = 'running' AND queue = $1 AND lane IS NOT NULL GROUP BY lane),
    seen AS (
      SELECT id, lane, run_at FROM jobs
      WHERE state = 'ready' AND queue = $1 AND run_at <= $2
        AND (lane IS NULL OR lane NOT IN (SELECT lane FROM busy WHERE jobs >= $6))
      ORDER BY run_at, id LIMIT $3 * 8),
    placed AS (
      SELECT seen.id, run_at, seen.lane, coalesce(busy.jobs, 0)
        + row_number() OVER (PARTITION BY seen.lane ORDER BY run_at, seen.id) AS place
      FROM seen LEFT JOIN busy ON busy.lane = seen.lane),
    chosen AS (
      SELECT id FROM placed WHERE lane IS NULL OR place <= $6 ORDER BY run_at, id LIMIT $3),
    next AS (
      SELECT id FROM jobs
      WHERE id IN (SELECT id FROM chosen) AND state = 'ready' AND run_at <= $2
      FOR UPDATE SKIP LOCKED)
    UPDATE jobs SET state = 'running', locked_until = $4, locked_by = $5
    FROM next WHERE jobs.id = next.id
    RETURNING jobs.id, kind, jobs.lane, payload, attempts, jobs.run_at, created_at";

/// Takes up to `most` due jobs of `queue`, oldest first.
pub(crate) async fn claim(
    conn: &mut AsyncPgConnection,
    lease: Lease,
    queue: &str,
    per_lane: Option<i64>,
    most: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Claimed>> {
    let query = sql_query(if per_lane.is_some() { CLAIM_BY_LANE } else { CLAIM })
        .bind::<Text, _>(queue)
        .bind::<Timestamptz, _>(now)
        .bind::<BigInt, _>(most)
        .bind::<Timestamptz, _>(now + lease.length)
        .bind::<SqlUuid, _>(lease.by);
    let mut claimed: Vec<Claimed> = match per_lane {
        Some(per_lane) => query.bind::<BigInt, _>(per_lane).load(conn).await?,
        None => query.load(conn).await?,
    };
    claimed.sort_by_key(|job| (job.run_at, job.id));
    Ok(claimed)
}

/// Rows that a transaction is just asking for once more are left for the next time: waiting for
/// them while holding others could block both sides for good.
const FINISH: &str = "
    WITH held AS (
      SELECT id, again FROM jobs WHERE id = ANY ($1) AND locked_by = $2 FOR UPDATE SKIP LOCKED),
    result AS (
      SELECT held.id, held.again, error, retry_at, dead, counts
      FROM unnest($1, $3, $4, $5, $7) AS given (id, error, retry_at, dead, counts) JOIN held USING (id)),
    done AS (
      DELETE FROM jobs USING result
      WHERE jobs.id = result.id AND result.error IS NULL AND NOT result.again),
    back AS (
      UPDATE jobs SET
        state = CASE WHEN result.dead AND NOT result.again THEN 'dead' ELSE 'ready' END,
        run_at = CASE WHEN result.again THEN $6 ELSE result.retry_at END,
        attempts = CASE WHEN result.again THEN 0 ELSE attempts + result.counts::int END,
        last_error = result.error, again = false, locked_until = NULL, locked_by = NULL
      FROM result
      WHERE jobs.id = result.id AND (result.error IS NOT NULL OR result.again))
    SELECT id FROM jobs WHERE id = ANY ($1) AND locked_by = $2 AND id NOT IN (SELECT id FROM held)";

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Deletes what is done and puts back what failed, with one statement. Returns the jobs that could
/// not be touched at this moment; what somebody else holds by now is left alone.
pub(crate) async fn finish(
    conn: &mut AsyncPgConnection,
    by: Uuid,
    outcomes: &[Outcome],
    now: DateTime<Utc>,
) -> QueryResult<Vec<i64>> {
    let ids: Vec<_> = outcomes.iter().map(|outcome| outcome.id).collect();
    let mut errors = Vec::with_capacity(ids.len());
    let mut times = Vec::with_capacity(ids.len());
    let mut deaths = Vec::with_capacity(ids.len());
    let mut counted = Vec::with_capacity(ids.len());
    for outcome in outcomes {
        let (error, time, dead, counts) = match &outcome.verdict {
            Verdict::Done => (None, now, false, false),
            Verdict::Failed { error, retry_at, dead, counts, .. } => {
                (Some(error.as_str()), *retry_at, *dead, *counts)
            }
        };
        errors.push(error);
        times.push(time);
        deaths.push(dead);
        counted.push(counts);
    }
    let left: Vec<Id> = sql_query(FINISH)
        .bind::<Array<BigInt>, _>(ids)
        .bind::<SqlUuid, _>(by)
        .bind::<Array<Nullable<Text>>, _>(errors)
        .bind::<Array<Timestamptz>, _>(times)
        .bind::<Array<Bool>, _>(deaths)
        .bind::<Timestamptz, _>(now)
        .bind::<Array<Bool>, _>(counted)
        .load(conn)
        .await?;
    Ok(left.into_iter().map(|row| row.id).collect())
}

/// Keeps `ids` for another length of the lease.
pub(crate) async fn renew(
    conn: &mut AsyncPgConnection,
    lease: Lease,
    ids: Vec<i64>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let renew = "
        WITH held AS (
          SELECT id FROM jobs WHERE id = ANY ($1) AND locked_by = $2 FOR UPDATE SKIP LOCKED)
        UPDATE jobs SET locked_until = $3 FROM held WHERE jobs.id = held.id";
    let query = sql_query(renew)
        .bind::<Array<BigInt>, _>(ids)
        .bind::<SqlUuid, _>(lease.by)
        .bind::<Timestamptz, _>(now + lease.length);
    query.execute(conn).await.map(drop)
}

/// Takes over up to 100 jobs whose lease has ended, with a lease of our own.
pub(crate) async fn take_over(
    conn: &mut AsyncPgConnection,
    lease: Lease,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Claimed>> {
    let take_over = "
        WITH expired AS (
          SELECT id FROM jobs WHERE state = 'running' AND locked_until < $1
          ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
        UPDATE jobs SET locked_until = $2, locked_by = $3 FROM expired WHERE jobs.id = expired.id
        RETURNING jobs.id, kind, lane, payload, attempts, run_at, created_at";
    sql_query(take_over)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(now + lease.length)
        .bind::<SqlUuid, _>(lease.by)
        .load(conn)
        .await
}

/// Gives all jobs of `queue` back that `by` holds, as if they had not been taken.
pub(crate) async fn release(
    conn: &mut AsyncPgConnection,
    by: Uuid,
    queue: &str,
) -> QueryResult<usize> {
    let release = "
        UPDATE jobs SET state = 'ready', again = false, locked_until = NULL, locked_by = NULL
        WHERE state = 'running' AND queue = $1 AND locked_by = $2";
    sql_query(release).bind::<Text, _>(queue).bind::<SqlUuid, _>(by).execute(conn).await
}
