//! How often something may be done. Counts live in PostgreSQL, so that they hold across processes and restarts;
//! the key is a keyed hash, so that the table holds no addresses and nobody can try which they were.

use super::error::{Error, Result};
use super::viewer::Viewer;
use chrono::{DateTime, Duration, DurationRound, Utc};
use diesel::sql_types::{BigInt, Binary, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::net::IpAddr;

/// One limit: so many in a window.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The name of the counter.
    pub bucket: &'static str,
    /// How many are let through in a window.
    pub hits: i32,
    /// The length of the window.
    pub seconds: i64,
}

impl Limit {
    /// So many a minute.
    pub const fn per_minute(bucket: &'static str, hits: i32) -> Self {
        Self { bucket, hits, seconds: 60 }
    }
    /// So many a second.
    pub const fn per_second(bucket: &'static str, hits: i32) -> Self {
        Self { bucket, hits, seconds: 1 }
    }
    /// So many an hour.
    pub const fn per_hour(bucket: &'static str, hits: i32) -> Self {
        Self { bucket, hits, seconds: 3600 }
    }
    /// So many a day.
    pub const fn per_day(bucket: &'static str, hits: i32) -> Self {
        Self { bucket, hits, seconds: 86_400 }
    }
}

/// The client for whom an address counts: the whole address in IPv4, its /64 in IPv6.
pub fn client(ip: Option<IpAddr>) -> String {
    match ip.map(|ip| ip.to_canonical()) {
        None => "inside".to_owned(),
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Hits {
    #[diesel(sql_type = Integer)]
    hits: i32,
}

/// Counts one hit and refuses the one too many. Where people ask it runs outside any transaction, so that a refused or
/// failed attempt still counts; a job counts in its own, so that only what it did counts. A viewer that is the program itself is never counted.
pub async fn hit(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    viewer: &Viewer,
    limit: Limit,
    key: Vec<u8>,
) -> Result<()> {
    if viewer.is_system() {
        return Ok(());
    }
    let window = Duration::seconds(limit.seconds);
    let start = now.duration_trunc(window).unwrap_or(now);
    let counted: Hits = diesel::sql_query(
        "INSERT INTO rate_counters (bucket, key, window_start, hits, expires_at) VALUES ($1, $2, $3, 1, $4) \
         ON CONFLICT (bucket, key, window_start) DO UPDATE SET hits = rate_counters.hits + 1 RETURNING hits",
    )
    .bind::<Text, _>(limit.bucket)
    .bind::<Binary, _>(key)
    .bind::<Timestamptz, _>(start)
    .bind::<Timestamptz, _>(start + window * 2)
    .get_result(conn)
    .await?;
    if counted.hits > limit.hits {
        let wait = (start + window - now).num_seconds().max(1);
        return Err(Error::TooMany { retry_after: u64::try_from(wait).unwrap_or(1) });
    }
    Ok(())
}

/// Drops up to `most` counters whose windows are over. Returns how many.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>, most: i64) -> Result<usize> {
    let over = diesel::sql_query(
        "DELETE FROM rate_counters WHERE ctid = ANY (ARRAY( \
           SELECT ctid FROM rate_counters WHERE expires_at < $1 LIMIT $2))",
    );
    Ok(over.bind::<Timestamptz, _>(now).bind::<BigInt, _>(most).execute(conn).await?)
}
