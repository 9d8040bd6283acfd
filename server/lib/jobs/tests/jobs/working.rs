//! Workers.

use std::{
    collections::HashSet,
    future::pending,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use chrono::TimeDelta;
use farandole_jobs::{Context, Handlers, NewJob, Queue, stats};
use serde_json::{Value, json};

use crate::support::{Tell, TestQueue, numbered, telling};

const PATIENCE: Duration = Duration::from_secs(20);

/// Tells that it began, then never ends.
fn stuck() -> Handlers<Tell> {
    Handlers::new().on("tell", async |context: Context<Tell>, payload: Value| {
        context.state.send((context.job.id, payload))?;
        pending().await
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn four_workers_run_each_of_four_thousand_jobs_exactly_once() {
    let mut queue = TestQueue::new().await;
    let jobs: Vec<_> = (0..4000).map(numbered).collect();
    queue.ask(&jobs).await;
    let start = || queue.worker(telling()).queue(Queue::new("q", 8)).start();
    let workers = [start(), start(), start(), start()];
    let heard = queue.hear(4000).await;
    for worker in workers {
        worker.stop(PATIENCE).await;
    }
    let numbers: HashSet<_> = heard.iter().map(|(_, number)| number.as_i64().unwrap()).collect();
    assert_eq!(numbers, (0..4000).collect());
    assert_eq!(queue.heard(), Vec::<Value>::new());
    assert_eq!(stats(&mut *queue.conn().await, queue.now()).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_loses_no_job() {
    let mut queue = TestQueue::new().await;
    let jobs: Vec<_> = (0..300).map(numbered).collect();
    queue.ask(&jobs).await;
    let dying = Handlers::new().on("tell", async |context: Context<Tell>, number: i64| {
        if number % 3 == 0 {
            pending::<()>().await;
        }
        Ok(context.state.send((context.job.id, json!(number)))?)
    });
    let worker = queue.worker(dying).queue(Queue::new("q", 20)).start();
    let mut done: HashSet<_> = queue.hear(10).await.into_iter().map(|(id, _)| id).collect();
    drop(worker);

    // Within the lease nobody touches what the dead worker held.
    done.extend(queue.settled_ids().await);
    assert!(done.len() < 300);
    queue.pass(TimeDelta::minutes(3));
    let lost = queue.settle(&telling()).await.failed;
    assert!(lost.iter().all(|job| job.error.contains("vanished")), "{lost:?}");
    queue.pass(TimeDelta::minutes(1));
    done.extend(queue.settled_ids().await);
    assert_eq!(done.len(), 300);
    assert_eq!(stats(&mut *queue.conn().await, queue.now()).await.unwrap(), []);
}

impl TestQueue {
    /// Runs what is due and returns all that ran.
    async fn settled_ids(&mut self) -> Vec<i64> {
        self.settle(&telling()).await;
        std::iter::from_fn(|| self.told.try_recv().ok()).map(|(id, _)| id).collect()
    }
}

#[tokio::test]
async fn a_worker_that_is_stopped_gives_back_what_it_has_not_finished() {
    let mut queue = TestQueue::new().await;
    let jobs: Vec<_> = (0..50).map(numbered).collect();
    queue.ask(&jobs).await;
    let worker = queue.worker(stuck()).queue(Queue::new("q", 4)).start();
    queue.hear(4).await;
    worker.stop(Duration::ZERO).await;
    let waiting = queue.waiting().await;
    assert_eq!(waiting.len(), 50);
    assert!(waiting.iter().all(|job| job.attempts == 0));
}

#[tokio::test]
async fn a_worker_that_is_stopped_lets_running_jobs_end() {
    let mut queue = TestQueue::new().await;
    static GO: tokio::sync::Notify = tokio::sync::Notify::const_new();
    let slow = Handlers::new().on("tell", async |context: Context<Tell>, payload: Value| {
        context.state.send((context.job.id, payload))?;
        GO.notified().await;
        Ok(())
    });
    queue.ask(&[numbered(1)]).await;
    let worker = queue.worker(slow).queue(Queue::new("q", 1)).start();
    queue.hear(1).await;
    let (_, ()) = tokio::join!(worker.stop(PATIENCE), async { GO.notify_one() });
    assert_eq!(stats(&mut *queue.conn().await, queue.now()).await.unwrap(), []);
}

#[tokio::test]
async fn an_idle_worker_finds_a_new_job() {
    let mut queue = TestQueue::new().await;
    let _worker = queue.worker(telling()).queue(Queue::new("q", 1)).start();
    for number in 0..5 {
        queue.ask(&[numbered(number)]).await;
        assert_eq!(queue.hear(1).await[0].1, number);
    }
}

#[tokio::test]
async fn a_worker_leaves_other_queues_alone() {
    let mut queue = TestQueue::new().await;
    queue.ask(&[NewJob::new("other", "tell", json!(1)), numbered(2)]).await;
    let worker = queue.worker(telling()).queue(Queue::new("q", 1)).start();
    assert_eq!(queue.hear(1).await[0].1, 2);
    worker.stop(PATIENCE).await;
    assert_eq!(queue.waiting().await[0].queue, "other");
}

#[tokio::test]
async fn a_queue_runs_no_more_at_once_than_it_may() {
    static NOW: AtomicI64 = AtomicI64::new(0);
    static MOST: AtomicI64 = AtomicI64::new(0);
    let mut queue = TestQueue::new().await;
    let counting = Handlers::new().on("tell", async |context: Context<Tell>, payload: Value| {
        MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        NOW.fetch_sub(1, Ordering::SeqCst);
        Ok(context.state.send((context.job.id, payload))?)
    });
    let jobs: Vec<_> = (0..200).map(numbered).collect();
    queue.ask(&jobs).await;
    let _worker = queue.worker(counting).queue(Queue::new("q", 7)).start();
    queue.hear(200).await;
    assert_eq!(MOST.load(Ordering::SeqCst), 7);
}

#[tokio::test]
async fn a_stuck_lane_keeps_its_limit_and_does_not_hold_up_the_others() {
    let mut queue = TestQueue::new().await;
    let jobs = |lane: &str, count| -> Vec<_> {
        (0..count).map(|_| NewJob::new("q", "visit", json!(lane)).lane(lane)).collect()
    };
    queue.ask(&jobs("slow.example", 2000)).await;
    queue.ask(&jobs("quick.example", 30)).await;
    let visiting = Handlers::new().on("visit", async |context: Context<Tell>, host: String| {
        context.state.send((context.job.id, json!(host)))?;
        if host == "slow.example" {
            pending::<()>().await;
        }
        Ok(())
    });
    let deliver = Queue::new("q", 16).per_lane(4);
    let worker = queue.worker(visiting).queue(deliver).start();
    let mut heard = queue.hear(34).await;
    worker.stop(Duration::ZERO).await;
    heard.retain(|(_, host)| host == "slow.example");
    assert_eq!(heard.len(), 4);
    assert_eq!(queue.heard(), Vec::<Value>::new());
    assert_eq!(queue.waiting().await.len(), 2000);
}
