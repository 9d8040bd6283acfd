//! Jobs that do not go well.

use std::{future::pending, time::Duration};

use anyhow::{Context as _, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use farandole_jobs::{Context, Handlers, Limits, NewJob, Permanent, RetryAt, dead};
use serde_json::{Value, json};

use crate::support::{Tell, TestQueue, telling};

fn job(kind: &str) -> NewJob {
    NewJob::new("q", kind, json!({}))
}

fn failing() -> Handlers<Tell> {
    let soon = Limits { run_time: Duration::from_millis(20), ..Limits::default() };
    Handlers::new()
        .on("fail", async |_: Context<Tell>, _: Value| Err(anyhow!("inner").context("outer")))
        .on("panic", async |_: Context<Tell>, _: Value| panic!("at the disco"))
        .on("refuse", async |_: Context<Tell>, _: Value| {
            Err(Permanent("gone".to_owned())).context("no")
        })
        .on("read", async |_: Context<Tell>, _: u32| Ok(()))
        .on("steer", async |context: Context<Tell>, at: DateTime<Utc>| {
            context.state.send((context.job.id, json!(context.job.attempts)))?;
            Err(RetryAt { at, reason: "busy".to_owned() }.into())
        })
        .on_within(soon, "hang", async |_: Context<Tell>, _: Value| pending().await)
}

#[tokio::test]
async fn a_failure_is_tried_again_after_a_pause_that_doubles_until_it_is_given_up() {
    let queue = TestQueue::new().await;
    queue.ask(&[job("fail")]).await;
    let mut pauses = Vec::new();
    loop {
        let settled = queue.settle(&failing()).await;
        let [failure] = &settled.failed[..] else { panic!("{settled:?}") };
        assert_eq!(failure.error, "outer: inner");
        let Some(at) = failure.retry_at else { break };
        pauses.push((at - queue.now()).num_seconds());
        assert_eq!(queue.waiting().await[0].run_at, at);
        queue.pass(at - queue.now() - TimeDelta::seconds(1));
        assert_eq!(queue.settle(&failing()).await.ran, 0);
        queue.pass(TimeDelta::seconds(1));
    }
    assert_eq!(pauses.len(), 9);
    for (pause, ideal) in pauses.iter().zip([30, 60, 120, 240, 480, 960, 1920, 3840, 7680]) {
        assert!((ideal * 8 / 10 - 1..=ideal * 12 / 10).contains(pause), "{pauses:?}");
    }
    assert_eq!(queue.waiting().await, []);
    let given_up = dead(&mut *queue.conn().await, 0, 10).await.unwrap();
    assert_eq!((given_up[0].attempts, given_up[0].kind.as_str()), (10, "fail"));
    assert_eq!(given_up[0].last_error.as_deref(), Some("outer: inner"));
}

#[tokio::test]
async fn panics_and_endless_jobs_are_failures_like_others() {
    let queue = TestQueue::new().await;
    queue.ask(&[job("panic"), job("hang"), job("unheard-of")]).await;
    let failed = queue.settle(&failing()).await.failed;
    let said: Vec<_> = failed.iter().map(|failure| failure.error.as_str()).collect();
    let unknown = "no handler for jobs of kind `unheard-of`";
    assert_eq!(said, ["panicked: at the disco", "cut off after 0.02 s", unknown]);
    assert_eq!(queue.waiting().await.len(), 3);
}

#[tokio::test]
async fn what_no_try_can_mend_is_given_up_at_once() {
    let queue = TestQueue::new().await;
    queue.ask(&[job("refuse"), job("read")]).await;
    let failed = queue.settle(&failing()).await.failed;
    assert_eq!(failed[0].error, "no: gone");
    assert!(failed[1].error.starts_with("the payload cannot be read"), "{}", failed[1].error);
    assert!(failed.iter().all(|failure| failure.retry_at.is_none()));
}

#[tokio::test]
async fn a_handler_that_steers_is_obeyed_and_nothing_is_counted_against_it() {
    let mut queue = TestQueue::new().await;
    let at = queue.now() + TimeDelta::days(7);
    queue.ask(&[NewJob::new("q", "steer", json!(at))]).await;
    queue.settle(&failing()).await;
    assert_eq!(queue.waiting().await[0].run_at, at);
    queue.pass(TimeDelta::days(7));
    for _ in 0..20 {
        // The time it wants has passed: a second later, so that it cannot spin.
        assert_eq!(queue.settle(&failing()).await.ran, 1);
        queue.pass(TimeDelta::seconds(1));
    }
    assert_eq!(queue.heard(), vec![json!(0); 21]);
}

#[tokio::test]
async fn jobs_that_breed_are_noticed() {
    let queue = TestQueue::new().await;
    let (pool, now) = (queue.pool.clone(), queue.now());
    let breeding = telling().on("breed", move |_: Context<Tell>, fertile: bool| {
        let pool = pool.clone();
        async move {
            let offspring = (0..100).map(|n| NewJob::new("q", "breed", json!(fertile && n == 0)));
            let offspring: Vec<_> = if fertile { offspring.collect() } else { Vec::new() };
            Ok(farandole_jobs::enqueue(&mut *pool.get().await?, now, &offspring).await?)
        }
    });
    queue.ask(&[NewJob::new("q", "breed", json!(true))]).await;
    let endless = farandole_jobs::run_due(&queue.pool, &breeding, &queue.tell, now).await;
    assert!(matches!(endless, Err(farandole_jobs::Error::Endless(_))), "{endless:?}");
}
