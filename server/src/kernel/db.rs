//! The way to PostgreSQL: a pool of connections with the server's own time limits.

use super::error::{Error, Result};
use super::fail;
use super::secret::Random;
use diesel::connection::InstrumentationEvent;
use diesel::migration::MigrationSource;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// A connection of the pool; given back when dropped.
pub type Conn = Object<AsyncPgConnection>;

/// How long a request waits for a connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a job does: nobody waits for it.
const JOB_PATIENCE: Duration = Duration::from_secs(20);
/// What every connection is told at its start.
const SETTINGS: &str = "SET statement_timeout = '10s'; SET lock_timeout = '3s'; SET timezone = 'UTC'; \
    SET idle_in_transaction_session_timeout = '15s'; SET jit = off; \
    SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0";

/// The pool, and how many statements it has run.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    statements: Arc<AtomicU64>,
}

impl Db {
    /// Opens a pool of at most `size` connections for requests. Nothing is connected until the first is asked for.
    pub fn open(url: &str, size: usize) -> anyhow::Result<Self> {
        Self::pooled(url, size, PATIENCE, true)
    }

    /// The same for jobs: they wait longer, and no fail point is on their way.
    pub fn open_for_jobs(url: &str, size: usize) -> anyhow::Result<Self> {
        Self::pooled(url, size, JOB_PATIENCE, false)
    }

    fn pooled(url: &str, size: usize, patience: Duration, points: bool) -> anyhow::Result<Self> {
        let statements = Arc::new(AtomicU64::new(0));
        let counter = statements.clone();
        let mut config = ManagerConfig::default();
        // A connection that has died is known to be closed; asking each before its use would double the round trips.
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |url| {
            let (url, counter) = (url.to_owned(), counter.clone());
            Box::pin(async move {
                let mut conn = super::tls::connect(&url).await?;
                conn.batch_execute(SETTINGS)
                    .await
                    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                    watch(&counter, points, &event);
                });
                Ok(conn)
            })
        });
        let manager =
            AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(size)
            .runtime(deadpool::Runtime::Tokio1)
            .wait_timeout(Some(patience))
            .create_timeout(Some(patience))
            .build()?;
        Ok(Self { pool, statements })
    }

    /// A connection, or word that there is none to be had for a while.
    pub async fn get(&self) -> Result<Conn> {
        self.pool
            .get()
            .await
            .map_err(|cause| Error::Unavailable(anyhow::anyhow!("no database connection: {cause}")))
    }

    /// The pool itself, for the queue.
    pub fn pool(&self) -> &Pool<AsyncPgConnection> {
        &self.pool
    }

    /// Statements run so far by all connections; a test compares two readings.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Connections that are open, and those that wait for one.
    pub fn usage(&self) -> (usize, usize) {
        let status = self.pool.status();
        (status.size, status.waiting)
    }
}

/// Counts a statement, and stops at the two ends of a commit where a test says so.
fn watch(counter: &AtomicU64, points: bool, event: &InstrumentationEvent<'_>) {
    let commits = |query: &dyn std::fmt::Display| {
        points && fail::armed() && query.to_string().starts_with("COMMIT")
    };
    match event {
        InstrumentationEvent::StartQuery { query, .. } => {
            counter.fetch_add(1, Ordering::Relaxed);
            if commits(query) {
                fail::point(fail::BEFORE_COMMIT);
            }
        }
        InstrumentationEvent::FinishQuery { query, error: None, .. } if commits(query) => {
            fail::point(fail::AFTER_COMMIT);
        }
        _ => {}
    }
}

/// How often a unit of work is tried that collides with others.
const TRIES: u64 = 3;

