//! The SQL of searches over what is to come. Every query is bounded by its page, not by the number of events.

use super::filters::{Area, BoundingBox, Filters, Near, Sort};
use super::words::{self, Way};
use crate::kernel::prelude::*;
use diesel::pg::Pg;
use diesel::query_builder::BoxedSqlQuery;
use diesel::sql_types::{Array, BigInt, Bool, Double, Nullable, Text, Timestamptz};

/// Rows among which an order other than time or fit is made.
const CANDIDATES: i64 = 1_000;
/// Rows that are ranked when words are common.
const RANKED: i64 = 400;

/// A found event and its place in time.
#[derive(Debug, Clone, QueryableByName)]
pub struct Hit {
    #[diesel(sql_type = BigInt)]
    pub event_id: EventId,
    #[diesel(sql_type = Timestamptz)]
    pub sort_at: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

type Query<'a> = BoxedSqlQuery<'a, Pg, diesel::query_builder::SqlQuery>;

/// The part of a page that one statement needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    pub limit: i64,
    pub offset: i64,
    /// Only what lies behind this.
    pub after: Option<DateTime<Utc>>,
}

/// `$1` the words, `$2` from, `$3` until, `$4`… the lists and flags: the same numbers in every statement.
fn conditions(filters: &Filters) -> String {
    let mut all = vec!["u.ends_on >= $2", "($3::timestamptz IS NULL OR u.begins_on < $3)"];
    let optional = [
        (filters.categories.is_empty(), "u.category = ANY ($4)"),
        (filters.languages.is_empty(), "u.language = ANY ($5)"),
        (filters.statuses.is_empty(), "u.status = ANY ($6)"),
        (
            filters.tags.is_empty(),
            "EXISTS (SELECT FROM event_upcoming_tags ut JOIN tags t ON t.id = ut.tag_id \
              WHERE ut.event_id = u.event_id AND t.slug = ANY ($7))",
        ),
        (filters.online.is_none(), "u.online = $8"),
        (!filters.local_only, "u.local"),
        (filters.long != Some(true), "u.ends_on - u.begins_on > interval '30 days'"),
        (filters.long != Some(false), "u.ends_on - u.begins_on <= interval '30 days'"),
    ];
    all.extend(optional.iter().filter(|(absent, _)| !absent).map(|(_, sql)| *sql));
    all.push(match filters.area {
        Area::Everywhere => "true",
        Area::Circle(_) => "ST_DWithin(u.geog, ST_SetSRID(ST_MakePoint($9, $10), 4326)::geography, $11, false)",
        Area::Box(_) => {
            "u.geog IS NOT NULL AND ST_X(u.geog::geometry) BETWEEN $9 AND $11 AND ST_Y(u.geog::geometry) BETWEEN $10 AND $12 \
             AND u.tile BETWEEN 0 AND 1073741823"
        }
    });
    all.join(" AND ")
}

/// Binds `$1` to `$12` in their order, and `$13` the lower end of time.
fn bound<'a>(sql: String, filters: &'a Filters, low: DateTime<Utc>) -> Query<'a> {
    let (a, b, c, d) = match filters.area {
        Area::Everywhere => (0.0, 0.0, 0.0, 0.0),
        Area::Circle(Near { lon, lat, metres }) => (lon, lat, metres, 0.0),
        Area::Box(BoundingBox { west, south, east, north }) => (west, south, east, north),
    };
    diesel::sql_query(sql)
        .into_boxed::<Pg>()
        .bind::<Text, _>(filters.words.clone().unwrap_or_default())
        .bind::<Timestamptz, _>(filters.span.from.unwrap_or(DateTime::UNIX_EPOCH))
        .bind::<Nullable<Timestamptz>, _>(filters.span.until)
        .bind::<Array<Text>, _>(&filters.categories)
        .bind::<Array<Text>, _>(&filters.languages)
        .bind::<Array<Text>, _>(&filters.statuses)
        .bind::<Array<Text>, _>(&filters.tags)
        .bind::<Bool, _>(filters.online.unwrap_or_default())
        .bind::<Double, _>(a)
        .bind::<Double, _>(b)
        .bind::<Double, _>(c)
        .bind::<Double, _>(d)
        .bind::<Timestamptz, _>(low)
}

/// From where in time the walk begins. Events that run already begin before `from`: those of a day before are
/// looked at, and all that run now, since what has ended is not in the table.
fn low(filters: &Filters, slice: Slice, now: DateTime<Utc>) -> DateTime<Utc> {
    let from = filters.span.from.unwrap_or(DateTime::UNIX_EPOCH);
    let first = if from <= now { DateTime::UNIX_EPOCH } else { from - Duration::days(1) };
    slice.after.map_or(first, |after| after.max(first))
}

