//! The way to PostgreSQL: a pool of connections with the server's own time limits.

use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// A connection of the pool; given back when dropped.
pub type Conn = Object<AsyncPgConnection>;

/// The pool, and how many statements it has run.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    statements: Arc<AtomicU64>,
}

impl Db {
    /// Opens a pool of at most `size` connections. Nothing is connected until the first is asked for.
    pub fn open(url: &str, size: usize) -> anyhow::Result<Self> {
        use diesel_async::pooled_connection::ManagerConfig;
        let statements = Arc::new(AtomicU64::new(0));
        let counter = statements.clone();
        let mut config = ManagerConfig::default();
        // A connection that has died says so at its first use; asking before each would double the round trips.
        config.recycling_method = diesel_async::pooled_connection::RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |url| {
            let (url, counter) = (url.to_owned(), counter.clone());
            Box::pin(async move {
                let mut conn = super::tls::connect(&url).await?;
                conn.batch_execute(
                    "SET statement_timeout = '10s'; SET lock_timeout = '3s'; SET timezone = 'UTC'; \
                     SET idle_in_transaction_session_timeout = '15s'; SET jit = off; \
                     SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0",
                )
                .await
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                conn.set_instrumentation(
                    move |event: diesel::connection::InstrumentationEvent<'_>| {
                        if matches!(
                            event,
                            diesel::connection::InstrumentationEvent::StartQuery { .. }
                        ) {
                            counter.fetch_add(1, Ordering::Relaxed);
                        }
                    },
                );
                Ok(conn)
            })
        });
        let manager =
            AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(size)
            .runtime(deadpool::Runtime::Tokio1)
            .wait_timeout(Some(std::time::Duration::from_secs(5)))
            .create_timeout(Some(std::time::Duration::from_secs(5)))
            .build()?;
        Ok(Self { pool, statements })
    }

    /// A connection.
    pub async fn get(&self) -> super::error::Result<Conn> {
        self.pool
            .get()
            .await
            .map_err(|cause| anyhow::anyhow!("no database connection: {cause}").into())
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
        let versions = harness.run_pending_migrations(MIGRATIONS)?;
        Ok(versions.iter().map(ToString::to_string).collect())
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

/// Diesel's migrations block, so they run on a thread that may.
async fn with_harness<R: Send + 'static>(
    conn: AsyncPgConnection,
    work: impl FnOnce(&mut Harness) -> Result<R, Failure> + Send + 'static,
) -> anyhow::Result<R> {
    tokio::task::spawn_blocking(move || work(&mut Harness::new(conn)))
        .await?
        .map_err(|cause| anyhow::anyhow!("migrations: {cause}"))
}
