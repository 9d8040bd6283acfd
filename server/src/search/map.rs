//! The map: what is in a box, as clusters. Where events are many, a screen without filters reads totals that a job has
//! counted; else, with filters, or close to the ground, it reads the ranges of tiles that cover it.

use super::filters::{Area, BoundingBox, Filters, Reach};
use super::terms::{self, Ends};
use super::{past, tile};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use diesel::sql_types::{Array, BigInt, Double, Integer, Nullable, Timestamptz};
use diesel_async::SimpleAsyncConnection;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Moves of the map that a client may make.
const MOVES: Limit = Limit::per_minute("map", 240);
/// Clusters on one screen.
const CLUSTERS: usize = 400;
/// Clusters are this many zooms finer than the tiles of the screen.
const FINER: u32 = 2;
/// The finest zoom at which cells are counted beforehand.
const COUNTED: u32 = 13;
/// Events on the map up to which they are counted afresh for every screen.
const MANY: i64 = 5_000;

/// Events close together on the map.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Cluster {
    /// Their middle, in degrees.
    #[diesel(sql_type = Double)]
    pub lon: f64,
    #[diesel(sql_type = Double)]
    pub lat: f64,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// The soonest of them, where this is known without looking further.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub first: Option<EventId>,
}

/// A cluster and the cell that it lies in.
#[derive(QueryableByName)]
struct Cell {
    #[diesel(sql_type = Integer)]
    cell: i32,
    #[diesel(embed)]
    cluster: Cluster,
}

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// What lies in a box at a zoom (0 to 18), of what the filters let through.
pub async fn map(
    app: &App,
    viewer: &Viewer,
    bbox: BoundingBox,
    zoom: u32,
    filters: Filters,
) -> Result<Vec<Cluster>> {
    app.hit_client(viewer, MOVES).await?;
    let filters = filters.checked()?;
    let grain = (zoom.min(18) + FINER).min(tile::ZOOM);
    let now = app.now();
    let mut conn = app.db.get().await?;
    let reach = filters.span.reach(now);
    let whole = filters.only_where_and_when()
        && !matches!(filters.area, Area::Circle(_))
        && reach == Reach::Coming
        && filters.span.until.is_none()
        && filters.span.from.is_none_or(|from| from <= now);
    if whole && (2..=COUNTED).contains(&grain) && many(&mut conn).await? {
        return counted(&mut conn, bbox, grain).await;
    }
    let mut clusters = BTreeMap::new();
    if reach != Reach::Past {
        for cell in by_tiles(&mut conn, bbox, grain, &filters, now).await? {
            clusters.insert(cell.cell, cell.cluster);
        }
    }
    if reach != Reach::Coming {
        for point in past::points(&mut conn, &filters, now).await? {
            add(&mut clusters, bbox, grain, &point);
        }
    }
    let mut clusters: Vec<Cluster> = clusters.into_values().collect();
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.count));
    clusters.truncate(CLUSTERS);
    Ok(clusters)
}

/// The same clusters, those in one tile of this zoom together.
pub fn coarser(clusters: Vec<Cluster>, grain: u32) -> Vec<Cluster> {
    let mut cells: BTreeMap<i32, Cluster> = BTreeMap::new();
    for cluster in clusters {
        let cell = crate::events::morton(cluster.lon, cluster.lat) >> (2 * (tile::ZOOM - grain));
        match cells.entry(cell) {
            Entry::Vacant(free) => drop(free.insert(cluster)),
            Entry::Occupied(mut taken) => {
                let sum = taken.get_mut();
                let share = cluster.count as f64 / (sum.count + cluster.count) as f64;
                sum.lon += (cluster.lon - sum.lon) * share;
                sum.lat += (cluster.lat - sum.lat) * share;
                sum.count += cluster.count;
                sum.first = None;
            }
        }
    }
    cells.into_values().collect()
}

/// Adds an event to the cluster of its tile, whose middle moves.
fn add(clusters: &mut BTreeMap<i32, Cluster>, bbox: BoundingBox, grain: u32, point: &past::Point) {
    let past::Point { event_id, lon, lat } = *point;
    if !(bbox.west..=bbox.east).contains(&lon) || !(bbox.south..=bbox.north).contains(&lat) {
        return;
    }
    let cell = crate::events::morton(lon, lat) >> (2 * (tile::ZOOM - grain));
    let alone = Cluster { lon, lat, count: 0, first: Some(event_id) };
    let cluster = clusters.entry(cell).or_insert(alone);
    cluster.count += 1;
    let share = 1.0 / cluster.count as f64;
    cluster.lon += (lon - cluster.lon) * share;
    cluster.lat += (lat - cluster.lat) * share;
}

