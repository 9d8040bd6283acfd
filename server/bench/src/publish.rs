//! W11: creating and publishing an event with three tags.

use crate::process::Server;
use crate::report::Report;
use crate::stopwatch::{Laps, median};
use crate::{Bench, dataset};
use anyhow::{Result, ensure};
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, RunQueryDsl, SimpleAsyncConnection};
use serde_json::json;

const EVENTS: usize = 200;
const CREATE: &str = "mutation ($actor: ID!, $at: DateTime!) {
  createEvent(organizerActorId: $actor, title: \"Ball under the lime trees\", description: \"<p>Accordion, fiddle and a floor.</p>\",
    beginsOn: $at, tags: [\"ball\", \"folk\", \"fiddle\"], draft: false) { id uuid } }";
#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Creates the same event over and over, through the API and by hand.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let server = Server::real(bench).await?;
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    let actor: Number =
        diesel::sql_query("SELECT min(id) AS n FROM actors WHERE user_id IS NOT NULL")
            .get_result(&mut conn)
            .await?;
    let variables = json!({ "actor": actor.n.to_string(), "at": chrono::Utc::now() + chrono::Duration::days(30) });
    let bearer = dataset::bearer(1);
    let mut figures: [Vec<f64>; 6] = Default::default();
    for round in 0..=bench.rounds {
        let (mut api, mut raw) = (Laps::default(), Laps::default());
        let start = written(&mut conn).await?;
        for _ in 0..EVENTS {
            let reply = api.time(server.ask(Some(&bearer), CREATE, variables.clone())).await?;
            ensure!(reply["errors"].is_null(), "{reply:#}");
        }
        let middle = written(&mut conn).await?;
        for _ in 0..EVENTS {
            raw.time(by_hand(&mut conn, actor.n)).await?;
        }
        let end = written(&mut conn).await?;
        // The first round warms up.
        if round > 0 {
            let each = |bytes: i64| bytes as f64 / EVENTS as f64;
            let round = [
                api.quantile(0.5),
                raw.quantile(0.5),
                api.quantile(0.99),
                raw.quantile(0.99),
                each(middle - start),
                each(end - middle),
            ];
            figures.iter_mut().zip(round).for_each(|(all, one)| all.push(one));
        }
    }
    let [p50, p50_raw, p99, p99_raw, wal, wal_raw] = figures.map(median);
    report.add("W11", "p50 ms", p50, p50_raw);
    report.add("W11", "p99 ms", p99, p99_raw);
    report.add("W11", "bytes of WAL", wal, wal_raw);
    Ok(())
}

/// The bare rows, in one transaction.
async fn by_hand(conn: &mut diesel_async::AsyncPgConnection, actor: i64) -> Result<()> {
    conn.transaction(async |tx| -> Result<()> {
        let event: Number = diesel::sql_query(
            "INSERT INTO events (uuid, url, organizer_id, title, description, begins_on, begins_wall, timezone, published_at, \
               created_at, updated_at) SELECT uuid, 'http://localhost/events/' || uuid, $1, 'Ball under the lime trees', \
               '<p>Accordion, fiddle and a floor.</p>', now() + interval '30 days', now() + interval '30 days', 'UTC', now(), now(), now() \
             FROM gen_random_uuid() uuid RETURNING id AS n",
        )
        .bind::<BigInt, _>(actor)
        .get_result(tx)
        .await?;
        let id = event.n;
        tx.batch_execute(&format!(
            "INSERT INTO event_counters (event_id) VALUES ({id});
             INSERT INTO event_tags (event_id, tag_id, position) SELECT {id}, id, row_number() OVER () FROM (SELECT id FROM tags ORDER BY id LIMIT 3) t;
             INSERT INTO event_upcoming (event_id, begins_on, ends_on, sort_at, category, language, status, online, local)
               SELECT id, begins_on, begins_on + interval '1 day', begins_on, category, language, status, false, true FROM events WHERE id = {id};
             INSERT INTO event_upcoming_tags (tag_id, sort_at, event_id)
               SELECT t.tag_id, u.sort_at, {id} FROM event_tags t, event_upcoming u WHERE t.event_id = {id} AND u.event_id = {id};"
        ))
        .await?;
        Ok(())
    })
    .await
}

/// Bytes of write-ahead log so far.
async fn written(conn: &mut diesel_async::AsyncPgConnection) -> Result<i64> {
    let now: Number =
        diesel::sql_query("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS n")
            .get_result(conn)
            .await?;
    Ok(now.n)
}
