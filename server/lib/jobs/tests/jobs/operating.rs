//! What operators see and do.

use chrono::TimeDelta;
use farandole_jobs::{
    Context, Handlers, NewJob, Permanent, dead, drop_dead, drop_old, retry, stats,
};
use serde_json::{Value, json};

use crate::support::{Tell, TestQueue, numbered, telling};

fn refusing() -> Handlers<Tell> {
    Handlers::new().on("tell", async |_: Context<Tell>, _: Value| {
        Err(Permanent("not today".to_owned()).into())
    })
}

#[tokio::test]
async fn a_dead_job_can_be_tried_again() {
    let mut queue = TestQueue::new().await;
    queue.ask(&[numbered(1)]).await;
    let id = queue.settle(&refusing()).await.failed[0].id;
    let mut conn = queue.conn().await;
    assert!(retry(&mut conn, id, queue.now()).await.unwrap());
    assert!(!retry(&mut conn, id, queue.now()).await.unwrap());
    queue.settle(&telling()).await;
    assert_eq!(queue.heard(), [1]);
}

#[tokio::test]
async fn a_dead_job_lets_another_have_its_key_and_can_still_be_tried_again() {
    let mut queue = TestQueue::new().await;
    queue.ask(&[numbered(1).once("a")]).await;
    let id = queue.settle(&refusing()).await.failed[0].id;
    queue.ask(&[numbered(2).once("a")]).await;
    assert!(retry(&mut *queue.conn().await, id, queue.now()).await.unwrap());
    queue.settle(&telling()).await;
    assert_eq!(queue.heard(), [1, 2]);
}

#[tokio::test]
async fn dead_jobs_are_listed_in_pages_and_dropped() {
    let queue = TestQueue::new().await;
    queue.ask(&[numbered(1), numbered(2), numbered(3)]).await;
    queue.settle(&refusing()).await;
    let mut conn = queue.conn().await;
    let first = dead(&mut conn, 0, 2).await.unwrap();
    let rest = dead(&mut conn, first[1].id, 2).await.unwrap();
    let payloads: Vec<_> = first.iter().chain(&rest).map(|job| job.payload.clone()).collect();
    assert_eq!(payloads, [1, 2, 3]);
    assert!(drop_dead(&mut conn, first[0].id).await.unwrap());
    assert!(!drop_dead(&mut conn, first[0].id).await.unwrap());
    assert_eq!(dead(&mut conn, 0, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_waiting_job_is_neither_dropped_nor_retried() {
    let queue = TestQueue::new().await;
    queue.ask(&[numbered(1)]).await;
    let id = queue.waiting().await[0].id;
    let mut conn = queue.conn().await;
    assert!(!drop_dead(&mut conn, id).await.unwrap());
    assert!(!retry(&mut conn, id, queue.now()).await.unwrap());
    assert_eq!(queue.waiting().await.len(), 1);
}

#[tokio::test]
async fn the_figures_say_how_each_queue_stands() {
    let queue = TestQueue::new().await;
    queue.ask(&[numbered(1)]).await;
    queue.settle(&refusing()).await;
    let (long_ago, soon) = (TimeDelta::hours(2), TimeDelta::hours(1));
    let mail = |number| NewJob::new("mail", "tell", json!(number));
    let oldest = queue.now() - long_ago;
    queue.ask(&[mail(1), mail(2).at(oldest), mail(3).at(queue.now() + soon)]).await;
    let stats = stats(&mut *queue.conn().await, queue.now()).await.unwrap();
    let figures: Vec<_> =
        stats.iter().map(|s| (s.queue.as_str(), s.due, s.later, s.running, s.dead)).collect();
    assert_eq!(figures, [("mail", 2, 1, 0, 0), ("q", 0, 0, 0, 1)]);
    assert_eq!(stats[0].oldest_due, Some(oldest));
    assert_eq!(stats[1].oldest_due, None);
}

#[tokio::test]
async fn only_dead_jobs_of_long_ago_are_forgotten() {
    let queue = TestQueue::new().await;
    queue.ask(&[numbered(1), numbered(2)]).await;
    queue.settle(&refusing()).await;
    queue.pass(TimeDelta::days(20));
    queue.ask(&[numbered(3)]).await;
    queue.settle(&refusing()).await;
    queue.ask(&[numbered(4)]).await;
    let mut conn = queue.conn().await;
    let old = queue.now() - TimeDelta::days(10);
    assert_eq!(drop_old(&mut conn, old, 1).await.unwrap(), 1);
    assert_eq!(drop_old(&mut conn, old, 9).await.unwrap(), 1);
    let left = dead(&mut conn, 0, 10).await.unwrap();
    assert_eq!(left.iter().map(|job| job.payload.clone()).collect::<Vec<_>>(), [3]);
}
