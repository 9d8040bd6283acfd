//! Transactions that wait for each other: PostgreSQL undoes one of them, which is run again, and nobody notices.

use crate::events::create;
use crate::participation::{JOIN, LEAVE, counts, decide, joined, of};
use crate::support::TestApp;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use farandole::kernel::db;
use farandole::kernel::error::{Error, Result};
use serde_json::json;
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Barrier, Notify};

async fn take(tx: &mut AsyncPgConnection, lock: i64) -> Result<()> {
    let taken = diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(lock);
    taken.execute(tx).await?;
    Ok(())
}

#[tokio::test]
async fn of_two_that_wait_for_each_other_one_is_run_again_and_both_are_done() {
    let t = TestApp::start().await;
    let (runs, both_have_one) = (AtomicUsize::new(0), Barrier::new(2));
    let work = async |first: i64, second: i64| {
        let mut conn = t.app.db.get().await.unwrap();
        let tries = AtomicUsize::new(0);
        db::transact(&mut conn, async |tx| {
            runs.fetch_add(1, Ordering::Relaxed);
            take(tx, first).await?;
            if tries.fetch_add(1, Ordering::Relaxed) == 0 {
                both_have_one.wait().await;
            }
            take(tx, second).await
        })
        .await
    };
    let (one, other) = tokio::join!(work(1, 2), work(2, 1));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(runs.into_inner(), 3);
}

#[tokio::test]
async fn what_always_collides_is_given_up_after_three_tries_and_nothing_else_is_repeated() {
    let t = TestApp::start().await;
    let mut conn = t.app.db.get().await.unwrap();
    for (code, words, tries, answer) in [
        ("40001", "could not serialize access", 3, "unavailable"),
        ("40P01", "deadlock detected", 3, "unavailable"),
        ("22012", "division by zero", 1, "unknown_error"),
    ] {
        let runs = AtomicUsize::new(0);
        let raise = format!("DO $$ BEGIN RAISE '{words}' USING ERRCODE = '{code}'; END $$");
        let done: Result<()> = db::transact(&mut conn, async |tx| {
            runs.fetch_add(1, Ordering::Relaxed);
            Ok(tx.batch_execute(&raise).await?)
        })
        .await;
        assert_eq!(done.map_err(|error| error.code()), Err(answer), "{words}");
        assert_eq!(runs.into_inner(), tries, "{words}");
    }
    let refused: Result<()> =
        db::transact(&mut conn, async |_| Err(Error::NotFound("event"))).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("event_not_found"));
}

#[derive(QueryableByName)]
struct Waits {
    #[diesel(sql_type = Bool)]
    waits: bool,
}

/// Returns once somebody waits for this transaction.
async fn somebody_waits(tx: &mut AsyncPgConnection) -> Result<()> {
    for _ in 0..20_000 {
        let asked: Waits = diesel::sql_query(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted \
               AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) AS waits",
        )
        .get_result(tx)
        .await?;
        if asked.waits {
            return Ok(());
        }
    }
    panic!("nobody waits");
}

/// Runs a request against somebody who takes two locks the other way round: who has the first, and asks for the second
/// once the request waits. PostgreSQL undoes the transaction of the request.
async fn against<T>(t: &TestApp, locks: [String; 2], request: impl Future<Output = T>) -> T {
    let mut conn = t.app.db.get().await.unwrap();
    let locked = Notify::new();
    let other = conn.transaction(async |tx| {
        // Whoever has waited for a while looks for a deadlock and gives up: not this one.
        tx.batch_execute("SET LOCAL deadlock_timeout = '1min'; SET LOCAL lock_timeout = 0").await?;
        tx.batch_execute(&locks[0]).await?;
        locked.notify_one();
        somebody_waits(tx).await?;
        Ok::<_, Error>(tx.batch_execute(&locks[1]).await?)
    });
    let request = async {
        locked.notified().await;
        request.await
    };
    let (other, reply) = tokio::join!(other, request);
    other.unwrap();
    reply
}

#[tokio::test]
async fn whoever_joins_is_let_in_or_leaves_notices_nothing_of_a_deadlock() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let ball = create(&ana, json!({})).await;
    t.settle().await;
    let row = |table: &str, column: &str, id: &str| {
        format!("SELECT FROM {table} WHERE {column} = {id} FOR UPDATE")
    };
    let counters = row("event_counters", "event_id", &ball.id);
    let joins = json!({ "event": ball.id, "actor": ben.actor.to_string() });
    let event = row("events", "id", &ball.id);
    let reply = against(&t, [counters.clone(), event], ben.ask(JOIN, joins.clone())).await;
    assert_eq!(reply["data"]["joinEvent"]["role"], "PARTICIPANT", "{reply:#}");
    assert_eq!(of(&counts(&t, &ball).await, "participant"), 1);

    let id = joined(&cleo, &ball).await;
    let part = row("participants", "id", &id);
    let reply = against(&t, [counters.clone(), part], decide(&ana, &id, "REJECTED")).await;
    assert_eq!(reply["data"]["updateParticipation"]["role"], "REJECTED", "{reply:#}");

    let part = row("participants", "actor_id", &ben.actor.to_string());
    let reply = against(&t, [counters, part], ben.ask(LEAVE, joins)).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    let counts = counts(&t, &ball).await;
    assert_eq!((of(&counts, "participant"), of(&counts, "rejected")), (0, 1));
    t.settle().await;
}
