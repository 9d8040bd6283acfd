#![doc = include_str!("../README.md")]
#![recursion_limit = "256"]

mod dataset;
mod fanout;
mod inbox;
mod joins;
mod look;
mod near;
mod peers;
mod process;
mod publish;
mod queue;
mod report;
mod start;
mod statements;
mod stopwatch;
mod tiny;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use farandole::kernel::db::{self, Db};
use farandole_cluster::{Cluster, Options};
use report::Report;
use std::os::unix::fs::PermissionsExt;

/// Measures the server against what the machine can do at best.
#[derive(Parser)]
#[command(name = "farandole-bench", version, about)]
struct Cli {
    /// Only these workloads: W1,W4,W7,W8,W9,W10,W11,W13,W16.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How many events the town has.
    #[arg(long, default_value_t = 10_000)]
    events: i64,
    /// How often each measurement is made; figures are medians of the rounds.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// The limit: a server that does as little as possible. Started by the suite itself.
    #[command(hide = true)]
    Tiny {
        #[arg(long)]
        port: u16,
        #[arg(long)]
        database: String,
    },
    /// A worker that is killed. Started by the suite itself.
    #[command(hide = true)]
    Worker {
        #[arg(long)]
        database: String,
        #[arg(long)]
        how: String,
    },
}

/// What every workload works on.
pub struct Bench {
    /// The database, through a pool set up as the server's own.
    pub db: Db,
    /// Where the database is.
    pub url: String,
    /// How many events there are.
    pub events: i64,
    /// How often each measurement is made.
    pub rounds: usize,
    /// The folder of this run.
    pub dir: std::path::PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let cli = Cli::parse();
    match &cli.command {
        Some(Command::Tiny { port, database }) => return tiny::serve(*port, database).await,
        Some(Command::Worker { database, how }) => return queue::work(database, how).await,
        None => {}
    }
    let dir = tempfile::tempdir()?;
    // PostgreSQL runs as a user of its own where we are root, and has to pass through this folder.
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o711))?;
    let cluster = Cluster::open(&dir.path().join("postgres"), Options::default()).await?;
    let outcome = run(&cli, &cluster, dir.path()).await;
    cluster.stop().await;
    outcome
}

async fn run(cli: &Cli, cluster: &Cluster, dir: &std::path::Path) -> Result<()> {
    let url = cluster.url();
    db::migrate(&url).await?;
    let bench = Bench {
        db: Db::open(&url, 32)?,
        url,
        events: cli.events,
        rounds: cli.rounds,
        dir: dir.to_owned(),
    };
    let mut report = Report::new(&bench);
    eprintln!("Filling the town with {} events", cli.events);
    dataset::fill(&bench).await.context("filling the database")?;
    let wanted = |name: &str| cli.only.is_empty() || cli.only.iter().any(|it| it == name);
    if wanted("W1") {
        near::measure(&bench, &mut report).await.context("W1")?;
    }
    if wanted("W4") {
        look::measure(&bench, &mut report).await.context("W4")?;
    }
    if wanted("W8") {
        joins::measure(&bench, &mut report).await.context("W8")?;
    }
    if wanted("W7") {
        inbox::measure(&bench, &mut report).await.context("W7")?;
    }
    if wanted("W9") {
        fanout::measure(&bench, &mut report).await.context("W9")?;
    }
    if wanted("W10") {
        queue::measure(&bench, &mut report).await.context("W10")?;
    }
    if wanted("W11") {
        publish::measure(&bench, &mut report).await.context("W11")?;
    }
    if wanted("W13") {
        start::measure(&bench, &mut report).await.context("W13")?;
    }
    if wanted("W16") {
        statements::measure(&bench, &mut report).context("W16")?;
    }
    report.print();
    Ok(())
}
