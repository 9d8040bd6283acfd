//! W7: what other servers send, signed, by one and by a thousand of them.

use crate::process::Server;
use crate::report::Report;
use crate::stopwatch::{Laps, median};
use crate::{Bench, peers};
use anyhow::{Result, ensure};
use chrono::Utc;
use farandole_wire::json;
use farandole_wire::signature::{self, Incoming, PublicKey, Scheme, SigningKey};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::json;
use std::time::Instant;
use url::Url;

/// Requests of one measurement.
const REQUESTS: usize = 4_000;
const CONNECTIONS: usize = 128;
const HOST: &str = "w7.test";

/// A request that is signed already.
struct Signed {
    headers: reqwest::header::HeaderMap,
    body: Vec<u8>,
}

/// Sends what is signed by known actors, and holds it beside the bare check of the same requests.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let pem = SigningKey::generate()?;
    let any = SigningKey::from_pem("http://w7.test/key", &pem)?;
    peers::known(bench, "w7x", 1_000, "'w7.test'", &any).await?;
    let server = Server::with(bench, "web", &[]).await?;
    let key = PublicKey::from_pem(&any.public_pem()?)?;
    for senders in [1, 1_000] {
        let (mut rates, mut bare, mut slow, mut cpu) = (vec![], vec![], vec![], vec![]);
        for round in 0..bench.rounds {
            let requests = signed(&server, &pem, senders, round)?;
            bare.push(checked(&server, &requests, &key)?);
            let before = server.cpu()?;
            let (rate, p99) = sent(&server, requests).await?;
            cpu.push((server.cpu()? - before) / REQUESTS as f64);
            rates.push(rate);
            slow.push(p99);
        }
        let by = format!("{senders} known senders");
        let bare = median(bare);
        report.add(
            "W7",
            format!("{by}: answers/s beside the bare check on one core"),
            median(rates),
            bare,
        );
        report.add("W7", format!("{by}: CPU ms beside the bare check"), median(cpu), 1e3 / bare);
        report.add("W7", format!("{by}: p99 ms beside the target"), median(slow), 100.0);
    }
    Ok(())
}

/// A Create of an event that nobody here asked for, by each sender in turn.
fn signed(server: &Server, pem: &str, senders: usize, round: usize) -> Result<Vec<Signed>> {
    let inbox = Url::parse(&format!("{}/inbox", server.origin))?;
    let keys = (1..=senders).map(|n| {
        let actor = format!("http://{HOST}/@w7x{n}");
        Ok((SigningKey::from_pem(format!("{actor}#main-key"), pem)?, actor))
    });
    let keys: Vec<(SigningKey, String)> = keys.collect::<Result<_>>()?;
    let one = |n: usize| {
        let (key, actor) = &keys[n % senders];
        let id = format!("http://{HOST}/events/{senders}-{round}-{n}");
        let body = json!({
            "@context": "https://www.w3.org/ns/activitystreams", "type": "Create", "id": format!("{id}/activity"),
            "actor": actor, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
            "object": {
                "type": "Event", "id": id, "name": "Lantern walk", "attributedTo": actor, "actor": actor,
                "content": "<p>Bring a jar and a candle.</p>", "startTime": "2031-11-11T17:30:00+01:00",
                "location": { "type": "Place", "name": "Old mill", "latitude": 48.2, "longitude": 16.3 },
            },
        });
        let body = body.to_string().into_bytes();
        let mut headers = key.headers(Scheme::Cavage, &inbox, Some(&body), Utc::now());
        headers.insert(
            "content-type",
            reqwest::header::HeaderValue::from_static("application/activity+json"),
        );
        Signed { headers, body }
    };
    Ok((0..REQUESTS).map(one).collect())
}

/// Checks a second by parsing, digest and signature alone, on one core.
fn checked(server: &Server, requests: &[Signed], key: &PublicKey) -> Result<f64> {
    let host = server.origin.trim_start_matches("http://").to_owned();
    let begun = Instant::now();
    for one in requests {
        let headers = one.headers.iter().filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        let headers = headers.chain([("host".to_owned(), host.clone())]).collect();
        let (origin, target) = (&*server.origin, "/inbox");
        let incoming = Incoming { method: "POST", origin, target, headers, body: &one.body };
        json::object(&one.body)?;
        signature::read(&incoming, Utc::now())?.check(key)?;
    }
    Ok(requests.len() as f64 / begun.elapsed().as_secs_f64())
}

/// Sends all, many at once; answers a second, and what nearly all of them stayed within, in milliseconds.
async fn sent(server: &Server, requests: Vec<Signed>) -> Result<(f64, f64)> {
    let count = requests.len();
    let laps = std::sync::Mutex::new(Laps::default());
    let begun = Instant::now();
    let posts = requests.into_iter().map(async |one| -> Result<()> {
        let post = server.client.post(format!("{}/inbox", server.origin));
        let mut lap = Laps::default();
        let reply = lap.time(post.headers(one.headers).body(one.body).send()).await?;
        ensure!(reply.status() == 202, "the inbox answered {}", reply.status());
        if let Ok(mut laps) = laps.lock() {
            laps.join(lap);
        }
        Ok(())
    });
    futures_util::stream::iter(posts).buffer_unordered(CONNECTIONS).try_collect::<()>().await?;
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    let p99 = laps.lock().map_or(0.0, |laps| laps.quantile(0.99));
    Ok((rate, p99))
}
