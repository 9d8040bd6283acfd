//! Jobs: whether something was given up, or waits for a worker that is not there.

use super::Finding;
use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use farandole_jobs::{QueueStats, stats};

/// Minutes after which what is due should have been done.
const LATE: i64 = 15;

/// Looks at what was given up and at what is late.
pub async fn examine(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> anyhow::Result<Finding> {
    Ok(verdict(&stats(conn, now).await?, now))
}

fn verdict(queues: &[QueueStats], now: DateTime<Utc>) -> Finding {
    let dead: i64 = queues.iter().map(|queue| queue.dead).sum();
    if dead > 0 {
        return Finding::warning(
            "jobs",
            format!("{dead} were given up, mails perhaps among them."),
            "`farandole jobs list` says why; then `farandole jobs retry` or `drop`.",
        );
    }
    let oldest = queues.iter().filter_map(|queue| queue.oldest_due).min();
    if oldest.is_some_and(|since| now - since > Duration::minutes(LATE)) {
        return Finding::warning(
            "jobs",
            "Work waits that nobody does: mails do not leave.",
            "Start `farandole serve`; with `--role web`, another one with `--role worker`.",
        );
    }
    Finding::ok("jobs", "Nothing was given up, and nothing waits for long.")
}
