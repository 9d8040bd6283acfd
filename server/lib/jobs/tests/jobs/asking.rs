//! Enqueuing.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use chrono::TimeDelta;
use diesel::result::Error;
use diesel_async::AsyncConnection;
use farandole_jobs::{Context, Handlers, NewJob, PAYLOAD_MAX, enqueue};
use serde_json::{Value, json};

use crate::support::{Tell, TestQueue, numbered, telling};

#[tokio::test]
async fn a_job_of_a_change_that_is_rolled_back_never_was() {
    let queue = TestQueue::new().await;
    let now = queue.now();
    let mut conn = queue.conn().await;
    let rolled_back = conn.transaction(async |conn| {
        enqueue(conn, now, &[numbered(1)]).await?;
        Err::<(), _>(Error::RollbackTransaction)
    });
    rolled_back.await.unwrap_err();
    assert_eq!(queue.waiting().await, []);
}

#[tokio::test]
async fn jobs_run_in_the_order_of_their_time_and_not_before() {
    let mut queue = TestQueue::new().await;
    let later = queue.now() + TimeDelta::minutes(5);
    let earlier = queue.now() - TimeDelta::minutes(5);
    queue.ask(&[numbered(3).at(later), numbered(2), numbered(1).at(earlier)]).await;
    assert_eq!(queue.settle(&telling()).await.ran, 2);
    assert_eq!(queue.heard(), [1, 2]);
    queue.pass(TimeDelta::minutes(5));
    queue.settle(&telling()).await;
    assert_eq!(queue.heard(), [3]);
}

#[tokio::test]
async fn a_job_whose_key_waits_already_is_ignored() {
    let mut queue = TestQueue::new().await;
    queue.ask(&[numbered(1).once("a"), numbered(2).once("a"), numbered(3).once("b")]).await;
    queue.ask(&[numbered(4).once("a")]).await;
    queue.settle(&telling()).await;
    assert_eq!(queue.heard(), [1, 3]);
    queue.ask(&[numbered(5).once("a")]).await;
    queue.settle(&telling()).await;
    assert_eq!(queue.heard(), [5]);
}

#[tokio::test]
async fn a_job_whose_key_runs_already_makes_it_run_once_more() {
    let mut queue = TestQueue::new().await;
    let (pool, now, asked) = (queue.pool.clone(), queue.now(), Arc::new(AtomicBool::new(false)));
    let job = || NewJob::new("q", "ask", json!({})).once("key");
    let asking = Handlers::new().on("ask", move |context: Context<Tell>, payload: Value| {
        let (pool, asked) = (pool.clone(), asked.clone());
        async move {
            context.state.send((context.job.id, payload))?;
            if !asked.swap(true, Ordering::SeqCst) {
                enqueue(&mut *pool.get().await?, now, &[job()]).await?;
                enqueue(&mut *pool.get().await?, now, &[job()]).await?;
            }
            Ok(())
        }
    });
    queue.ask(&[job()]).await;
    assert_eq!(queue.settle(&asking).await.ran, 2);
    assert_eq!(queue.heard().len(), 2);
    assert_eq!(queue.waiting().await, []);
}

#[tokio::test]
async fn a_waiting_job_is_not_taken_while_a_change_that_asks_for_it_is_open() {
    let mut queue = TestQueue::new().await;
    queue.ask(&[numbered(1).once("a")]).await;
    let mut conn = queue.conn().await;
    let change = conn.transaction(async |conn| {
        enqueue(conn, queue.now(), &[numbered(2).once("a")]).await?;
        Ok::<_, Error>(queue.settle(&telling()).await)
    });
    assert_eq!(change.await.unwrap().ran, 0);
    assert_eq!(queue.settle(&telling()).await.ran, 1);
    assert_eq!(queue.heard(), [1]);
}

#[tokio::test]
async fn a_payload_over_a_mebibyte_is_refused() {
    let queue = TestQueue::new().await;
    let job = |bytes: usize| NewJob::new("q", "tell", json!("x".repeat(bytes - 2)));
    let mut conn = queue.conn().await;
    let refused = enqueue(&mut conn, queue.now(), &[numbered(1), job(PAYLOAD_MAX + 1)]).await;
    assert!(matches!(refused, Err(Error::SerializationError(_))), "{refused:?}");
    assert_eq!(queue.waiting().await, []);
    enqueue(&mut conn, queue.now(), &[job(PAYLOAD_MAX)]).await.unwrap();
}