/// Whether there are so many events that totals counted some minutes ago are worth reading.
async fn many(conn: &mut AsyncPgConnection) -> Result<bool> {
    let sql = "SELECT coalesce(sum(n), 0)::bigint AS n FROM map_cells WHERE z = 2";
    let total: Total = diesel::sql_query(sql).get_result(conn).await?;
    Ok(total.n > MANY)
}

async fn counted(
    conn: &mut AsyncPgConnection,
    bbox: BoundingBox,
    grain: u32,
) -> Result<Vec<Cluster>> {
    let (lows, highs) = ranges(bbox, grain);
    let sql = format!(
        "SELECT c.lon, c.lat, c.n::bigint AS count, NULL::bigint AS first FROM unnest($1, $2) AS r (lo, hi) \
         JOIN map_cells c ON c.z = $3 AND c.cell BETWEEN r.lo AND r.hi \
         WHERE c.lon BETWEEN $4 AND $6 AND c.lat BETWEEN $5 AND $7 ORDER BY c.n DESC, c.cell LIMIT {CLUSTERS}"
    );
    let query = diesel::sql_query(sql)
        .bind::<Array<Integer>, _>(lows)
        .bind::<Array<Integer>, _>(highs)
        .bind::<diesel::sql_types::SmallInt, _>(i16::try_from(grain).unwrap_or(2))
        .bind::<Double, _>(bbox.west)
        .bind::<Double, _>(bbox.south)
        .bind::<Double, _>(bbox.east)
        .bind::<Double, _>(bbox.north);
    Ok(query.load(conn).await?)
}

/// The ranges that cover a box, as numbers of cells at a grain.
fn ranges(bbox: BoundingBox, grain: u32) -> (Vec<i32>, Vec<i32>) {
    let shift = 2 * (tile::ZOOM - grain);
    tile::ranges(bbox.west, bbox.south, bbox.east, bbox.north)
        .into_iter()
        .map(|(low, high)| (low >> shift, high >> shift))
        // Several ranges of tiles may lie in one coarse cell.
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .unzip()
}

async fn by_tiles(
    conn: &mut AsyncPgConnection,
    bbox: BoundingBox,
    grain: u32,
    filters: &Filters,
    now: DateTime<Utc>,
) -> Result<Vec<Cell>> {
    let (lows, highs) = ranges(bbox, tile::ZOOM);
    let shift = 2 * (tile::ZOOM - grain);
    let conditions = terms::conditions(filters);
    let words = super::words::tsquery();
    let worded = if filters.words.is_some() {
        format!(
            "EXISTS (SELECT FROM event_upcoming_text t WHERE t.event_id = u.event_id AND t.tsv @@ {words})"
        )
    } else {
        "true".to_owned()
    };
    let sql = format!(
        "SELECT u.tile >> {shift} AS cell, avg(ST_X(u.geog::geometry)) AS lon, avg(ST_Y(u.geog::geometry)) AS lat, \
           count(*) AS count, (array_agg(u.event_id ORDER BY u.sort_at))[1] AS first \
         FROM unnest($19, $20) AS r (lo, hi) JOIN event_upcoming u ON u.tile BETWEEN r.lo AND r.hi \
         WHERE ST_X(u.geog::geometry) BETWEEN $21 AND $23 AND ST_Y(u.geog::geometry) BETWEEN $22 AND $24 \
           AND {conditions} AND {worded} GROUP BY 1 ORDER BY count DESC, 1 LIMIT {CLUSTERS}"
    );
    let query = terms::bound(sql, filters, Ends::default(), now)
        .bind::<Array<Integer>, _>(lows)
        .bind::<Array<Integer>, _>(highs)
        .bind::<Double, _>(bbox.west)
        .bind::<Double, _>(bbox.south)
        .bind::<Double, _>(bbox.east)
        .bind::<Double, _>(bbox.north);
    Ok(query.load(conn).await?)
}

/// Counts the cells again, in one transaction, so that a reader sees the old or the new.
pub async fn refresh(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<()> {
    conn.transaction(async |tx| {
        tx.batch_execute("SET LOCAL statement_timeout = '60s'; DELETE FROM map_cells").await?;
        let fill = format!(
            "INSERT INTO map_cells (z, cell, n, lon, lat) \
             SELECT z, u.tile >> (2 * ({} - z)), count(*), avg(ST_X(u.geog::geometry)), avg(ST_Y(u.geog::geometry)) \
             FROM event_upcoming u, generate_series(2, {COUNTED}) AS z \
             WHERE u.tile IS NOT NULL AND u.ends_on >= $1 GROUP BY 1, 2",
            tile::ZOOM
        );
        diesel::sql_query(fill).bind::<Timestamptz, _>(now).execute(tx).await?;
        Ok(())
    })
    .await
}
