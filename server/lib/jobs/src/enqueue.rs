//! Asking for work, in the transaction of the change that it follows from.

use std::{
    collections::HashSet,
    sync::Mutex,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use diesel::{
    QueryResult,
    result::Error::SerializationError,
    sql_query,
    sql_types::{Array, Jsonb, Nullable, Text, Timestamptz},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

/// The longest payload, in bytes of JSON.
pub const PAYLOAD_MAX: usize = 1 << 20;

/// The channel that wakes sleeping workers.
pub(crate) const CHANNEL: &str = "farandole_jobs";

/// Work to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    pub(crate) queue: String,
    pub(crate) kind: String,
    pub(crate) payload: Value,
    pub(crate) lane: Option<String>,
    pub(crate) run_at: Option<DateTime<Utc>>,
    pub(crate) dedup_key: Option<String>,
}

impl NewJob {
    /// A job of `kind` that runs as soon as `queue` has room. `payload` is what the handler of the
    /// kind takes, at most [`PAYLOAD_MAX`] bytes of JSON; large things are named in it, not copied.
    pub fn new(queue: impl Into<String>, kind: impl Into<String>, payload: Value) -> NewJob {
        let (queue, kind) = (queue.into(), kind.into());
        NewJob { queue, kind, payload, lane: None, run_at: None, dedup_key: None }
    }

    /// Not before `time`.
    #[must_use]
    pub fn at(self, time: DateTime<Utc>) -> NewJob {
        NewJob { run_at: Some(time), ..self }
    }

    /// Ignored while another job with this key waits. If that one runs already, it runs once more
    /// afterwards, since it may have read what was true before this change.
    #[must_use]
    pub fn once(self, dedup_key: impl Into<String>) -> NewJob {
        NewJob { dedup_key: Some(dedup_key.into()), ..self }
    }

    /// Counts against the limit of `lane` (a host, say) in a queue that has [`crate::Queue::per_lane`].
    #[must_use]
    pub fn lane(self, lane: impl Into<String>) -> NewJob {
        NewJob { lane: Some(lane.into()), ..self }
    }
}

/// On conflict the row is locked even where nothing is to change: so nobody can take the waiting
/// job until the caller's change is visible to it.
const INSERT: &str = "
    INSERT INTO jobs (queue, kind, payload, lane, run_at, dedup_key, created_at)
    SELECT j.*, $7
    FROM unnest($1, $2, $3, $4, $5, $6) AS j (queue, kind, payload, lane, run_at, dedup_key)
    ON CONFLICT (dedup_key) WHERE dedup_key IS NOT NULL AND state <> 'dead'
    DO UPDATE SET again = true WHERE jobs.state = 'running'";

/// Writes `jobs` with one statement. They run after the transaction of `conn` has been committed,
/// at least once each; if it is rolled back they never existed.
///
/// # Errors
/// `SerializationError` for a payload over [`PAYLOAD_MAX`]; otherwise those of the database.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    jobs: &[NewJob],
) -> QueryResult<()> {
    let jobs = without_repeats(jobs);
    if jobs.is_empty() {
        return Ok(());
    }
    check_size(&jobs)?;
    let times: Vec<_> = jobs.iter().map(|job| job.run_at.unwrap_or(now)).collect();
    sql_query(INSERT)
        .bind::<Array<Text>, _>(column(&jobs, |job| &job.queue))
        .bind::<Array<Text>, _>(column(&jobs, |job| &job.kind))
        .bind::<Array<Jsonb>, _>(column(&jobs, |job| &job.payload))
        .bind::<Array<Nullable<Text>>, _>(column(&jobs, |job| &job.lane))
        .bind::<Array<Timestamptz>, _>(&times)
        .bind::<Array<Nullable<Text>>, _>(column(&jobs, |job| &job.dedup_key))
        .bind::<Timestamptz, _>(now)
        .execute(conn)
        .await?;
    if times.iter().any(|time| *time <= now) && wake_now(&LAST_WAKE, Instant::now()) {
        sql_query("SELECT pg_notify($1, '')").bind::<Text, _>(CHANNEL).execute(conn).await?;
    }
    Ok(())
}

fn column<'a, T>(jobs: &[&'a NewJob], of: impl Fn(&'a NewJob) -> &'a T) -> Vec<&'a T> {
    jobs.iter().map(|job| of(job)).collect()
}

/// The first job of each key, those with keys in the order of the keys: two transactions with the
/// same keys then wait for each other instead of blocking each other.
fn without_repeats(jobs: &[NewJob]) -> Vec<&NewJob> {
    let mut seen = HashSet::new();
    let mut kept: Vec<&NewJob> = jobs
        .iter()
        .filter(|job| job.dedup_key.as_ref().is_none_or(|key| seen.insert(key)))
        .collect();
    kept.sort_by_key(|job| &job.dedup_key);
    kept
}

fn check_size(jobs: &[&NewJob]) -> QueryResult<()> {
    for job in jobs {
        let size = job.payload.to_string().len();
        if size > PAYLOAD_MAX {
            let said = format!("the payload of a job `{}` has {size} bytes", job.kind);
            return Err(SerializationError(said.into()));
        }
    }
    Ok(())
}

/// Transactions that notify commit one after the other in PostgreSQL, flush included, so each of
/// them would cost a flush of its own. A worker that has just been woken looks again soon by
/// itself; waking it ten times a second is enough.
const WAKE_PAUSE: Duration = Duration::from_millis(100);

static LAST_WAKE: Mutex<Option<Instant>> = Mutex::new(None);

fn wake_now(last: &Mutex<Option<Instant>>, now: Instant) -> bool {
    let mut last = last.lock().expect("nothing panics while it holds this lock");
    let due = last.is_none_or(|last| now.saturating_duration_since(last) >= WAKE_PAUSE);
    if due {
        *last = Some(now);
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn workers_are_woken_at_most_ten_times_a_second() {
        let (last, start) = (Mutex::new(None), Instant::now());
        let at = |ms| wake_now(&last, start + Duration::from_millis(ms));
        assert_eq!([0, 50, 99, 100, 150, 300].map(at), [true, false, false, true, false, true]);
    }

    #[test]
    fn of_two_jobs_with_one_key_the_first_is_kept() {
        let job = |kind: &str| NewJob::new("q", kind, json!({}));
        let jobs = [job("a").once("2"), job("b").once("1"), job("c"), job("d").once("2"), job("e")];
        let kinds: Vec<_> = without_repeats(&jobs).iter().map(|job| job.kind.as_str()).collect();
        assert_eq!(kinds, ["c", "e", "b", "a"]);
    }
}
