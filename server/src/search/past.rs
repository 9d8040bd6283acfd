//! Events that are over: their own search, slower, on the wide table.

use super::filters::{Area, Filters, Sort};
use super::store::{Hit, Slice};
use super::terms::{self, Ends, Query, bound};
use super::words;
use crate::events::LONG_DAYS;
use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Double, Nullable, Timestamptz};

/// Events over which words are looked for, or which are put in another order than that of time: the latest.
const LOOKED_AT: i64 = 5_000;

/// An event that is over, with its place.
#[derive(Debug, Clone, QueryableByName)]
pub struct Point {
    #[diesel(sql_type = BigInt)]
    pub event_id: EventId,
    #[diesel(sql_type = Double)]
    pub lon: f64,
    #[diesel(sql_type = Double)]
    pub lat: f64,
}

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Listed events that have ended, the latest first unless the order says otherwise.
pub async fn find(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let order = match sort {
        Sort::Match | Sort::Latest => "s.begins_on DESC",
        Sort::Soonest => "s.begins_on",
        Sort::Newest => "e.published_at DESC NULLS LAST",
        Sort::Oldest => "e.published_at",
        Sort::MostAttended => "k.participant DESC NULLS LAST",
    };
    let by_time = matches!(sort, Sort::Match | Sort::Latest | Sort::Soonest);
    let keep =
        if by_time && filters.words.is_none() { slice.offset + slice.limit } else { LOOKED_AT };
    let sql = format!(
        "SELECT s.id AS event_id, s.begins_on AS sort_at FROM ({}) s JOIN events e ON e.id = s.id \
         LEFT JOIN event_counters k ON k.event_id = s.id WHERE {} ORDER BY {order}, s.id LIMIT {} OFFSET {}",
        over(filters, sort == Sort::Soonest, keep),
        worded(filters),
        slice.limit,
        slice.offset
    );
    Ok(with_ends(sql, filters, now).load(conn).await?)
}

/// How many there are, counted up to `ceiling`; with words among the latest few thousand.
pub async fn total(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    ceiling: i64,
    now: DateTime<Utc>,
) -> Result<i64> {
    let keep = if filters.words.is_some() { LOOKED_AT } else { ceiling };
    let sql = format!(
        "SELECT count(*) AS n FROM (SELECT FROM ({}) s JOIN events e ON e.id = s.id WHERE {} LIMIT {ceiling}) c",
        over(filters, false, keep),
        worded(filters)
    );
    let counted: Total = with_ends(sql, filters, now).get_result(conn).await?;
    Ok(counted.n)
}

/// Where they took place: the latest few thousand.
pub async fn points(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    now: DateTime<Utc>,
) -> Result<Vec<Point>> {
    let sql = format!(
        "SELECT s.id AS event_id, ST_X(a.geog::geometry) AS lon, ST_Y(a.geog::geometry) AS lat FROM ({}) s \
         JOIN events e ON e.id = s.id JOIN addresses a ON a.id = e.address_id \
         WHERE a.geog IS NOT NULL AND {} ORDER BY s.begins_on DESC, s.id",
        over(filters, false, LOOKED_AT),
        worded(filters)
    );
    Ok(with_ends(sql, filters, now).load(conn).await?)
}

/// The events that fit but for their words.
fn over(filters: &Filters, earliest: bool, keep: i64) -> String {
    let mut all = vec![
        "e.visibility = 'public' AND NOT e.draft AND e.deleted_at IS NULL".to_owned(),
        "e.begins_on < $20 AND coalesce(e.ends_on, e.begins_on) < $17".to_owned(),
        // Without an end of its own an event is to come until its day is over.
        "NOT EXISTS (SELECT FROM event_upcoming u WHERE u.event_id = e.id AND u.ends_on >= $17)".to_owned(),
        "EXISTS (SELECT FROM actors o WHERE o.id = e.organizer_id AND o.suspended_at IS NULL AND o.deleted_at IS NULL)"
            .to_owned(),
    ];
    let optional = [
        (filters.span.from.is_some(), "coalesce(e.ends_on, e.begins_on) >= $19"),
        (!filters.categories.is_empty(), "e.category = ANY ($4)"),
        (!filters.languages.is_empty(), "e.language = ANY ($5)"),
        (!filters.statuses.is_empty(), "e.status = ANY ($6)"),
        (
            !filters.tags.is_empty(),
            "EXISTS (SELECT FROM event_tags et JOIN tags g ON g.id = et.tag_id \
              WHERE et.event_id = e.id AND g.slug = ANY ($7))",
        ),
        (filters.online.is_some(), "coalesce((e.options->>'is_online')::bool, false) = $8"),
        (filters.local_only, "e.origin IS NULL"),
    ];
    all.extend(optional.iter().filter(|(asked, _)| *asked).map(|(_, sql)| (*sql).to_owned()));
    if let Some(long) = filters.long {
        let compared = if long { ">=" } else { "<" };
        let days = LONG_DAYS + 1;
        all.push(format!(
            "coalesce(e.ends_on, e.begins_on) - e.begins_on {compared} interval '{days} days'"
        ));
    }
    match filters.area {
        Area::Everywhere => {}
        Area::Circle(_) => all.push(terms::in_circle("a.geog")),
        Area::Box(_) => all.push(terms::in_box("a.geog")),
    }
    let direction = if earliest { "ASC" } else { "DESC" };
    format!(
        "SELECT e.id, e.begins_on FROM events e LEFT JOIN addresses a ON a.id = e.address_id WHERE {} \
         ORDER BY e.begins_on {direction}, e.id LIMIT {keep}",
        all.join(" AND ")
    )
}

/// Whether an event has the words, in its title, its text or its tags.
fn worded(filters: &Filters) -> String {
    if filters.words.is_none() {
        return "true".to_owned();
    }
    format!(
        "to_tsvector(farandole_config(e.language), e.title || ' ' || e.description || ' ' || coalesce((SELECT \
         string_agg(g.title, ' ') FROM event_tags et JOIN tags g ON g.id = et.tag_id WHERE et.event_id = e.id), '')) @@ {}",
        words::tsquery()
    )
}

/// Binds `$19` the beginning and `$20` the end besides the rest.
fn with_ends(sql: String, filters: &Filters, now: DateTime<Utc>) -> Query<'_> {
    let before = filters.span.until.map_or(now, |until| until.min(now));
    bound(sql, filters, Ends::default(), now)
        .bind::<Nullable<Timestamptz>, _>(filters.span.from)
        .bind::<Timestamptz, _>(before)
}
