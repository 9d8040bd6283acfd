//! W1: what happens near a point, soonest first.

use crate::process::Server;
use crate::report::Report;
use crate::stopwatch::{Laps, median};
use crate::{Bench, dataset};
use anyhow::{Result, ensure};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Double, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use serde_json::json;

const CENTRES: i64 = 48;
const PAGE: i64 = 20;
const ASK: &str = "query ($at: String!, $km: Float!, $page: Int!) {
  searchEvents(location: $at, radius: $km, page: $page, limit: 20) {
    total elements { id uuid title beginsOn status tags { title } physicalAddress { locality geom } } } }";
/// One statement for a page, as short as it can be: the projection walked in time, then the rows.
const RAW: &str = "SELECT e.title, e.begins_on, a.locality FROM (
    SELECT event_id, sort_at FROM event_upcoming
    WHERE sort_at > $4 AND ST_DWithin(geog, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, $3, false)
    ORDER BY sort_at <-> $4 LIMIT 20 OFFSET $5) s
  JOIN events e ON e.id = s.event_id LEFT JOIN addresses a ON a.id = e.address_id ORDER BY s.sort_at";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    #[expect(dead_code, reason = "read so that it is sent")]
    title: String,
}

/// Asks both in turn for each centre, radius and page.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let server = Server::real(bench).await?;
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    for (km, page) in [5.0, 25.0, 100.0].into_iter().flat_map(|km| [(km, 1), (km, 5)]) {
        let (mut ours, mut raw, mut cpu) = (Vec::new(), Vec::new(), Vec::new());
        let (mut slowest, mut slowest_raw) = (Vec::new(), Vec::new());
        // The first round warms up.
        for round in 0..=bench.rounds {
            let (mut api, mut sql) = (Laps::default(), Laps::default());
            let before = server.cpu()?;
            for n in 0..CENTRES {
                let (lon, lat) = dataset::centre(n);
                let at = geohash::encode(geohash::Coord { x: lon, y: lat }, 9)?;
                let reply = api
                    .time(server.ask(None, ASK, json!({ "at": at, "km": km, "page": page })))
                    .await?;
                ensure!(reply["errors"].is_null(), "{reply:#}");
                let query = diesel::sql_query(RAW)
                    .bind::<Double, _>(lon)
                    .bind::<Double, _>(lat)
                    .bind::<Double, _>(km * 1000.0)
                    .bind::<Timestamptz, _>(chrono::Utc::now())
                    .bind::<BigInt, _>((page - 1) * PAGE);
                sql.time(query.load::<Row>(&mut conn)).await?;
            }
            if round > 0 {
                cpu.push((server.cpu()? - before) / CENTRES as f64);
                ours.push(api.quantile(0.5));
                raw.push(sql.quantile(0.5));
                slowest.push(api.quantile(0.99));
                slowest_raw.push(sql.quantile(0.99));
            }
        }
        let what = format!("{km} km, page {page}");
        report.add("W1", format!("{what}: p50 ms"), median(ours), median(raw.clone()));
        report.add("W1", format!("{what}: p99 ms"), median(slowest), median(slowest_raw));
        report.add(
            "W1",
            format!("{what}: server CPU ms, beside p50 of raw SQL"),
            median(cpu),
            median(raw),
        );
    }
    Ok(())
}
