//! Events that are over: their own search, slower, on the wide table.

use super::filters::{Area, BoundingBox, Filters, Near};
use super::store::{Hit, Slice};
use super::words;
use crate::kernel::prelude::*;
use diesel::pg::Pg;
use diesel::sql_types::{Array, Bool, Double, Nullable, Text, Timestamptz};

/// Events over which words are looked for, the latest first.
const LOOKED_AT: i64 = 5_000;

/// Listed events that have ended, the latest first.
pub async fn find(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let area = match filters.area {
        Area::Everywhere => "true",
        Area::Circle(_) => {
            "ST_DWithin(a.geog, ST_SetSRID(ST_MakePoint($8, $9), 4326)::geography, $10, false)"
        }
        Area::Box(_) => {
            "ST_X(a.geog::geometry) BETWEEN $8 AND $10 AND ST_Y(a.geog::geometry) BETWEEN $9 AND $11"
        }
    };
    let text = format!(
        "($1 = '' OR to_tsvector(farandole_config(e.language), e.title || ' ' || e.description) @@ {})",
        words::tsquery()
    );
    let sql = format!(
        "SELECT s.id AS event_id, s.begins_on AS sort_at FROM ( \
           SELECT e.id, e.begins_on, e.title, e.description, e.language FROM events e \
           LEFT JOIN addresses a ON a.id = e.address_id \
           WHERE e.visibility = 'public' AND NOT e.draft AND e.deleted_at IS NULL \
             AND e.begins_on < $2 AND coalesce(e.ends_on, e.begins_on) < $12 \
             AND ($3::timestamptz IS NULL OR coalesce(e.ends_on, e.begins_on) >= $3) \
             AND (cardinality($4) = 0 OR e.category = ANY ($4)) \
             AND (cardinality($5) = 0 OR e.language = ANY ($5)) \
             AND (cardinality($6) = 0 OR e.status = ANY ($6)) \
             AND (cardinality($7) = 0 OR EXISTS (SELECT FROM event_tags et JOIN tags t ON t.id = et.tag_id \
                  WHERE et.event_id = e.id AND t.slug = ANY ($7))) \
             AND ($13::bool IS NULL OR coalesce((e.options->>'is_online')::bool, false) = $13) \
             AND {area} ORDER BY e.begins_on DESC, e.id LIMIT {LOOKED_AT}) s \
         JOIN events e ON e.id = s.id WHERE {text} ORDER BY s.begins_on DESC, s.id LIMIT {} OFFSET {}",
        slice.limit, slice.offset
    );
    let (a, b, c, d) = match filters.area {
        Area::Everywhere => (0.0, 0.0, 0.0, 0.0),
        Area::Circle(Near { lon, lat, metres }) => (lon, lat, metres, 0.0),
        Area::Box(BoundingBox { west, south, east, north }) => (west, south, east, north),
    };
    let before = filters.span.until.map_or(now, |until| until.min(now));
    let query = diesel::sql_query(sql)
        .into_boxed::<Pg>()
        .bind::<Text, _>(filters.words.clone().unwrap_or_default())
        .bind::<Timestamptz, _>(before)
        .bind::<Nullable<Timestamptz>, _>(filters.span.from)
        .bind::<Array<Text>, _>(&filters.categories)
        .bind::<Array<Text>, _>(&filters.languages)
        .bind::<Array<Text>, _>(&filters.statuses)
        .bind::<Array<Text>, _>(&filters.tags)
        .bind::<Double, _>(a)
        .bind::<Double, _>(b)
        .bind::<Double, _>(c)
        .bind::<Double, _>(d)
        .bind::<Timestamptz, _>(now)
        .bind::<Nullable<Bool>, _>(filters.online);
    Ok(query.load(conn).await?)
}
