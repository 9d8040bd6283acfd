//! One queue of a worker: claim, run, report.

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::watch,
    task::{JoinError, JoinSet},
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout_at},
};

use super::{Queue, Shared};
use crate::{
    Result,
    lease::{self, Claimed, Outcome},
};

/// The most jobs one claim takes. Larger ones gain nothing (measured).
const BATCH_MAX: usize = 100;
/// A batch that is gone faster than this may be followed by one twice as large.
const BATCH_QUICK: Duration = Duration::from_secs(1);
/// After work or a wake-up we look again this soon, since of many enqueuers only some wake us;
/// then ever more rarely, down to once a second.
const LOOK_SOON: Duration = Duration::from_millis(100);
const LOOK_SELDOM: Duration = Duration::from_secs(1);

/// Works on `queue` until `stopping` carries a moment, or its sender is gone.
pub(super) async fn run<S: Clone + Send + Sync + 'static>(
    shared: Arc<Shared<S>>,
    queue: Queue,
    mut woken: watch::Receiver<()>,
    mut stopping: watch::Receiver<Option<Instant>>,
) {
    let mut desk = Desk::new(shared, queue);
    let mut renewal = interval(desk.shared.renewal());
    renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        desk.fill().await;
        tokio::select! {
            _ = stopping.changed() => break,
            Some(ended) = desk.running.join_next() => desk.report(ended).await,
            Ok(()) = woken.changed() => desk.look_soon(),
            () = sleep_until(desk.next_look) => desk.look_again().await,
            _ = renewal.tick() => desk.renew().await,
        }
    }
    let deadline = stopping.borrow().unwrap_or_else(Instant::now);
    desk.close(deadline).await;
}

struct Desk<S> {
    shared: Arc<Shared<S>>,
    queue: Queue,
    /// Claimed and not begun.
    waiting: VecDeque<Claimed>,
    running: JoinSet<Outcome>,
    /// Ended and not yet reported.
    outcomes: Vec<Outcome>,
    /// All of the three above.
    held: HashSet<i64>,
    batch: usize,
    claimed_at: Instant,
    /// Whether there may be something to claim.
    hungry: bool,
    pause: Duration,
    next_look: Instant,
}

impl<S: Clone + Send + Sync + 'static> Desk<S> {
    fn new(shared: Arc<Shared<S>>, queue: Queue) -> Self {
        let (batch, now) = (queue.concurrency.min(BATCH_MAX), Instant::now());
        Desk {
            shared,
            queue,
            waiting: VecDeque::new(),
            running: JoinSet::new(),
            outcomes: Vec::new(),
            held: HashSet::new(),
            batch,
            claimed_at: now,
            hungry: true,
            pause: LOOK_SOON,
            next_look: now + LOOK_SOON,
        }
    }

    /// Starts what there is room for.
    async fn fill(&mut self) {
        while self.running.len() < self.queue.concurrency {
            if self.waiting.is_empty() && self.hungry {
                self.claim().await;
            }
            let Some(job) = self.waiting.pop_front() else { return };
            let clock = self.shared.clock.clone();
            let work = self.shared.handlers.run(&self.shared.state, job, move || clock());
            self.running.spawn(work);
        }
    }

    async fn claim(&mut self) {
        let least = self.queue.concurrency.min(BATCH_MAX);
        let quick = self.claimed_at.elapsed() < BATCH_QUICK;
        self.batch = if quick { (self.batch * 2).min(BATCH_MAX) } else { least };
        let claimed = match self.claim_batch().await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, queue = self.queue.name, "no jobs could be claimed");
                self.hungry = false;
                return;
            }
        };
        self.claimed_at = Instant::now();
        self.hungry = !claimed.is_empty();
        if self.hungry {
            self.look_later(LOOK_SOON);
        }
        self.held.extend(claimed.iter().map(|job| job.id));
        self.waiting.extend(claimed);
    }

    async fn claim_batch(&self) -> Result<Vec<Claimed>> {
        let Shared { pool, lease, .. } = &*self.shared;
        let Queue { name, per_lane, .. } = &self.queue;
        let most = i64::try_from(self.batch).unwrap_or(1);
        let mut conn = pool.get().await?;
        Ok(lease::claim(&mut conn, *lease, name, *per_lane, most, self.shared.now()).await?)
    }

    /// Notes how a job ended, with all others that have ended by now, and tells the database once.
    async fn report(&mut self, ended: std::result::Result<Outcome, JoinError>) {
        self.note(ended);
        while let Some(ended) = self.running.try_join_next() {
            self.note(ended);
        }
        self.flush().await;
        // A lane may have room again.
        self.hungry |= self.queue.per_lane.is_some();
    }

    fn note(&mut self, ended: std::result::Result<Outcome, JoinError>) {
        match ended {
            Ok(outcome) => self.outcomes.push(outcome),
            // Only when cut off; the lease or `close` gives the job back.
            Err(error) => tracing::debug!(%error, "a job did not end by itself"),
        }
    }

    async fn flush(&mut self) {
        if self.outcomes.is_empty() {
            return;
        }
        match self.finish().await {
            Ok(left) => {
                for outcome in &self.outcomes {
                    self.held.remove(&outcome.id);
                }
                self.held.extend(&left);
                self.outcomes.retain(|outcome| left.contains(&outcome.id));
            }
            Err(error) => {
                tracing::warn!(%error, queue = self.queue.name, "ended jobs not yet reported");
            }
        }
    }

    async fn finish(&self) -> Result<Vec<i64>> {
        let mut conn = self.shared.pool.get().await?;
        let by = self.shared.lease.by;
        Ok(lease::finish(&mut conn, by, &self.outcomes, self.shared.now()).await?)
    }

    fn look_later(&mut self, pause: Duration) {
        self.pause = pause;
        self.next_look = Instant::now() + pause;
    }

    fn look_soon(&mut self) {
        self.hungry = true;
        self.look_later(LOOK_SOON);
    }

    async fn look_again(&mut self) {
        self.hungry = true;
        self.look_later((self.pause * 2).min(LOOK_SELDOM));
        self.flush().await;
    }

    async fn renew(&self) {
        if self.held.is_empty() {
            return;
        }
        let renewed = async {
            let mut conn = self.shared.pool.get().await?;
            let ids = self.held.iter().copied().collect();
            Result::Ok(lease::renew(&mut conn, self.shared.lease, ids, self.shared.now()).await?)
        };
        if let Err(error) = renewed.await {
            tracing::warn!(%error, queue = self.queue.name, "the lease on jobs was not renewed");
        }
    }

    /// Waits for what runs until `deadline`, then gives everything back.
    async fn close(mut self, deadline: Instant) {
        self.waiting.clear();
        while let Ok(Some(ended)) = timeout_at(deadline, self.running.join_next()).await {
            self.report(ended).await;
        }
        self.running.shutdown().await;
        self.flush().await;
        let released = async {
            let mut conn = self.shared.pool.get().await?;
            Result::Ok(lease::release(&mut conn, self.shared.lease.by, &self.queue.name).await?)
        };
        match released.await {
            Ok(0) => {}
            Ok(jobs) => tracing::info!(jobs, queue = self.queue.name, "jobs given back"),
            Err(error) => tracing::warn!(%error, queue = self.queue.name, "jobs not given back"),
        }
    }
}
