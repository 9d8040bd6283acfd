//! W9: one event to two thousand servers, nearly a third of which are not well.

use crate::process::Server;
use crate::report::Report;
use crate::stopwatch::{Laps, median};
use crate::{Bench, dataset, peers};
use anyhow::{Context, Result, ensure};
use diesel_async::SimpleAsyncConnection;
use farandole_wire::signature::{Scheme, SigningKey};
use serde_json::json;
use std::time::{Duration, Instant};
use url::Url;

/// Servers that are well, and of each kind that is not: closed, never answering, answering 500.
const WELL: usize = 1_400;
const ILL: usize = 200;
const CREATE: &str = "mutation ($actor: ID!, $at: DateTime!) {
  createEvent(organizerActorId: $actor, title: \"Opening night\", description: \"\", beginsOn: $at) { id } }";

/// Publishes an event with followers on all of them, and sees when it gets where.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let (port, came) = peers::listen()?;
    let closed = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let pem = SigningKey::generate()?;
    let key = SigningKey::from_pem("http://w9.test/key", &pem)?;
    let kinds =
        [("well", WELL, port), ("slow", ILL, port), ("ill", ILL, port), ("shut", ILL, closed)];
    let (mut allow, mut hosts) = (Vec::new(), Vec::new());
    for (word, count, port) in kinds {
        let place = format!("'{word}' || n || '.w9.test:{port}'");
        peers::known(bench, word, count, &place, &key).await?;
        allow.extend((1..=count).map(|n| format!("{word}{n}.w9.test:{port}")));
        hosts.extend((1..=count).map(|n| format!("{word}{n}.w9.test=127.0.0.1")));
    }
    follow(bench).await?;
    let settings =
        [("FARANDOLE_FEDERATION_ALLOW", allow.join(",")), ("FARANDOLE_HOSTS", hosts.join(","))];
    let server = Server::with(bench, "all", &settings).await?;
    let signing = signing(&key)?;
    let (mut fifty, mut most, mut last, mut cpu) = (vec![], vec![], vec![], vec![]);
    for _ in 0..bench.rounds {
        came.lock().map_err(|_| anyhow::anyhow!("a thread broke"))?.clear();
        let before = server.cpu()?;
        let begun = publish(&server, bench).await?;
        let laps = arrivals(&came, begun).await?;
        cpu.push((server.cpu()? - before) / WELL as f64);
        fifty.push(laps.quantile(0.5));
        most.push(laps.quantile(0.95));
        last.push(laps.quantile(0.99));
    }
    report.add(
        "W9",
        "from publishing to those that are well: p50 ms beside 5 s",
        median(fifty),
        5_000.0,
    );
    report.add("W9", "the same: p95 ms beside 5 s", median(most), 5_000.0);
    report.add("W9", "the same: p99 ms beside 15 s", median(last), 15_000.0);
    report.add("W9", "CPU ms for each that got it, beside bare signing", median(cpu), signing);
    Ok(())
}

/// Everybody there follows the first person here.
async fn follow(bench: &Bench) -> Result<()> {
    let sql = "INSERT INTO follows (uuid, url, follower_id, target_id, state, created_at, updated_at)
      SELECT gen_random_uuid(), a.url || '#follow', a.id, (SELECT min(id) FROM actors WHERE user_id IS NOT NULL),
        'approved', now(), now() FROM actors a WHERE a.domain LIKE '%.w9.test:%'";
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    Ok(conn.batch_execute(sql).await?)
}

async fn publish(server: &Server, bench: &Bench) -> Result<Instant> {
    let first = crate::joins::first_person(bench).await?;
    let at = chrono::Utc::now() + chrono::Duration::days(30);
    let begun = Instant::now();
    let variables = json!({ "actor": first.to_string(), "at": at });
    let reply = server.ask(Some(&dataset::bearer(1)), CREATE, variables).await?;
    reply["data"]["createEvent"]["id"].as_str().with_context(|| format!("{reply:#}"))?;
    Ok(begun)
}

/// Waits until everybody who is well has it.
async fn arrivals(came: &peers::Came, begun: Instant) -> Result<Laps> {
    loop {
        {
            let came = came.lock().map_err(|_| anyhow::anyhow!("a thread broke"))?;
            if came.len() >= WELL {
                let mut laps = Laps::default();
                came.iter().for_each(|(_, at)| laps.note(at.duration_since(begun)));
                return Ok(laps);
            }
            ensure!(begun.elapsed() < Duration::from_secs(180), "{} of {WELL} have it", came.len());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Milliseconds of signing one request.
fn signing(key: &SigningKey) -> Result<f64> {
    let url = Url::parse("http://well1.w9.test/inbox")?;
    let body = vec![b'x'; 2_000];
    let begun = Instant::now();
    for _ in 0..500 {
        key.headers(Scheme::Cavage, &url, Some(&body), chrono::Utc::now());
    }
    Ok(begun.elapsed().as_secs_f64() * 1e3 / 500.0)
}
