//! A queue for one test.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{
    AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    pooled_connection::{
        AsyncDieselConnectionManager,
        deadpool::{Object, Pool},
    },
};
use farandole_cluster::throwaway::{self, TestDb};
use farandole_jobs::{
    Clock, Context, Handlers, Job, NewJob, SCHEMA, Settled, Worker, enqueue, run_due, waiting,
};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What handlers tell the test.
pub type Tell = UnboundedSender<(i64, Value)>;

pub struct TestQueue {
    pub pool: Pool<AsyncPgConnection>,
    pub tell: Tell,
    pub told: UnboundedReceiver<(i64, Value)>,
    now: Arc<Mutex<DateTime<Utc>>>,
    // After the pool, so that it goes last.
    _db: TestDb,
}

impl TestQueue {
    pub async fn new() -> TestQueue {
        let server = throwaway::shared().await.unwrap();
        let build = async |url: String| {
            let mut conn = AsyncPgConnection::establish(&url).await.unwrap();
            conn.batch_execute(SCHEMA).await
        };
        let template = server.template("jobs", SCHEMA, build).await.unwrap();
        let db = server.database_from(&template).await.unwrap();
        let pool = Pool::builder(AsyncDieselConnectionManager::new(&db.url)).build().unwrap();
        let (tell, told) = unbounded_channel();
        let noon = "2026-03-01T12:00:00Z".parse().unwrap();
        TestQueue { pool, tell, told, now: Arc::new(Mutex::new(noon)), _db: db }
    }

    pub async fn conn(&self) -> Object<AsyncPgConnection> {
        self.pool.get().await.unwrap()
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    pub async fn ask(&self, jobs: &[NewJob]) {
        enqueue(&mut *self.conn().await, self.now(), jobs).await.unwrap();
    }

    pub async fn waiting(&self) -> Vec<Job> {
        waiting(&mut *self.conn().await, 10_000).await.unwrap()
    }

    pub async fn settle(&self, handlers: &Handlers<Tell>) -> Settled {
        run_due(&self.pool, handlers, &self.tell, self.now()).await.unwrap()
    }

    /// A worker whose handlers tell this test.
    pub fn worker(&self, handlers: Handlers<Tell>) -> Worker<Tell> {
        let now = self.now.clone();
        let clock: Clock = Arc::new(move || *now.lock().unwrap());
        Worker::new(self.pool.clone(), clock, self.tell.clone(), handlers)
    }

    /// What the next `count` jobs tell.
    pub async fn hear(&mut self, count: usize) -> Vec<(i64, Value)> {
        let mut heard = Vec::with_capacity(count);
        while heard.len() < count {
            heard.push(self.told.recv().await.unwrap());
        }
        heard
    }

    /// What was told so far.
    pub fn heard(&mut self) -> Vec<Value> {
        std::iter::from_fn(|| self.told.try_recv().ok()).map(|(_, payload)| payload).collect()
    }
}

/// A job that tells its number.
pub fn numbered(number: usize) -> NewJob {
    NewJob::new("q", "tell", json!(number))
}

/// Handlers for jobs that only tell their payload.
pub fn telling() -> Handlers<Tell> {
    Handlers::new().on("tell", async |context: Context<Tell>, payload: Value| {
        context.state.send((context.job.id, payload))?;
        Ok(())
    })
}
