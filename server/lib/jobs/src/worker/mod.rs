//! The worker: takes jobs of its queues and runs them until it is stopped.

mod background;
mod queue;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncPgConnection, pooled_connection::deadpool::Pool};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, timeout_at},
};
use uuid::Uuid;

use crate::{Handlers, Schedules, lease::Lease};

/// Tells the time. Injected, so that a test can set it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How long a worker keeps jobs without a sign of life; it gives one three times as often, and as often looks for
/// what others have left: so within a minute somebody goes on.
const LEASE: TimeDelta = TimeDelta::seconds(45);

/// How long the last reports to the database may take beyond the patience of a stop.
const CLOSING: Duration = Duration::from_secs(5);

/// A queue and how much of it may run at once in one worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    name: String,
    concurrency: usize,
    per_lane: Option<i64>,
}

impl Queue {
    /// At most `concurrency` jobs (at least one) of the queue `name` at a time.
    pub fn new(name: impl Into<String>, concurrency: usize) -> Queue {
        Queue { name: name.into(), concurrency: concurrency.max(1), per_lane: None }
    }

    /// At most `limit` jobs of one lane are held at a time, by all workers together. Two workers
    /// that claim at the same instant may exceed it once.
    #[must_use]
    pub fn per_lane(self, limit: u32) -> Queue {
        Queue { per_lane: Some(i64::from(limit.max(1))), ..self }
    }
}

/// What all tasks of a worker share.
struct Shared<S> {
    pool: Pool<AsyncPgConnection>,
    clock: Clock,
    state: S,
    handlers: Handlers<S>,
    schedules: Schedules,
    lease: Lease,
}

impl<S> Shared<S> {
    fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Real time between two renewals of the lease.
    fn renewal(&self) -> Duration {
        (self.lease.length / 3).to_std().unwrap_or(Duration::from_secs(1))
    }
}

/// A worker that has not started yet.
pub struct Worker<S> {
    shared: Shared<S>,
    queues: Vec<Queue>,
}

impl<S: Clone + Send + Sync + 'static> Worker<S> {
    /// Runs jobs with `handlers`, each of which gets a clone of `state`.
    pub fn new(
        pool: Pool<AsyncPgConnection>,
        clock: Clock,
        state: S,
        handlers: Handlers<S>,
    ) -> Worker<S> {
        let lease = Lease { by: Uuid::new_v4(), length: LEASE };
        let schedules = Schedules::new();
        let shared = Shared { pool, clock, state, handlers, schedules, lease };
        Worker { shared, queues: Vec::new() }
    }

    /// Works on `queue` as well.
    #[must_use]
    pub fn queue(mut self, queue: Queue) -> Self {
        self.queues.push(queue);
        self
    }

    /// Enqueues what `schedules` say, unless another node has done so.
    #[must_use]
    pub fn schedules(mut self, schedules: Schedules) -> Self {
        self.shared.schedules = schedules;
        self
    }

    /// Starts to work, on tasks of the current tokio runtime. Besides short uses of the pool it
    /// holds one connection of its own, on which PostgreSQL announces new jobs.
    pub fn start(self) -> Running {
        let (stop, stopping) = watch::channel(None);
        let (wake, woken) = watch::channel(());
        let shared = Arc::new(self.shared);
        let mut queues = JoinSet::new();
        for queue in self.queues {
            queues.spawn(queue::run(shared.clone(), queue, woken.clone(), stopping.clone()));
        }
        let mut background = JoinSet::new();
        background.spawn(background::listen(shared.clone(), wake));
        background.spawn(background::reap(shared.clone()));
        background.spawn(background::follow_schedules(shared));
        Running { stop, queues, _background: background }
    }
}

/// A worker at work. Dropping it cuts everything off, like a crash: what ran is taken over by
/// another worker once the lease has ended.
pub struct Running {
    /// The moment by which everything has to be over, once that is known.
    stop: watch::Sender<Option<Instant>>,
    queues: JoinSet<()>,
    _background: JoinSet<()>,
}

impl Running {
    /// Takes no more jobs and waits up to `patience` for those that run. The others are cut off
    /// and given back, to be run by whoever works next.
    pub async fn stop(mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        self.stop.send_replace(Some(deadline));
        let closed = async {
            while let Some(ended) = self.queues.join_next().await {
                if let Err(error) = ended {
                    tracing::error!(%error, "a queue of jobs ended badly");
                }
            }
        };
        if timeout_at(deadline + CLOSING, closed).await.is_err() {
            tracing::warn!("the database does not answer; jobs are left to their lease");
        }
    }
}
