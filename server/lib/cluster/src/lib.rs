#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod error;
mod install;
mod layout;
mod owner;
mod postmaster;
mod server;
mod settings;
pub mod throwaway;

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

use error::Context;
use layout::Layout;
use postmaster::Postmaster;

pub use error::{Error, Result};
pub use settings::Durability;

/// The only role of a private cluster; the socket's folder is what keeps others out.
const SUPERUSER: &str = "farandole";
const DATABASE: &str = "farandole";

/// How to run a cluster. The default is right for a server that keeps its data.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with `initdb` and `postgres`; found by itself when absent.
    pub bin: Option<PathBuf>,
    /// Who runs PostgreSQL when we are root. Not used otherwise.
    pub user: String,
    /// Whether data outlives a crash of the machine.
    pub durability: Durability,
    /// How long a start may take, crash recovery included.
    pub start_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            bin: None,
            user: "postgres".to_owned(),
            durability: Durability::Kept,
            start_timeout: Duration::from_secs(60),
        }
    }
}

impl Options {
    /// For tests: fast, and nothing survives a crash of the machine.
    pub fn throwaway() -> Self {
        Options { durability: Durability::Throwaway, ..Options::default() }
    }
}

/// A running private cluster. Dropping it stops PostgreSQL and blocks until it has ended.
#[derive(Debug)]
pub struct Cluster {
    layout: Layout,
    postmaster: Option<Postmaster>,
    /// Released by the kernel when we die, so a killed program leaves no lock behind.
    _lock: File,
}

impl Cluster {
    /// Makes the cluster in `dir` if there is none, starts it or takes over the server that a
    /// killed program left running, and waits until the database `farandole` answers.
    ///
    /// # Errors
    /// [`Error::InUse`] when another program holds it; [`Error::NotInstalled`],
    /// [`Error::NotTraversable`], [`Error::WrongOwner`] and [`Error::Start`] say what to mend.
    pub async fn open(dir: &Path, options: Options) -> Result<Cluster> {
        fs::create_dir_all(dir).context(|| format!("cannot make {}", dir.display()))?;
        let dir = dir.canonicalize().context(|| format!("cannot read {}", dir.display()))?;
        let layout = Layout::new(&dir, &std::env::temp_dir());
        let lock = take_lock(&layout)?;
        let postmaster = server::start(&layout, &options).await?;
        let cluster = Cluster { layout, postmaster: Some(postmaster), _lock: lock };
        server::create_database(&cluster.layout, DATABASE).await?;
        tracing::info!(dir = %dir.display(), "private PostgreSQL is ready");
        Ok(cluster)
    }

    /// The address of the database `farandole`, for `DATABASE_URL`.
    pub fn url(&self) -> String {
        self.layout.url(SUPERUSER, DATABASE)
    }

    /// The address of the database of the cluster in `dir` while another program runs it.
    ///
    /// # Errors
    /// [`Error::Io`] when there is no such folder.
    pub fn address(dir: &Path) -> Result<String> {
        let dir = dir.canonicalize().context(|| format!("cannot read {}", dir.display()))?;
        Ok(Layout::new(&dir, &std::env::temp_dir()).url(SUPERUSER, DATABASE))
    }

    /// The last lines of PostgreSQL's log, at most 4 KiB.
    pub fn log_tail(&self) -> String {
        self.layout.log_tail()
    }

    /// The process id of the server.
    pub fn pid(&self) -> Option<u32> {
        self.postmaster.as_ref().map(Postmaster::pid)
    }

    /// Whether the server process still runs.
    pub fn alive(&mut self) -> bool {
        self.postmaster.as_mut().is_some_and(Postmaster::alive)
    }

    /// Cuts the sessions, writes everything down and waits for the end of the server.
    pub async fn stop(self) {
        let ended = tokio::task::spawn_blocking(move || drop(self)).await;
        if let Err(error) = ended {
            tracing::error!(%error, "stopping PostgreSQL failed");
        }
    }

    /// Lets go of the server without stopping it, as a killed program would. The next
    /// [`Cluster::open`] takes it over.
    pub fn leave_running(mut self) {
        self.postmaster = None;
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut postmaster) = self.postmaster.take() {
            postmaster.stop();
            self.layout.forget_short_socket_dir();
        }
    }
}

fn take_lock(layout: &Layout) -> Result<File> {
    let what = || format!("cannot lock {}", layout.lock.display());
    let lock = File::create(&layout.lock).context(what)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(layout.dir.clone())),
        Err(TryLockError::Error(error)) => Err(error).context(what),
    }
}
