//! Jobs that were given up: which there are and why, another try, or an end. What a job was told is never printed: it
//! may hold a mail.

use crate::boot::{self, Database};
use crate::kernel::config::Config;
use crate::kernel::db;
use crate::kernel::prelude::*;
use clap::{Args, Subcommand};
use farandole_jobs::Job;

/// Jobs read at once.
const PAGE: i64 = 100;

/// What to do with jobs that were given up.
#[derive(Subcommand)]
pub enum Jobs {
    /// List the queues, and the jobs that were given up with the reason of each.
    List {
        /// Only those after this number.
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// At most so many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=1000))]
        limit: i64,
    },
    /// Have jobs tried again, with all their tries.
    Retry(Which),
    /// Drop jobs for good: what they were for never happens.
    Drop(Which),
}

/// Some jobs, or all of a kind, or all.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// Their numbers.
    ids: Vec<i64>,
    /// All of one kind, such as `mail`.
    #[arg(long)]
    kind: Option<String>,
    /// All.
    #[arg(long)]
    all: bool,
}

/// Does what a command says, beside a running server or without one.
pub async fn run(command: Jobs, config: Config) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let app = boot::migrated_app(config, &database).await?;
    let mut conn = app.db.get().await?;
    let done = act(&mut conn, command, app.now()).await;
    drop(conn);
    boot::close(database).await;
    done
}

async fn act(conn: &mut db::Conn, command: Jobs, now: DateTime<Utc>) -> anyhow::Result<()> {
    match command {
        Jobs::List { after, limit } => list(conn, after, limit, now).await,
        Jobs::Retry(which) => {
            let mut count = 0;
            for id in chosen(conn, which).await? {
                count += usize::from(farandole_jobs::retry(conn, id, now).await?);
            }
            found(count)?;
            println!("{count} to be tried again by the running server.");
            Ok(())
        }
        Jobs::Drop(which) => {
            let mut count = 0;
            for id in chosen(conn, which).await? {
                count += usize::from(farandole_jobs::drop_dead(conn, id).await?);
            }
            found(count)?;
            println!("{count} dropped.");
            Ok(())
        }
    }
}

fn found(count: usize) -> anyhow::Result<()> {
    anyhow::ensure!(count > 0, "No such job was given up: `farandole jobs list` shows which were.");
    Ok(())
}

async fn list(
    conn: &mut db::Conn,
    after: i64,
    limit: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for queue in farandole_jobs::stats(conn, now).await? {
        println!(
            "{:<12} {} due, {} later, {} at work, {} given up",
            queue.queue, queue.due, queue.later, queue.running, queue.dead
        );
    }
    let dead = farandole_jobs::dead(conn, after, limit).await?;
    for job in &dead {
        println!(
            "{:>8}  {}  asked {}, {} tries: {}",
            job.id,
            job.kind,
            job.created_at.format("%Y-%m-%d %H:%M"),
            job.attempts,
            job.last_error.as_deref().unwrap_or("no reason known").replace('\n', " "),
        );
    }
    if dead.is_empty() {
        println!("Nothing was given up.");
    }
    Ok(())
}

async fn chosen(conn: &mut db::Conn, which: Which) -> anyhow::Result<Vec<i64>> {
    if !which.all && which.kind.is_none() {
        return Ok(which.ids);
    }
    let wanted = |job: &Job| which.kind.as_ref().is_none_or(|kind| *kind == job.kind);
    let (mut ids, mut after) = (Vec::new(), 0);
    loop {
        let page = farandole_jobs::dead(conn, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(ids) };
        after = last.id;
        ids.extend(page.iter().filter(|job| wanted(job)).map(|job| job.id));
    }
}
