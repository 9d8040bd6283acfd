//! W8: ten thousand people, five hundred places.

use crate::process::Server;
use crate::report::Report;
use crate::stopwatch::median;
use crate::{Bench, dataset};
use anyhow::{Context, Result, ensure};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Uuid};
use diesel_async::RunQueryDsl;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use std::time::Instant;

const SEATS: i64 = 500;
const CONNECTIONS: usize = 32;
const CREATE: &str = "mutation ($actor: ID!, $at: DateTime!, $seats: Int!) {
  createEvent(organizerActorId: $actor, title: \"Opening night\", description: \"\", beginsOn: $at,
    options: { maximumAttendeeCapacity: $seats }) { id } }";
const JOIN: &str = "mutation ($event: ID!, $actor: ID!) { joinEvent(eventId: $event, actorId: $actor) { id role } }";
/// What a join is at best: a look without a lock, then a seat and its row in one statement.
const RAW: &str = "WITH open AS (SELECT FROM event_counters WHERE event_id = $1 AND participant < capacity),
  seat AS (UPDATE event_counters SET participant = participant + 1
    WHERE event_id = $1 AND participant < capacity AND EXISTS (SELECT FROM open) RETURNING event_id)
  INSERT INTO participants (event_id, uuid, actor_id, role, code, created_at, updated_at)
  SELECT event_id, $2, $3, 'participant', upper(lpad(to_hex($4 % 16777216), 6, '0')), now(), now() FROM seat";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Sells the same number of seats both ways, and checks that they are the right number.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let server = Server::real(bench).await?;
    let first = first_person(bench).await?;
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    let (mut oversold, mut lost) = (0, 0);
    for round in 0..bench.rounds {
        let event = event(&server, first).await?;
        let begun = Instant::now();
        let sold = through_the_api(&server, event, first).await?;
        ours.push(dataset::PEOPLE as f64 / begun.elapsed().as_secs_f64());
        let kept = number(
            bench,
            &format!("SELECT count(*) AS n FROM participants WHERE event_id = {event} AND role = 'participant'"),
        )
        .await?;
        oversold += (kept - SEATS).max(0);
        lost += (sold - kept).max(0);
        ensure!(kept == SEATS, "{kept} of {SEATS} seats are taken in round {round}");

        let limit = self::event(&server, first).await?;
        let begun = Instant::now();
        by_hand(bench, limit, first).await?;
        raw.push(dataset::PEOPLE as f64 / begun.elapsed().as_secs_f64());
    }
    report.add("W8", "requests to join/s, one in twenty served", median(ours), median(raw));
    report.add("W8", "seats oversold", oversold as f64, 0.0);
    report.add("W8", "seats lost", lost as f64, 0.0);
    Ok(())
}

/// The identity of the first person.
pub async fn first_person(bench: &Bench) -> Result<i64> {
    number(bench, "SELECT min(id) AS n FROM actors WHERE user_id IS NOT NULL").await
}

async fn event(server: &Server, organizer: i64) -> Result<i64> {
    let at = chrono::Utc::now() + chrono::Duration::days(30);
    let variables = json!({ "actor": organizer.to_string(), "at": at, "seats": SEATS });
    let reply = server.ask(Some(&dataset::bearer(1)), CREATE, variables).await?;
    let id = reply["data"]["createEvent"]["id"].as_str().with_context(|| format!("{reply:#}"))?;
    Ok(id.parse()?)
}

/// Everybody asks once; returns how many were told that they go.
async fn through_the_api(server: &Server, event: i64, first: i64) -> Result<i64> {
    let joins = (2..=dataset::PEOPLE).map(async |person| -> Result<i64> {
        let variables =
            json!({ "event": event.to_string(), "actor": (first + person - 1).to_string() });
        let reply: Value = server.ask(Some(&dataset::bearer(person)), JOIN, variables).await?;
        Ok(i64::from(reply["data"]["joinEvent"]["role"] == "PARTICIPANT"))
    });
    futures_util::stream::iter(joins)
        .buffer_unordered(CONNECTIONS)
        .try_fold(0, async |sum, one| Ok(sum + one))
        .await
}

async fn by_hand(bench: &Bench, event: i64, first: i64) -> Result<()> {
    let joins = (2..=dataset::PEOPLE).map(async |person| -> Result<()> {
        let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
        diesel::sql_query(RAW)
            .bind::<BigInt, _>(event)
            .bind::<Uuid, _>(uuid::Uuid::new_v4())
            .bind::<BigInt, _>(first + person - 1)
            .bind::<BigInt, _>(person)
            .execute(&mut conn)
            .await?;
        Ok(())
    });
    // As many at a time as the server's own pool would have.
    futures_util::stream::iter(joins).buffer_unordered(8).try_collect().await
}

async fn number(bench: &Bench, query: &str) -> Result<i64> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    Ok(diesel::sql_query(query).get_result::<Number>(&mut conn).await?.n)
}
