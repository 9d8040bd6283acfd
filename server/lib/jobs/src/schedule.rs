//! Tasks that come back: at each slot of a cron expression one node enqueues the task.

use chrono::{DateTime, Utc};
use croner::{
    Cron,
    parser::{CronParser, Seconds},
};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::{NewJob, enqueue::enqueue, table::job_slots};

/// A cron expression that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{pattern}` is not a time plan: {reason}")]
pub struct BadPattern {
    /// What was given.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

#[derive(Debug, Clone)]
struct Task {
    cron: Cron,
    queue: String,
    kind: String,
}

/// The tasks that come back.
#[derive(Debug, Clone, Default)]
pub struct Schedules {
    tasks: Vec<Task>,
}

impl Schedules {
    /// None yet.
    pub fn new() -> Schedules {
        Schedules::default()
    }

    /// Enqueues a job of `kind` into `queue` at each slot of `pattern`, a cron expression of five
    /// fields (minute, hour, day, month, weekday) in UTC. Its payload is `{"slot": <RFC 3339>}`.
    ///
    /// # Errors
    /// When the pattern cannot be read.
    ///
    /// # Panics
    /// When the kind is scheduled already.
    pub fn every(
        mut self,
        pattern: &str,
        queue: impl Into<String>,
        kind: impl Into<String>,
    ) -> Result<Schedules, BadPattern> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).build();
        let cron = parser.parse(pattern).map_err(|error| BadPattern {
            pattern: pattern.to_owned(),
            reason: error.to_string(),
        })?;
        let (queue, kind) = (queue.into(), kind.into());
        assert!(self.tasks.iter().all(|task| task.kind != kind), "two plans for `{kind}`");
        self.tasks.push(Task { cron, queue, kind });
        Ok(self)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Enqueues each task whose last slot at `now` no node has enqueued yet, and returns how many.
    /// After a pause only the last of the missed slots is made up for. A task that was never seen
    /// before waits for its next slot.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tick(
        &self,
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<usize> {
        let seen: Vec<(String, DateTime<Utc>)> = job_slots::table.load(conn).await?;
        let mut enqueued = 0;
        for task in &self.tasks {
            let Ok(slot) = task.cron.find_previous_occurrence(&now, true) else { continue };
            let last = seen.iter().find(|(name, _)| *name == task.kind);
            if last.is_none_or(|(_, last)| *last < slot) && task.advance(conn, slot, now).await? {
                enqueued += 1;
            }
        }
        Ok(enqueued)
    }
}

impl Task {
    /// Whether it was us who moved the task to `slot`; then its job is written along.
    async fn advance(
        &self,
        conn: &mut AsyncPgConnection,
        slot: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        conn.transaction(async |conn| {
            let older = job_slots::table.find(&self.kind).filter(job_slots::slot.lt(slot));
            let moved =
                diesel::update(older).set(job_slots::slot.eq(slot)).execute(&mut *conn).await? == 1;
            if moved {
                let job = NewJob::new(&self.queue, &self.kind, json!({ "slot": slot }));
                enqueue(conn, now, &[job]).await?;
            } else {
                let first = (job_slots::task.eq(&self.kind), job_slots::slot.eq(slot));
                let insert = diesel::insert_into(job_slots::table).values(first);
                insert.on_conflict_do_nothing().execute(conn).await?;
            }
            Ok(moved)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_makes_no_sense_is_refused_with_its_text() {
        for pattern in ["", "every day", "61 * * * *", "* * * * * *"] {
            let said = Schedules::new().every(pattern, "q", "k").unwrap_err().to_string();
            assert!(said.contains(&format!("`{pattern}`")), "{said}");
        }
    }
}
