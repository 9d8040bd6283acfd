//! A country full of events, always the same one: every number comes from the row's own number and the seed.
//!
//! Rows are written by SQL, not through the server, so that a million of them take minutes. The shapes (crowded
//! centres, most events over, few of them big) are those of a real country; the words are made up.

use crate::Bench;
use crate::report::SEED;
use anyhow::Result;
use diesel_async::SimpleAsyncConnection;

/// People who hold a bearer, for the workloads that write.
pub const PEOPLE: i64 = 10_000;

/// The bearer of one of them.
pub fn bearer(person: i64) -> String {
    format!("bench-bearer-{person}")
}

/// Regional centres: their longitudes and latitudes lie on a grid over a country of the size of France.
pub fn centre(n: i64) -> (f64, f64) {
    (-1.0 + (n % 10) as f64 * 0.8, 43.5 + (n / 10) as f64 * 0.9)
}

/// Writes everything and tells the planner about it.
pub async fn fill(bench: &Bench) -> Result<()> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    let (events, places) = (bench.events, (bench.events / 5).max(100));
    let sql = format!(
        "SET statement_timeout = 0;
CREATE FUNCTION pg_temp.chance(n bigint, salt int) RETURNS double precision LANGUAGE sql IMMUTABLE AS
  $$ SELECT (hashint8extended(n * 64 + salt, {SEED}) & 1073741823) / 1073741824.0 $$;
INSERT INTO users (email, email_key, confirmed_at, created_at, updated_at)
  SELECT 'p' || n || '@example.org', 'p' || n || '@example.org', now(), now(), now() FROM generate_series(1, {PEOPLE}) n;
INSERT INTO actors (uuid, kind, preferred_username, name, url, user_id, created_at, updated_at)
  SELECT gen_random_uuid(), 'person', 'p' || split_part(split_part(u.email, '@', 1), 'p', 2), 'Person ' || u.id,
    'http://localhost/@' || split_part(u.email, '@', 1), u.id, now(), now() FROM users u WHERE u.email LIKE 'p%@example.org';
INSERT INTO sessions (uuid, user_id, kind, access_hash, access_expires_at, refresh_hash, expires_at, created_at, used_at)
  SELECT gen_random_uuid(), u.id, 'api', sha256(convert_to('bench-bearer-' || substr(split_part(u.email, '@', 1), 2), 'UTF8')),
    now() + interval '1 day', sha256(convert_to('refresh-' || u.id, 'UTF8')), now() + interval '30 days', now(), now()
  FROM users u WHERE u.email LIKE 'p%@example.org';
INSERT INTO addresses (uuid, url, description, locality, country, geog, timezone, created_at)
  SELECT gen_random_uuid(), 'http://localhost/address/' || n, 'Hall ' || n, 'Town ' || c, 'France',
    ST_SetSRID(ST_MakePoint(-1.0 + (c % 10) * 0.8 + 0.3 * sqrt(-ln(1 - pg_temp.chance(n, 2) * 0.999)) * cos(6.2832 * pg_temp.chance(n, 3)),
      43.5 + (c / 10) * 0.9 + 0.2 * sqrt(-ln(1 - pg_temp.chance(n, 2) * 0.999)) * sin(6.2832 * pg_temp.chance(n, 3))), 4326)::geography,
    'Europe/Paris', now()
  FROM (SELECT n, floor(60 * pow(pg_temp.chance(n, 1), 2.5))::int AS c FROM generate_series(1, {places}) n) s;
INSERT INTO tags (title, slug, created_at) SELECT 'tag' || n, 'tag' || n, now() FROM generate_series(1, 2000) n;
INSERT INTO events (uuid, url, organizer_id, title, description, begins_on, ends_on, begins_wall, ends_wall, timezone, status,
    visibility, category, language, address_id, options, published_at, created_at, updated_at)
  SELECT uuid, 'http://localhost/events/' || uuid, organizer, 'Evening ' || word || ' of ' || other, '<p>' || repeat(word || ' ' || other || ' ', 12) || '</p>',
    at, at + interval '2 hours', at, at + interval '2 hours', 'Europe/Paris',
    CASE WHEN n % 33 = 0 THEN 'cancelled' WHEN n % 20 = 0 THEN 'tentative' ELSE 'confirmed' END,
    CASE WHEN n % 50 = 0 THEN 'private' WHEN n % 14 = 0 THEN 'unlisted' ELSE 'public' END,
    (ARRAY['MUSIC', 'MEETING', 'ARTS', 'SPORTS', 'GAMES'])[1 + n % 5], (ARRAY['en', 'fr', 'de', 'es', 'it'])[1 + n % 5],
    place, CASE WHEN n % 5 = 0 THEN '{{\"is_online\": true}}'::jsonb ELSE '{{}}'::jsonb END, now(), now(), now()
  FROM (SELECT n, gen_random_uuid() AS uuid, (SELECT min(id) FROM actors WHERE kind = 'person' AND user_id IS NOT NULL) + n % {PEOPLE} AS organizer,
      'word' || floor(20000 * pow(pg_temp.chance(n, 5), 4))::int AS word, 'word' || floor(20000 * pow(pg_temp.chance(n, 6), 4))::int AS other,
      CASE WHEN n % 5 = 0 THEN NULL ELSE (SELECT min(id) FROM addresses) + floor({places} * pow(pg_temp.chance(n, 7), 2))::bigint END AS place,
      date_trunc('hour', now()) + CASE WHEN pg_temp.chance(n, 8) < 0.14 THEN interval '1 hour' - ln(1 - pg_temp.chance(n, 9) * 0.999) * interval '50 days'
        ELSE -interval '3 hours' - pow(pg_temp.chance(n, 9), 1.6) * interval '1800 days' END AS at
    FROM generate_series(1, {events}::bigint) n) s;
INSERT INTO event_counters (event_id) SELECT id FROM events;
INSERT INTO event_tags (event_id, tag_id, position)
  SELECT DISTINCT ON (e.id, tag) e.id, tag, k FROM events e, generate_series(0, 2) k,
    LATERAL (SELECT (SELECT min(id) FROM tags) + floor(2000 * pow(pg_temp.chance(e.id, 20 + k), 3))::bigint AS tag) t;
DROP FUNCTION pg_temp.chance(bigint, int);
SET statement_timeout = '10s'",
    );
    conn.batch_execute(&sql).await?;
    drop(conn);
    reindex(bench)?;
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    conn.batch_execute("SET statement_timeout = 0").await?;
    // Alone: statements that are sent together are one transaction.
    conn.batch_execute("VACUUM ANALYZE").await?;
    Ok(())
}

/// Has the server make its own projections of the events.
fn reindex(bench: &Bench) -> Result<()> {
    let done = std::process::Command::new(crate::process::program()?)
        .arg("reindex")
        .current_dir(&bench.dir)
        .env("DATABASE_URL", &bench.url)
        .env("FARANDOLE_DATA_DIR", bench.dir.join("data"))
        .stdout(std::process::Stdio::null())
        .status()?;
    anyhow::ensure!(done.success(), "the events could not be indexed");
    Ok(())
}
