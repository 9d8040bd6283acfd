//! W10: a hundred thousand jobs, and a worker that is killed in the middle.

use crate::Bench;
use crate::report::Report;
use crate::stopwatch::median;
use anyhow::{Context as _, Result, ensure};
use chrono::Utc;
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use farandole::kernel::db::Db;
use farandole_jobs::{Context, Handlers, NewJob, Queue, Worker};
use serde_json::{Value, json};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const JOBS: i64 = 100_000;
/// Jobs of the run in which the worker is killed; each leaves a row.
const KILLED: i64 = 20_000;
const KINDS: [&str; 3] = ["bench.a", "bench.b", "bench.c"];
const QUEUE: &str = "bench";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Measures the real worker beside the bare statements of a queue, then kills it.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    conn.batch_execute("CREATE TABLE bench_done (job bigint NOT NULL)").await?;
    drop(conn);
    let (mut ours, mut bare) = (vec![], vec![]);
    for _ in 0..bench.rounds {
        ask(bench, JOBS).await?;
        let begun = Instant::now();
        let mut worker = Process::start(bench, "idle")?;
        drained(bench).await?;
        ours.push(JOBS as f64 / begun.elapsed().as_secs_f64());
        worker.kill();
        ask(bench, JOBS).await?;
        let begun = Instant::now();
        by_hand(bench).await?;
        bare.push(JOBS as f64 / begun.elapsed().as_secs_f64());
    }
    report.add(
        "W10",
        "jobs/s beside the bare statements over one connection",
        median(ours),
        median(bare),
    );
    ask(bench, KILLED).await?;
    let mut worker = Process::start(bench, "noting")?;
    while number(bench, "SELECT count(*) AS n FROM bench_done").await? < KILLED / 2 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    worker.kill();
    let begun = Instant::now();
    let _worker = Process::start(bench, "noting")?;
    drained(bench).await?;
    let back = begun.elapsed().as_secs_f64();
    let done = number(bench, "SELECT count(*) AS n FROM bench_done").await?;
    let once = number(bench, "SELECT count(DISTINCT job) AS n FROM bench_done").await?;
    report.add("W10", "jobs lost by a kill", (KILLED - once) as f64, 0.0);
    report.add(
        "W10",
        "jobs done twice because of it, beside what ran",
        (done - once) as f64,
        100.0,
    );
    report.add("W10", "seconds until all is done, beside a minute", back, 60.0);
    Ok(())
}

async fn ask(bench: &Bench, count: i64) -> Result<()> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    let now = Utc::now();
    for start in (0..count).step_by(1_000) {
        let job = |n: i64| NewJob::new(QUEUE, KINDS[(n % 3) as usize], json!(n));
        let jobs: Vec<NewJob> = (start..(start + 1_000).min(count)).map(job).collect();
        farandole_jobs::enqueue(&mut conn, now, &jobs).await?;
    }
    Ok(())
}

/// Waits until no job is left.
async fn drained(bench: &Bench) -> Result<()> {
    let begun = Instant::now();
    while number(bench, "SELECT count(*) AS n FROM jobs WHERE queue = 'bench'").await? > 0 {
        ensure!(begun.elapsed() < Duration::from_secs(300), "the queue does not empty");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

/// Takes a hundred at a time and deletes them.
async fn by_hand(bench: &Bench) -> Result<()> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    let take = "WITH next AS (SELECT id FROM jobs WHERE queue = 'bench' AND state = 'ready' AND run_at <= now()
        ORDER BY run_at, id LIMIT 100 FOR UPDATE SKIP LOCKED),
      held AS (UPDATE jobs SET state = 'running', locked_until = now() + interval '1 minute', locked_by = gen_random_uuid()
        FROM next WHERE jobs.id = next.id RETURNING jobs.id) SELECT count(*) AS n FROM held";
    let finish = "DELETE FROM jobs WHERE queue = 'bench' AND state = 'running'";
    while diesel::sql_query(take).get_result::<Number>(&mut conn).await?.n > 0 {
        diesel::sql_query(finish).execute(&mut conn).await?;
    }
    Ok(())
}

async fn number(bench: &Bench, query: &str) -> Result<i64> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    Ok(diesel::sql_query(query).get_result::<Number>(&mut conn).await?.n)
}

/// A worker in a process of its own.
struct Process(Child);

impl Process {
    fn start(bench: &Bench, how: &str) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["worker", "--database", &bench.url, "--how", how]).stdin(Stdio::null());
        Ok(Self(command.spawn().context("no worker")?))
    }

    /// Ends it as a power cut would.
    fn kill(&mut self) {
        // Already gone is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The worker: its jobs do nothing, or note that they were done.
pub async fn work(database: &str, how: &str) -> Result<()> {
    let db = Db::open_for_jobs(database, 8)?;
    let noting = how == "noting";
    let mut handlers = Handlers::new();
    for kind in KINDS {
        handlers = handlers.on(kind, move |context: Context<Db>, _: Value| async move {
            if noting {
                let mut conn =
                    context.state.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
                let note = diesel::sql_query("INSERT INTO bench_done VALUES ($1)");
                note.bind::<BigInt, _>(context.job.id).execute(&mut conn).await?;
            }
            Ok(())
        });
    }
    let worker = Worker::new(db.pool().clone(), Arc::new(Utc::now), db.clone(), handlers);
    let _running = worker.queue(Queue::new(QUEUE, 8)).start();
    std::future::pending::<()>().await;
    Ok(())
}
