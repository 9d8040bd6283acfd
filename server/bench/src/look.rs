//! W4: one event, as everybody who got the link asks for it.

use crate::Bench;
use crate::process::Server;
use crate::report::Report;
use crate::stopwatch::median;
use anyhow::{Context, Result, ensure};
use diesel::QueryableByName;
use diesel::sql_types::Uuid;
use diesel_async::RunQueryDsl;
use futures_util::{StreamExt, TryStreamExt};
use reqwest::header::{ETAG, IF_NONE_MATCH};
use serde_json::json;
use std::time::Instant;

const REQUESTS: usize = 2_000;
const CONNECTIONS: usize = 16;
const ASK: &str = "query ($uuid: UUID!) { event(uuid: $uuid) { id uuid title description beginsOn endsOn status
  organizerActor { id name preferredUsername } physicalAddress { description locality } tags { title } } }";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    uuid: uuid::Uuid,
}

/// Requests a second, and the CPU of one request in milliseconds.
#[derive(Default)]
struct Rates {
    rate: Vec<f64>,
    cpu: Vec<f64>,
}

impl Rates {
    async fn run<F: Future<Output = Result<()>>>(
        &mut self,
        server: &Server,
        one: impl Fn(usize) -> F,
    ) -> Result<()> {
        let (begun, before) = (Instant::now(), server.cpu()?);
        futures_util::stream::iter((0..REQUESTS).map(one))
            .buffer_unordered(CONNECTIONS)
            .try_collect::<()>()
            .await?;
        self.rate.push(REQUESTS as f64 / begun.elapsed().as_secs_f64());
        self.cpu.push((server.cpu()? - before) / REQUESTS as f64);
        Ok(())
    }
}

/// The same events through every door, round by round.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let (real, tiny) = (Server::real(bench).await?, Server::tiny(bench).await?);
    let uuids = some_events(bench).await?;
    let uuid = |n: usize| uuids[n % uuids.len()];
    let tag = tag_of(&real, &format!("/events/{}", uuids[0])).await?;
    let (mut api, mut page, mut kept) = (Rates::default(), Rates::default(), Rates::default());
    let (mut row, mut fixed) = (Rates::default(), Rates::default());
    for _ in 0..=bench.rounds {
        row.run(&tiny, async |n| fine(tiny.get(&format!("/event/{}", uuid(n))).await?)).await?;
        api.run(&real, async |n| {
            let reply = real.ask(None, ASK, json!({ "uuid": uuid(n) })).await?;
            ensure!(reply["errors"].is_null(), "{reply:#}");
            Ok(())
        })
        .await?;
        page.run(&real, async |n| fine(real.get(&format!("/events/{}", uuid(n))).await?)).await?;
        fixed.run(&tiny, async |_| fine(tiny.get("/static").await?)).await?;
        if let Some(tag) = &tag {
            let path = format!("{}/events/{}", real.origin, uuids[0]);
            kept.run(&real, async |_| {
                let reply = real.client.get(&path).header(IF_NONE_MATCH, tag).send().await?;
                ensure!(reply.status() == 304, "{}", reply.status());
                Ok(())
            })
            .await?;
        }
    }
    let mut add = |name: &str, ours: Rates, limit: &Rates| {
        let warm = |values: &[f64]| median(values.iter().skip(1).copied().collect());
        report.add("W4", format!("{name}: CPU ms a request"), warm(&ours.cpu), warm(&limit.cpu));
        report.add("W4", format!("{name}: requests/s"), warm(&ours.rate), warm(&limit.rate));
    };
    add("GraphQL beside the row", api, &row);
    add("page beside the row", page, &row);
    if tag.is_some() {
        add("unchanged page (304) beside memory", kept, &fixed);
    }
    Ok(())
}

fn fine((status, _): (u16, usize)) -> Result<()> {
    ensure!(status == 200, "answered {status}");
    Ok(())
}

/// The version that a page tells of itself, if it does.
async fn tag_of(server: &Server, path: &str) -> Result<Option<String>> {
    let reply = server.client.get(format!("{}{path}", server.origin)).send().await?;
    reply
        .headers()
        .get(ETAG)
        .map(|it| it.to_str().map(str::to_owned))
        .transpose()
        .context("an ETag")
}

async fn some_events(bench: &Bench) -> Result<Vec<uuid::Uuid>> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT e.uuid FROM event_upcoming u JOIN events e ON e.id = u.event_id ORDER BY e.id LIMIT 200",
    )
    .load(&mut conn)
    .await?;
    ensure!(!rows.is_empty(), "no event is listed");
    Ok(rows.into_iter().map(|row| row.uuid).collect())
}
