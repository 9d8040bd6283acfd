//! The server process: making its data, starting it, taking over one that still runs, ending it.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{Child, Output, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    Error, Result, SUPERUSER,
    error::Context,
    install::Installation,
    layout::Layout,
    owner::Owner,
    settings::{self, Durability},
};

const LOG_MAX_BYTES: u64 = 8 << 20;
const POLL: Duration = Duration::from_millis(10);
const FAST_SHUTDOWN: Duration = Duration::from_secs(30);
const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(5);

/// What is needed to start a server on a layout.
pub(crate) struct Launch<'a> {
    pub layout: &'a Layout,
    pub owner: &'a Owner,
    pub installation: &'a Installation,
    pub durability: Durability,
}

impl Launch<'_> {
    /// Makes the data directory, complete or not at all.
    pub async fn initdb(&self) -> Result<()> {
        let Layout { unfinished, data, .. } = self.layout;
        if unfinished.exists() {
            fs::remove_dir_all(unfinished)
                .context(|| format!("cannot remove {}", unfinished.display()))?;
        }
        self.owner.private_dir(unfinished)?;
        let mut command = self.owner.command(&self.installation.program("initdb"));
        command
            .arg("--pgdata")
            .arg(unfinished)
            .args(["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8"])
            .args(["--locale", "C.UTF-8", "--text-search-config", "simple"]);
        if self.durability == Durability::Throwaway {
            command.arg("--no-sync");
        }
        let output = run(command).await?;
        if !output.status.success() {
            return Err(Error::Initdb(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        fs::rename(unfinished, data).context(|| format!("cannot make {}", data.display()))?;
        let dir = fs::File::open(&self.layout.dir);
        dir.and_then(|dir| dir.sync_all())
            .context(|| format!("cannot save {}", self.layout.dir.display()))
    }

    /// Starts the server process; it is not ready yet.
    pub async fn spawn(&self) -> Result<Postmaster> {
        let lz4 = self.durability == Durability::Kept && self.has_lz4().await?;
        let log = self.open_log()?;
        let errors = log.try_clone().context(|| "cannot share the log".to_owned())?;
        let mut command = self.owner.command(&self.installation.program("postgres"));
        command.arg("-D").arg(&self.layout.data);
        command.arg("-k").arg(&self.layout.socket_dir);
        for (name, value) in settings::all(self.durability, lz4) {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let child = command.spawn().context(|| "cannot run postgres".to_owned())?;
        Ok(Postmaster {
            pid: Pid::from_child(&child),
            child: Some(child),
            data: self.layout.data.clone(),
        })
    }

    async fn has_lz4(&self) -> Result<bool> {
        let mut command = self.owner.command(&self.installation.program("postgres"));
        command.arg("-D").arg(&self.layout.data);
        command.args(["-c", "wal_compression=lz4", "-C", "wal_compression"]);
        Ok(run(command).await?.status.success())
    }

    fn open_log(&self) -> Result<fs::File> {
        let log = &self.layout.log;
        if fs::metadata(log).is_ok_and(|found| found.len() > LOG_MAX_BYTES) {
            fs::rename(log, log.with_extension("log.1"))
                .context(|| format!("cannot rotate {}", log.display()))?;
        }
        let open = OpenOptions::new().create(true).append(true).open(log);
        open.context(|| format!("cannot write {}", log.display()))
    }
}

async fn run(command: std::process::Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut command = tokio::process::Command::from(command);
    // Who waits for it no longer does not want it either.
    command.kill_on_drop(true);
    command.stdin(Stdio::null()).output().await.context(|| format!("cannot run {name}"))
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Postmaster {
    pid: Pid,
    /// Present when this program started it.
    child: Option<Child>,
    data: PathBuf,
}

impl Postmaster {
    /// The server that still runs on `data`, if there is one. The pid file alone proves nothing,
    /// since numbers are used again; a server's working directory is its data directory.
    pub fn running_on(data: &Path) -> Option<Postmaster> {
        let file = fs::read_to_string(data.join("postmaster.pid")).ok()?;
        let pid = Pid::from_raw(file.lines().next()?.trim().parse().ok()?)?;
        let found = Postmaster { pid, child: None, data: data.to_owned() };
        works_in(pid, data).then_some(found)
    }

    pub fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }

    pub fn alive(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => works_in(self.pid, &self.data),
        }
    }

    /// Ends the server and waits for it: sessions are cut, data is written. Blocks, usually for
    /// less than a second; after 35 s without effect it is killed, which the next start repairs.
    pub fn stop(&mut self) {
        for (signal, patience) in [
            (Signal::INT, FAST_SHUTDOWN),
            (Signal::QUIT, IMMEDIATE_SHUTDOWN),
            (Signal::KILL, IMMEDIATE_SHUTDOWN),
        ] {
            if !self.alive() {
                return;
            }
            if let Err(error) = kill_process(self.pid, signal) {
                tracing::warn!(%error, pid = self.pid(), "PostgreSQL could not be signalled");
            }
            let deadline = Instant::now() + patience;
            while self.alive() && Instant::now() < deadline {
                std::thread::sleep(POLL);
            }
        }
    }
}

/// Whether process `pid` lives and works in `dir`. A dead process waiting for its parent does not.
fn works_in(pid: Pid, dir: &Path) -> bool {
    let link = format!("/proc/{}/cwd", pid.as_raw_nonzero());
    fs::read_link(link).is_ok_and(|cwd| cwd == dir)
}

/// Removes a pid file that names no server of ours: PostgreSQL would trust it when the number
/// belongs to another process by now.
pub(crate) fn forget_stale_pid(data: &Path) -> Result<()> {
    let file = data.join("postmaster.pid");
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context(|| format!("cannot remove {}", file.display()))
        }
        _ => Ok(()),
    }
}
