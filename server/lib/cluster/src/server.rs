//! From a directory to a server that answers.

use std::time::{Duration, Instant};

use tokio_postgres::{Client, NoTls};

use crate::{
    Error, Options, Result, SUPERUSER,
    install::Installation,
    layout::Layout,
    owner::Owner,
    postmaster::{Launch, Postmaster, forget_stale_pid},
};

const POLL: Duration = Duration::from_millis(10);
/// How often a start is repeated while processes of a killed server still hold its memory.
const RETRY: Duration = Duration::from_millis(200);

/// Starts the server of `layout`, or takes over the one that runs, and waits until it answers.
/// The caller holds the lock of the layout.
pub(crate) async fn start(layout: &Layout, options: &Options) -> Result<Postmaster> {
    let owner = Owner::choose(&options.user)?;
    owner.can_reach(&layout.dir)?;
    owner.private_dir(&layout.dir)?;
    owner.private_dir(&layout.socket_dir)?;
    let deadline = Instant::now() + options.start_timeout;
    if let Some(running) = Postmaster::running_on(&layout.data) {
        tracing::info!(pid = running.pid(), "taking over the PostgreSQL that still runs");
        if let Ok(running) = ready(layout, running, deadline).await {
            return Ok(running);
        }
    }
    forget_stale_pid(&layout.data)?;
    let installation = Installation::find(options.bin.as_deref(), &layout.data)?;
    let durability = options.durability;
    let launch = Launch { layout, owner: &owner, installation: &installation, durability };
    if !layout.exists() {
        launch.initdb().await?;
    }
    loop {
        let failed = match ready(layout, launch.spawn().await?, deadline).await {
            Ok(postmaster) => return Ok(postmaster),
            Err(failed) => failed,
        };
        let memory_held = matches!(&failed, Error::Start { log, .. }
            if log.contains("is still in use") || log.contains("shared memory block"));
        if !memory_held || Instant::now() > deadline {
            return Err(failed);
        }
        tokio::time::sleep(RETRY).await;
    }
}

/// A server that starts. Whoever gives up the wait stops it too.
struct Starting(Option<Postmaster>);

impl Drop for Starting {
    fn drop(&mut self) {
        if let Some(mut server) = self.0.take() {
            server.stop();
        }
    }
}

/// Waits until the server answers; stops it when it does not do so in time.
async fn ready(layout: &Layout, server: Postmaster, deadline: Instant) -> Result<Postmaster> {
    let mut starting = Starting(Some(server));
    loop {
        if connect(&layout.url(SUPERUSER, "postgres")).await.is_ok()
            && let Some(server) = starting.0.take()
        {
            return Ok(server);
        }
        let reason = if !starting.0.as_mut().is_some_and(Postmaster::alive) {
            "it ended at once"
        } else if Instant::now() > deadline {
            "it took too long"
        } else {
            tokio::time::sleep(POLL).await;
            continue;
        };
        let log = layout.log_tail();
        let stopped = tokio::task::spawn_blocking(move || drop(starting)).await;
        if let Err(error) = stopped {
            tracing::error!(%error, "stopping PostgreSQL failed");
        }
        return Err(Error::Start { reason: reason.to_owned(), log });
    }
}

/// Makes `database` unless it exists.
pub(crate) async fn create_database(layout: &Layout, database: &str) -> Result<()> {
    let client = connect(&layout.url(SUPERUSER, "postgres")).await?;
    let known = "SELECT 1 FROM pg_database WHERE datname = $1";
    if client.query_opt(known, &[&database]).await?.is_none() {
        client.batch_execute(&format!("CREATE DATABASE \"{database}\"")).await?;
    }
    Ok(())
}

/// A session, served by a task of its own that ends with the client.
pub(crate) async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a session to PostgreSQL broke");
        }
    });
    Ok(client)
}
