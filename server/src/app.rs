//! [`App`]: the handle that everyone may hold. [`Plugs`]: what the slices have plugged into it.

use crate::kernel::activity::{Activity, Outcome};
use crate::kernel::clock::Clock;
use crate::kernel::config::Config;
use crate::kernel::crowd::Crowd;
use crate::kernel::db::Db;
use crate::kernel::error::Result;
use crate::kernel::fact::{self, Fact};
use crate::kernel::memo::Memo;
use crate::kernel::net::Network;
use crate::kernel::rate::{self, Limit};
use crate::kernel::secret::{Random, ServerKey};
use crate::kernel::viewer::Viewer;
use crate::platform::blob::Blobs;
use crate::platform::mail::Mailer;
use diesel_async::AsyncPgConnection;
use farandole_geocode::Geocoder;
use farandole_jobs::Limits;
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

/// Everything that a request or a job needs, cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
#[derive(Clone)]
pub struct Parts {
    pub config: Config,
    pub db: Db,
    /// One connection for those who ask how the server is: they are answered when all others are taken.
    pub health: Db,
    pub clock: Clock,
    pub random: Random,
    /// The server's own key.
    pub key: ServerKey,
    /// The only way out to other servers.
    pub http: farandole_wire::Client,
    /// Pictures and other files.
    pub blobs: Blobs,
    /// Who turns words into places.
    pub geocoder: Arc<dyn Geocoder>,
    /// The way out for mail.
    pub mailer: Mailer,
    /// Networks whose word on the client's address is believed.
    pub proxies: Vec<Network>,
    pub plugs: Arc<Plugs>,
    /// Answers that may be a little old.
    pub memo: Arc<Memo>,
    /// Who has how many requests under way.
    pub crowd: Crowd,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The same app on other connections.
    #[must_use]
    pub fn on(&self, db: Db) -> Self {
        Self::new(Parts { db, ..Parts::clone(self) })
    }

    /// The present moment.
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.clock.now()
    }

    /// Writes a fact beside the change it tells of; `tx` is that change's transaction. A fact that nobody reacts
    /// to is not written.
    pub async fn emit<F: Fact>(&self, tx: &mut AsyncPgConnection, fact: F) -> Result<()> {
        if self.plugs.reactions_to(F::KIND).is_empty() {
            return Ok(());
        }
        fact::emit(tx, self.now(), &fact).await
    }

    /// What one process keeps of a type: made empty when it is first asked for.
    pub fn shared<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.memo.shared()
    }

    /// Counts one hit against a limit and refuses the one too many, unless the limits are off.
    pub async fn hit(&self, viewer: &Viewer, limit: Limit, key: &str) -> Result<()> {
        if !self.config.limits_on() {
            return Ok(());
        }
        let mut conn = self.db.get().await?;
        rate::hit(&mut conn, self.now(), viewer, limit, self.key.mark("rate", key)).await
    }

    /// The same in a transaction: what is undone is not counted, so that a job that is tried again counts once. The lock
    /// on the count is held to its end.
    pub async fn hit_within(
        &self,
        tx: &mut AsyncPgConnection,
        viewer: &Viewer,
        limit: Limit,
        key: &str,
    ) -> Result<()> {
        if !self.config.limits_on() {
            return Ok(());
        }
        rate::hit(tx, self.now(), viewer, limit, self.key.mark("rate", key)).await
    }

    /// Counted for the client's address.
    pub async fn hit_client(&self, viewer: &Viewer, limit: Limit) -> Result<()> {
        self.hit(viewer, limit, &rate::client(viewer.ip)).await
    }
}

/// What a job or a reaction does. It may run twice; doing it twice must do no harm.
pub type Handler =
    Arc<dyn Fn(App, serde_json::Value) -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// What a slice does with an activity of another server. It may run twice.
pub type Receiver = Arc<dyn Fn(App, Activity) -> BoxFuture<'static, Result<Outcome>> + Send + Sync>;

/// Something that runs by the clock.
#[derive(Clone)]
pub struct Schedule {
    /// The name of the task: one node runs each slot.
    pub name: &'static str,
    /// When, as a cron expression in UTC.
    pub cron: &'static str,
}

