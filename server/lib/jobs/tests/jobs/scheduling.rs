//! Tasks that come back.

use chrono::TimeDelta;
use farandole_jobs::{Context, Handlers, Schedules};
use serde_json::Value;

use crate::support::{Tell, TestQueue};

fn hourly() -> Schedules {
    Schedules::new().every("0 * * * *", "q", "clean").unwrap()
}

fn cleaning() -> Handlers<Tell> {
    Handlers::new().on("clean", async |context: Context<Tell>, payload: Value| {
        Ok(context.state.send((context.job.id, payload["slot"].clone()))?)
    })
}

impl TestQueue {
    async fn tick(&self) -> usize {
        hourly().tick(&mut *self.conn().await, self.now()).await.unwrap()
    }
}

#[tokio::test]
async fn a_slot_runs_once_however_many_nodes_there_are() {
    let mut queue = TestQueue::new().await;
    queue.tick().await;
    for hour in ["13", "14"] {
        queue.pass(TimeDelta::hours(1));
        let (one, other) = tokio::join!(queue.tick(), queue.tick());
        assert_eq!(one + other, 1);
        assert_eq!(queue.tick().await, 0);
        queue.settle(&cleaning()).await;
        assert_eq!(queue.heard(), [format!("2026-03-01T{hour}:00:00Z")]);
    }
}

#[tokio::test]
async fn after_a_pause_only_the_last_slot_is_made_up_for() {
    let mut queue = TestQueue::new().await;
    queue.tick().await;
    queue.pass(TimeDelta::minutes(60 * 5 + 20));
    assert_eq!(queue.tick().await, 1);
    queue.settle(&cleaning()).await;
    assert_eq!(queue.heard(), ["2026-03-01T17:00:00Z"]);
}

#[tokio::test]
async fn a_new_task_waits_for_its_next_slot() {
    let queue = TestQueue::new().await;
    queue.pass(TimeDelta::minutes(30));
    assert_eq!(queue.tick().await, 0);
    queue.pass(TimeDelta::minutes(29));
    assert_eq!(queue.tick().await, 0);
    queue.pass(TimeDelta::minutes(1));
    assert_eq!(queue.tick().await, 1);
}

#[tokio::test]
async fn a_worker_follows_its_schedules() {
    let mut queue = TestQueue::new().await;
    queue.tick().await;
    queue.pass(TimeDelta::hours(1));
    let here = farandole_jobs::Queue::new("q", 1);
    let _worker = queue.worker(cleaning()).queue(here).schedules(hourly()).start();
    assert_eq!(queue.hear(1).await[0].1, "2026-03-01T13:00:00Z");
}