/// Runs a unit of work in a transaction. Where PostgreSQL undoes it because of others that ran beside it (a deadlock, an
/// order that cannot be kept), it is run again after a moment, three times in all. So `work` may run more than once:
/// what it did to the database before is undone, what it did elsewhere is not. For whatever locks rows of several
/// tables while somebody waits; a job is tried again anyhow.
pub async fn transact<T, F>(conn: &mut Conn, work: F) -> Result<T>
where
    for<'r> F: AsyncFn(&'r mut AsyncPgConnection) -> Result<T>
        + Work<&'r mut AsyncPgConnection, Result<T>, Fut: Send>
        + Send
        + Sync,
    T: Send,
{
    let mut attempt = 1;
    loop {
        let done = (**conn).transaction(async |tx: &mut AsyncPgConnection| work(tx).await).await;
        match done {
            Err(cause) if attempt < TRIES && cause.collided() => {
                tracing::info!(attempt, error.cause = %cause, "a transaction collided with another");
            }
            done => return done,
        }
        tokio::time::sleep(pause(attempt)).await;
        attempt += 1;
    }
}

/// A few milliseconds, more each time, and other ones for everybody, so that those who collided do not meet again.
fn pause(attempt: u64) -> Duration {
    let [chance] = Random::system().bytes();
    Duration::from_millis(5 * attempt + u64::from(chance % 16))
}

/// What [`transact`] can run again: an async closure that keeps what it is given and what it finds. A bound on the
/// closure's future, which can only be named this way, says that it may move between threads.
pub trait Work<T, R>: AsyncFn(T) -> R + Fn(T) -> <Self as Work<T, R>>::Fut {
    /// One run.
    type Fut: Future<Output = R>;
}

impl<F, T, Fut, R> Work<T, R> for F
where
    F: AsyncFn(T) -> R + Fn(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}

/// Whether a connection is inside a transaction.
pub fn in_transaction(conn: &mut AsyncPgConnection) -> bool {
    use diesel_async::TransactionManager;
    <AsyncPgConnection as AsyncConnection>::TransactionManager::transaction_manager_status_mut(conn)
        .transaction_depth()
        .is_ok_and(|depth| depth.is_some())
}

type Harness = diesel_async::AsyncMigrationHarness<AsyncPgConnection>;
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs the migrations that the database has not seen, under an advisory lock, so that two nodes starting
/// together do it once. Returns their names.
pub async fn migrate(url: &str) -> anyhow::Result<Vec<String>> {
    let mut conn = super::tls::connect(url).await?;
    conn.batch_execute("SELECT pg_advisory_lock(7021701)").await?;
    with_harness(conn, |harness| {
        let mut ran = Vec::new();
        while harness.has_pending_migration(MIGRATIONS)? {
            ran.push(harness.run_next_migration(MIGRATIONS)?.to_string());
            fail::point(fail::IN_MIGRATION);
        }
        Ok(ran)
    })
    .await
}

/// Undoes every migration, newest first. For the test that the way back works.
pub async fn revert_all(url: &str) -> anyhow::Result<()> {
    let conn = super::tls::connect(url).await?;
    with_harness(conn, |harness| harness.revert_all_migrations(MIGRATIONS).map(drop)).await
}

/// The names of migrations that are still to run.
pub async fn pending(url: &str) -> anyhow::Result<Vec<String>> {
    let conn = super::tls::connect(url).await?;
    with_harness(conn, |harness| {
        let pending = harness.pending_migrations(MIGRATIONS)?;
        Ok(pending.iter().map(|migration| migration.name().to_string()).collect())
    })
    .await
}

/// How many migrations of this program the database has not seen, asked on an open connection.
pub async fn behind(conn: &mut AsyncPgConnection) -> Result<usize> {
    use diesel_async::RunQueryDsl;
    let seen: Vec<Version> =
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load(conn).await?;
    let seen: HashSet<String> = seen.into_iter().map(|row| row.version).collect();
    let ours = MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
        .map_err(|cause| anyhow::anyhow!("migrations: {cause}"))?;
    let missing =
        ours.iter().filter(|one| !seen.contains(&one.name().version().to_string())).count();
    Ok(missing)
}

#[derive(diesel::QueryableByName)]
struct Version {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// Diesel's migrations block, so they run on a thread that may.
async fn with_harness<R: Send + 'static>(
    conn: AsyncPgConnection,
    work: impl FnOnce(&mut Harness) -> Result<R, Failure> + Send + 'static,
) -> anyhow::Result<R> {
    tokio::task::spawn_blocking(move || work(&mut Harness::new(conn)))
        .await?
        .map_err(|cause| anyhow::anyhow!("migrations: {cause}"))
}