/// What the slices have plugged in: reactions to facts, jobs of their own, and what runs by the clock.
#[derive(Default)]
pub struct Plugs {
    reactions: HashMap<&'static str, Vec<&'static str>>,
    handlers: HashMap<String, Handler>,
    receivers: HashMap<&'static str, Vec<Receiver>>,
    limits: HashMap<&'static str, Limits>,
    schedules: Vec<Schedule>,
}

impl Plugs {
    /// Has `react` called with every fact of its type. `name` is the reaction's own, stable name.
    pub fn on<F: Fact, R>(&mut self, name: &'static str, react: fn(App, F) -> R)
    where
        R: Future<Output = Result<()>> + Send + 'static,
    {
        self.reactions.entry(F::KIND).or_default().push(name);
        self.insert(format!("react:{name}"), react);
    }

    /// Has `work` called with the payload of every job of this kind.
    pub fn job<P: DeserializeOwned + Send + 'static, R>(
        &mut self,
        kind: &'static str,
        work: fn(App, P) -> R,
    ) where
        R: Future<Output = Result<()>> + Send + 'static,
    {
        self.insert(kind.to_owned(), work);
    }

    /// The same for work that is tried more often, or for longer, than is usual.
    pub fn job_within<P: DeserializeOwned + Send + 'static, R>(
        &mut self,
        limits: Limits,
        kind: &'static str,
        work: fn(App, P) -> R,
    ) where
        R: Future<Output = Result<()>> + Send + 'static,
    {
        self.job(kind, work);
        self.limits.insert(kind, limits);
    }

    /// Has `take` asked about every activity of this type that comes in, after those that were plugged in before
    /// it and left it.
    pub fn receive<R>(&mut self, kind: &'static str, take: fn(App, Activity) -> R)
    where
        R: Future<Output = Result<Outcome>> + Send + 'static,
    {
        let receiver: Receiver = Arc::new(move |app, activity| Box::pin(take(app, activity)));
        self.receivers.entry(kind).or_default().push(receiver);
    }

    /// The kinds of activities that somebody takes.
    #[cfg(test)]
    pub fn received(&self) -> std::collections::BTreeSet<&'static str> {
        self.receivers.keys().copied().collect()
    }

    /// Those who are asked about activities of a type, in their order.
    pub fn receivers_of(&self, kind: &str) -> &[Receiver] {
        self.receivers.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Has `work` called by the clock, by one node a slot.
    pub fn every<R>(&mut self, cron: &'static str, name: &'static str, work: fn(App) -> R)
    where
        R: Future<Output = Result<()>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |app, _| Box::pin(work(app)));
        self.handlers.insert(format!("every:{name}"), handler);
        self.schedules.push(Schedule { name, cron });
    }

    fn insert<P: DeserializeOwned + Send + 'static, R>(
        &mut self,
        kind: String,
        work: fn(App, P) -> R,
    ) where
        R: Future<Output = Result<()>> + Send + 'static,
    {
        let handler: Handler =
            Arc::new(move |app, payload| match serde_json::from_value(payload) {
                Ok(payload) => Box::pin(work(app, payload)),
                Err(cause) => Box::pin(async move { Err(cause.into()) }),
            });
        let before = self.handlers.insert(kind.clone(), handler);
        assert!(before.is_none(), "two handlers for jobs of kind {kind}");
    }

    /// The names of the reactions to a kind of fact.
    pub fn reactions_to(&self, kind: &str) -> &[&'static str] {
        self.reactions.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Every kind of fact that somebody reacts to.
    pub fn fact_kinds(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.reactions.keys().copied()
    }

    /// Every handler, by the kind of its jobs.
    pub fn handlers(&self) -> &HashMap<String, Handler> {
        &self.handlers
    }

    /// How often and how long jobs of a kind are tried.
    pub fn limits_of(&self, kind: &str) -> Limits {
        self.limits.get(kind).copied().unwrap_or_default()
    }

    /// What runs by the clock.
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }
}