/// Events in the order of time, or in an order made among the soonest thousand.
pub async fn by_time(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let conditions = conditions(filters);
    let low = low(filters, slice, now);
    // With a circle the index on (place, time) hands rows out by the distance of their time from the lower end,
    // which ascends, as nothing lies below it.
    let order =
        if matches!(filters.area, Area::Circle(_)) { "u.sort_at <-> $13" } else { "u.sort_at" };
    let walk = format!(
        "SELECT u.event_id, u.sort_at FROM event_upcoming u WHERE u.sort_at > $13 AND {conditions} ORDER BY {order}"
    );
    let page = format!("LIMIT {} OFFSET {}", slice.limit, slice.offset);
    let sql = match sort {
        Sort::Match | Sort::Soonest => format!("{walk} {page}"),
        Sort::Latest => format!(
            "SELECT u.event_id, u.sort_at FROM event_upcoming u WHERE u.sort_at > $13 AND {conditions} \
             ORDER BY u.sort_at DESC {page}"
        ),
        Sort::Newest | Sort::Oldest | Sort::MostAttended => {
            let by = match sort {
                Sort::Newest => "e.published_at DESC NULLS LAST",
                Sort::Oldest => "e.published_at",
                _ => "c.participant DESC NULLS LAST",
            };
            format!(
                "SELECT s.event_id, s.sort_at FROM ({walk} LIMIT {CANDIDATES}) s JOIN events e ON e.id = s.event_id \
                 LEFT JOIN event_counters c ON c.event_id = s.event_id ORDER BY {by}, s.event_id {page}"
            )
        }
    };
    Ok(bound(sql, filters, low).load(conn).await?)
}

/// Events with the words of the filters, by fit or by time.
pub async fn by_words(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    way: Way,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let (query, conditions) = (words::tsquery(), conditions(filters));
    // Fit first, then the sooner: half a year away costs as much as a word in the description instead of the title.
    let fit =
        "ts_rank(x.tsv, q) / (1 + greatest(0, extract(epoch FROM x.sort_at - now())) / 15552000.0)";
    let candidates = match way {
        Way::Index => format!(
            "SELECT x.event_id, x.sort_at, {fit} AS fit FROM \
               (SELECT t.*, {query} AS q FROM event_upcoming_text t WHERE t.tsv @@ {query} OFFSET 0) x"
        ),
        Way::Time => format!(
            "SELECT x.event_id, x.sort_at, {fit} AS fit FROM \
               (SELECT t.*, {query} AS q FROM event_upcoming_text t JOIN event_upcoming u USING (event_id) \
                WHERE t.sort_at > $13 AND t.tsv @@ {query} AND {conditions} ORDER BY t.sort_at LIMIT {RANKED}) x"
        ),
    };
    let order = match sort {
        Sort::Match => "f.fit DESC, u.sort_at",
        Sort::Soonest => "u.sort_at",
        Sort::Latest => "u.sort_at DESC",
        Sort::Newest => "e.published_at DESC NULLS LAST, u.event_id",
        Sort::Oldest => "e.published_at, u.event_id",
        Sort::MostAttended => "c.participant DESC NULLS LAST, u.event_id",
    };
    let sql = format!(
        "WITH f AS MATERIALIZED ({candidates}) SELECT u.event_id, u.sort_at FROM f \
         JOIN event_upcoming u ON u.event_id = f.event_id JOIN events e ON e.id = u.event_id \
         LEFT JOIN event_counters c ON c.event_id = u.event_id \
         WHERE u.sort_at > $13 AND {conditions} ORDER BY {order} LIMIT {} OFFSET {}",
        slice.limit, slice.offset
    );
    Ok(bound(sql, filters, low(filters, slice, now)).load(conn).await?)
}

/// How many events match, counted up to `ceiling`.
pub async fn total(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    ceiling: i64,
    now: DateTime<Utc>,
) -> Result<i64> {
    let conditions = conditions(filters);
    let (text, words) = if filters.words.is_some() {
        ("JOIN event_upcoming_text t USING (event_id)", format!("t.tsv @@ {}", words::tsquery()))
    } else {
        ("", "true".to_owned())
    };
    let sql = format!(
        "SELECT count(*) AS n FROM (SELECT FROM event_upcoming u {text} \
         WHERE u.sort_at > $13 AND {conditions} AND {words} LIMIT {ceiling}) s"
    );
    let slice = Slice { limit: 0, offset: 0, after: None };
    let counted: Total = bound(sql, filters, low(filters, slice, now)).get_result(conn).await?;
    Ok(counted.n)
}
