//! What runs a job, and what its result means.

use std::{any::Any, collections::HashMap, future::Future, panic::AssertUnwindSafe, sync::Arc};

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{FutureExt, future::BoxFuture};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::Instrument;

use crate::{
    lease::{Claimed, Outcome, Verdict},
    limits::{Limits, Permanent, RetryAt},
};

/// What a handler is given besides the payload.
#[derive(Debug, Clone)]
pub struct Context<S> {
    /// Of the program: its handle to everything.
    pub state: S,
    /// The job that runs.
    pub job: JobInfo,
    /// When this try began, by the worker's clock.
    pub now: DateTime<Utc>,
}

/// The job that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobInfo {
    /// Its number, the same in every try.
    pub id: i64,
    /// Which handler it is for.
    pub kind: String,
    /// What must not be flooded.
    pub lane: Option<String>,
    /// How often it has failed before.
    pub attempts: i32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

type Run<S> = dyn Fn(Context<S>, Value) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync;

struct Handler<S> {
    run: Box<Run<S>>,
    limits: Limits,
}

/// The handlers by kind of job.
pub struct Handlers<S> {
    by_kind: HashMap<String, Arc<Handler<S>>>,
}

impl<S> Default for Handlers<S> {
    fn default() -> Self {
        Handlers { by_kind: HashMap::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Handlers<S> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// `run` does jobs of `kind`, within the usual [`Limits`]. It may run more than once for the
    /// same job, so doing it twice must be the same as doing it once.
    ///
    /// An error means another try later, unless it is (or wraps) a [`RetryAt`] or a [`Permanent`].
    /// A payload that `run` cannot read is permanent.
    ///
    /// # Panics
    /// When the kind has a handler already.
    #[must_use]
    pub fn on<P, F, Fut>(self, kind: impl Into<String>, run: F) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        F: Fn(Context<S>, P) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.on_within(Limits::default(), kind, run)
    }

    /// Like [`Handlers::on`] with limits of its own.
    ///
    /// # Panics
    /// When the kind has a handler already.
    #[must_use]
    pub fn on_within<P, F, Fut>(mut self, limits: Limits, kind: impl Into<String>, run: F) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        F: Fn(Context<S>, P) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let run: Box<Run<S>> =
            Box::new(move |context, payload| match serde_json::from_value(payload) {
                Ok(payload) => run(context, payload).boxed(),
                Err(error) => {
                    let unreadable = Permanent(format!("the payload cannot be read: {error}"));
                    std::future::ready(Err(unreadable.into())).boxed()
                }
            });
        let kind = kind.into();
        let before = self.by_kind.insert(kind.clone(), Arc::new(Handler { run, limits }));
        assert!(before.is_none(), "two handlers for jobs of kind `{kind}`");
        self
    }

    /// The kinds that have a handler, in order.
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<_> = self.by_kind.keys().map(String::as_str).collect();
        kinds.sort_unstable();
        kinds
    }

    /// Tries `job` once. Nothing a handler does, panics included, gets out of here but an outcome.
    pub(crate) fn run(
        &self,
        state: &S,
        job: Claimed,
        clock: impl Fn() -> DateTime<Utc> + Send + 'static,
    ) -> impl Future<Output = Outcome> + Send + 'static {
        let handler = self.by_kind.get(job.kind.as_str()).cloned();
        let state = state.clone();
        let span = tracing::info_span!("job", job.id = job.id, job.kind = job.kind);
        async move {
            let Claimed { id, kind, lane, attempts, created_at, payload, .. } = job;
            let limits = handler.as_ref().map_or_else(Limits::default, |found| found.limits);
            let info = JobInfo { id, kind, lane, attempts, created_at };
            let result = match handler {
                Some(handler) => {
                    let context = Context { state, job: info.clone(), now: clock() };
                    attempt(&handler, context, payload).await
                }
                None => Err(anyhow!("no handler for jobs of kind `{}`", info.kind)),
            };
            let steered = result.as_ref().is_err_and(|error| error.is::<RetryAt>());
            judge(&info, &limits, result, !steered, clock())
        }
        .instrument(span)
    }

    /// What becomes of a job whose worker vanished: it counts as a failure, since the job may be
    /// what killed the worker. The first time it is tried again at once: mostly it was not.
    pub(crate) fn abandoned(&self, job: Claimed, now: DateTime<Utc>) -> Outcome {
        let handler = self.by_kind.get(job.kind.as_str());
        let limits = handler.map_or_else(Limits::default, |found| found.limits);
        let Claimed { id, kind, lane, attempts, created_at, .. } = job;
        let info = JobInfo { id, kind, lane, attempts, created_at };
        let reason = "the worker vanished before it was done";
        let again = RetryAt { at: now, reason: reason.to_owned() };
        let cause = if info.attempts == 0 { again.into() } else { anyhow!(reason) };
        judge(&info, &limits, Err(cause), true, now)
    }
}

async fn attempt<S>(
    handler: &Handler<S>,
    context: Context<S>,
    payload: Value,
) -> anyhow::Result<()> {
    let limit = handler.limits.run_time;
    let work = AssertUnwindSafe(async { (handler.run)(context, payload).await }).catch_unwind();
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => Err(anyhow!("panicked: {}", panic_message(panic.as_ref()))),
        Err(_) => Err(anyhow!("cut off after {} s", limit.as_secs_f32())),
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("(no message)")
}

fn judge(
    job: &JobInfo,
    limits: &Limits,
    result: anyhow::Result<()>,
    counts: bool,
    now: DateTime<Utc>,
) -> Outcome {
    let Err(error) = result else { return Outcome { id: job.id, verdict: Verdict::Done } };
    let failures = job.attempts.saturating_add(1);
    let dead = match error.downcast_ref::<RetryAt>() {
        Some(_) => false,
        None => error.is::<Permanent>() || failures >= limits.attempts,
    };
    let retry_at = match error.downcast_ref::<RetryAt>() {
        // A time that has passed would make it spin.
        Some(steered) => steered.at.max(now + TimeDelta::seconds(1)),
        None => now + limits.pause(failures, job.id),
    };
    let error: String = format!("{error:#}").chars().filter(|c| *c != '\0').take(2000).collect();
    if counts {
        tracing::warn!(job.id, job.kind, failures, dead, %retry_at, error, "a job failed");
    } else {
        tracing::debug!(job.id, job.kind, %retry_at, error, "a job waits");
    }
    let kind = job.kind.clone();
    Outcome { id: job.id, verdict: Verdict::Failed { kind, error, retry_at, dead, counts } }
}
