//! The worker: hands each fact to those who react to it, and runs what was asked for. A fact becomes one job per
//! reaction, so that a mail that fails does not repeat a delivery.

use crate::app::{App, Handler, Plugs};
use crate::kernel::error::{Error, Result};
use crate::kernel::fact;
use diesel_async::AsyncConnection;
use farandole_jobs::{Context, Failure, Handlers, NewJob, Queue, Schedules, Worker};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The queues, each with how many of its jobs run at once in one process.
const QUEUES: [(&str, usize); 8] = [
    (fact::QUEUE, 4),
    (fact::REACTIONS, 4),
    (MAIL, 4),
    (WORK, 2),
    (CLOCK, 2),
    (INBOX, 4),
    (DELIVER, 64),
    (DELIVER_SLOWLY, 16),
];

/// The queue of mails to send.
pub const MAIL: &str = "mail";
/// The queue of work that slices ask for themselves.
pub const WORK: &str = "work";
/// The queue of what runs by the clock.
pub const CLOCK: &str = "clock";
/// The queue of what other servers sent.
pub const INBOX: &str = "inbox";
/// The queue of servers that have something to get.
pub const DELIVER: &str = "deliver";
/// The same for servers that did not answer lately, so that they take nobody's turn.
pub const DELIVER_SLOWLY: &str = "deliver-slowly";

/// Days after which a job that was given up is forgotten: its payload may hold an address or a link.
const DEAD_DAYS: i64 = 30;
/// Rows that one statement forgets.
const BATCH: i64 = 1_000;

/// Plugs in the sweep of what was given up.
pub fn plug(plugs: &mut Plugs) {
    plugs.every("43 3 * * *", "jobs.dead", forget_dead);
}

async fn forget_dead(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    let before = app.now() - chrono::Duration::days(DEAD_DAYS);
    while farandole_jobs::drop_old(&mut conn, before, BATCH).await? > 0 {}
    Ok(())
}

/// How long what runs may go on when the worker is told to stop.
const STOPPING: Duration = Duration::from_secs(10);

/// Works until told to stop, then lets what runs finish.
pub async fn run(app: App, stop: CancellationToken) -> anyhow::Result<()> {
    let clock = app.clock.clone();
    let handlers = handlers(&app);
    let pool = app.db.pool().clone();
    let mut worker = Worker::new(pool, Arc::new(move || clock.now()), app.clone(), handlers)
        .schedules(schedules(&app)?);
    for (name, concurrency) in QUEUES {
        worker = worker.queue(Queue::new(name, concurrency));
    }
    let running = worker.start();
    stop.cancelled().await;
    running.stop(STOPPING).await;
    Ok(())
}

/// Runs everything that is due, inline, until nothing is left. Returns what failed.
pub async fn run_due(app: &App) -> Result<Vec<Failure>> {
    let settled = farandole_jobs::run_due(app.db.pool(), &handlers(app), app, app.now())
        .await
        .map_err(anyhow::Error::from)?;
    Ok(settled.failed)
}

/// Runs what is due by the clock as well: every task whose slot has come.
pub async fn tick(app: &App) -> Result<usize> {
    let mut conn = app.db.get().await?;
    Ok(schedules(app)?.tick(&mut conn, app.now()).await?)
}

/// Jobs that wait, whatever their time.
pub async fn waiting(app: &App) -> Result<i64> {
    let mut conn = app.db.get().await?;
    Ok(i64::try_from(farandole_jobs::waiting(&mut conn, 10_000).await?.len()).unwrap_or(i64::MAX))
}

fn schedules(app: &App) -> anyhow::Result<Schedules> {
    app.plugs.schedules().iter().try_fold(Schedules::new(), |schedules, task| {
        Ok(schedules.every(task.cron, CLOCK, format!("every:{}", task.name))?)
    })
}

fn handlers(app: &App) -> Handlers<App> {
    let mut handlers = Handlers::new();
    for kind in app.plugs.fact_kinds() {
        handlers = handlers.on(
            name(format!("fact:{kind}")),
            move |context: Context<App>, fact: Value| async move {
                hand_on(&context.state, kind, &fact).await.map_err(cause)
            },
        );
    }
    for (kind, handler) in app.plugs.handlers() {
        let handler: Handler = handler.clone();
        let limits = app.plugs.limits_of(kind);
        let run = move |context: Context<App>, payload: Value| {
            let work = handler(context.state, payload);
            async move { work.await.map_err(cause) }
        };
        handlers = handlers.on_within(limits, name(kind.clone()), run);
    }
    handlers
}

/// Writes one job for each reaction to a fact.
async fn hand_on(app: &App, kind: &str, fact: &Value) -> Result<()> {
    let jobs: Vec<NewJob> = app
        .plugs
        .reactions_to(kind)
        .iter()
        .map(|reaction| NewJob::new(fact::REACTIONS, format!("react:{reaction}"), fact.clone()))
        .collect();
    let mut conn = app.db.get().await?;
    let now = app.now();
    conn.transaction(async |tx| farandole_jobs::enqueue(tx, now, &jobs).await).await?;
    Ok(())
}

/// What the queue understands: the cause itself, so that a wish to be retried or given up is seen.
fn cause(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) | Error::Unavailable(cause) => cause,
        other => other.into(),
    }
}

/// Kinds are compared by name for the life of the process. There are some dozens of them, so keeping each name
/// for good costs nothing.
fn name(kind: String) -> &'static str {
    use std::collections::HashSet;
    use std::sync::{LazyLock, Mutex};
    static NAMES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut names = NAMES.lock().expect("no thread panics while it holds the names");
    if let Some(known) = names.get(kind.as_str()) {
        return known;
    }
    let kept: &'static str = Box::leak(kind.into_boxed_str());
    names.insert(kept);
    kept
}
