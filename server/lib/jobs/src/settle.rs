//! Running what is due without a worker, for tests and commands; and what became of lost workers.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl, pooled_connection::deadpool::Pool};
use uuid::Uuid;

use crate::{
    Error, Handlers, Result,
    lease::{self, Lease, Outcome, Verdict},
    table::jobs,
};

/// More tries than this in one call mean that jobs breed.
const ENDLESS: usize = 3_000;
const BATCH: i64 = 100;

/// What [`run_due`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Tries, failed ones included.
    pub ran: usize,
    /// The tries that failed, in order.
    pub failed: Vec<Failure>,
}

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The job.
    pub id: i64,
    /// Its kind.
    pub kind: String,
    /// Why.
    pub error: String,
    /// When it will be tried again; `None` if it was given up.
    pub retry_at: Option<DateTime<Utc>>,
}

/// Runs every job that is due at `now`, one after the other, with those that they enqueue in turn,
/// until nothing due is left. Queues are taken by name, the jobs of a queue by age. What fails is
/// put off like in a worker, so it runs again only in a later call with a later `now`.
///
/// # Errors
/// [`Error::Endless`] after 3,000 tries.
pub async fn run_due<S: Clone + Send + Sync + 'static>(
    pool: &Pool<AsyncPgConnection>,
    handlers: &Handlers<S>,
    state: &S,
    now: DateTime<Utc>,
) -> Result<Settled> {
    let lease = Lease { by: Uuid::new_v4(), length: TimeDelta::minutes(10) };
    let mut conn = pool.get().await?;
    let mut settled = Settled::default();
    settled.note(&reap_once(&mut conn, handlers, lease, now).await?);
    loop {
        let queues: Vec<String> = jobs::table
            .filter(jobs::state.eq("ready").and(jobs::run_at.le(now)))
            .select(jobs::queue)
            .distinct()
            .order(jobs::queue)
            .load(&mut conn)
            .await?;
        let before = settled.ran;
        for queue in queues {
            for job in lease::claim(&mut conn, lease, &queue, None, BATCH, now).await? {
                settled.ran += 1;
                let outcome = [handlers.run(state, job, move || now).await];
                settled.note(&outcome);
                lease::finish(&mut conn, lease.by, &outcome, now).await?;
            }
        }
        // What is due all the same is asked for in a transaction that is still open.
        if settled.ran == before {
            return Ok(settled);
        }
        if settled.ran > ENDLESS {
            return Err(Error::Endless(settled.ran));
        }
    }
}

impl Settled {
    fn note(&mut self, outcomes: &[Outcome]) {
        for Outcome { id, verdict } in outcomes {
            if let Verdict::Failed { kind, error, retry_at, dead, .. } = verdict {
                let (kind, error) = (kind.clone(), error.clone());
                let retry_at = (!dead).then_some(*retry_at);
                self.failed.push(Failure { id: *id, kind, error, retry_at });
            }
        }
    }
}

/// Turns every lease that has ended into a failure of its job.
pub(crate) async fn reap_once<S: Clone + Send + Sync + 'static>(
    conn: &mut AsyncPgConnection,
    handlers: &Handlers<S>,
    lease: Lease,
    now: DateTime<Utc>,
) -> Result<Vec<Outcome>> {
    let mut reaped = Vec::new();
    loop {
        let abandoned = lease::take_over(conn, lease, now).await?;
        if abandoned.is_empty() {
            return Ok(reaped);
        }
        let outcomes: Vec<_> =
            abandoned.into_iter().map(|job| handlers.abandoned(job, now)).collect();
        lease::finish(conn, lease.by, &outcomes, now).await?;
        reaped.extend(outcomes);
    }
}
