//! Servers of the suite: child processes on loopback, ended when they are dropped.

use crate::Bench;
use anyhow::{Context, Result, ensure};
use reqwest::Client;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server.
pub struct Server {
    child: Child,
    /// Its address, without a slash at the end.
    pub origin: String,
    /// A client that keeps its connections.
    pub client: Client,
    /// From the start of the process to its first answer.
    pub ready_after: Duration,
}

impl Server {
    /// The program itself, answering requests only, so that no job disturbs the figures.
    pub async fn real(bench: &Bench) -> Result<Self> {
        Self::with(bench, "web", &[]).await
    }

    /// The program in a role, with more of the environment.
    pub async fn with(bench: &Bench, role: &str, settings: &[(&str, String)]) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(program()?);
        command
            .args(["serve", "--role", role])
            .current_dir(&bench.dir)
            .env("DATABASE_URL", &bench.url)
            .env("FARANDOLE_URL", format!("http://localhost:{port}"))
            .env("FARANDOLE_BIND", format!("127.0.0.1:{port}"))
            .env("FARANDOLE_DATA_DIR", bench.dir.join("data"))
            .env("FARANDOLE_RATE_LIMITS", "off")
            .env("FARANDOLE_LOG", "error")
            .envs(settings.iter().map(|(name, value)| (*name, value)));
        Self::spawn(command, port, "/health/ready").await
    }

    /// The limit.
    pub async fn tiny(bench: &Bench) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["tiny", "--port", &port.to_string(), "--database", &bench.url]);
        Self::spawn(command, port, "/static").await
    }

    async fn spawn(mut command: Command, port: u16, path: &str) -> Result<Self> {
        let client = Client::builder().no_proxy().build()?;
        let origin = format!("http://localhost:{port}");
        let begun = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let mut server = Self { child, origin, client, ready_after: Duration::ZERO };
        loop {
            let reply = server.client.get(format!("{}{path}", server.origin)).send().await;
            if reply.is_ok_and(|reply| reply.status().is_success()) {
                break;
            }
            ensure!(server.child.try_wait()?.is_none(), "{command:?} has ended");
            ensure!(begun.elapsed() < Duration::from_secs(60), "{command:?} does not answer");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.ready_after = begun.elapsed();
        Ok(server)
    }

    /// Fetches a path and reads the answer to its end; returns the status and the bytes.
    pub async fn get(&self, path: &str) -> Result<(u16, usize)> {
        let reply = self.client.get(format!("{}{path}", self.origin)).send().await?;
        let status = reply.status().as_u16();
        Ok((status, reply.bytes().await?.len()))
    }

    /// Asks the API.
    pub async fn ask(&self, token: Option<&str>, query: &str, variables: Value) -> Result<Value> {
        let body = json!({ "query": query, "variables": variables });
        let mut request = self.client.post(format!("{}/api", self.origin)).json(&body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        Ok(request.send().await?.json().await?)
    }

    /// The CPU that the process has used so far, in milliseconds.
    pub fn cpu(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in parentheses may hold anything; the fields that follow it are counted from the third.
        let fields: Vec<&str> =
            stat.rsplit(')').next().context("no fields")?.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0);
        Ok((ticks(11) + ticks(12)) * 1e3 / rustix::param::clock_ticks_per_second() as f64)
    }

    /// The memory that the process holds, in MB.
    pub fn memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1e3)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The release build of the server, beside this program.
pub fn program() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let path = here.parent().unwrap_or(Path::new(".")).join("farandole");
    ensure!(path.exists(), "{} is missing: `make bench` builds it", path.display());
    Ok(path)
}

fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
