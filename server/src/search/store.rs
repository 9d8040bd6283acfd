//! The SQL of searches over what is to come. Every query is bounded by its page, not by the number of events.

use super::filters::{Filters, Sort};
use super::terms::{self, Ends, bound, conditions};
use super::words::{self, Way};
use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};

/// Rows among which an order other than time is made; behind them the order is time again.
const CANDIDATES: i64 = 1_000;
/// Rows that are ranked when words are common; behind them the order is time again.
const RANKED: i64 = 400;
/// Rows of rare words at most: a guard against words that have become common since they were counted.
const RARE_ROWS: i64 = 10_000;
/// Where time ends, for walks backwards.
const LAST: &str = "timestamptz '9999-12-31'";

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

/// The part of a page that one statement needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    pub limit: i64,
    pub offset: i64,
    /// Only what lies behind this.
    pub after: Option<DateTime<Utc>>,
}

/// Events to come, in an order.
pub async fn find(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    way: Way,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let walk = Walk::of(filters, way, slice, now);
    let (by, among) = order(sort, filters.words.is_some());
    let keep = if by.is_some() {
        among.max(slice.offset + slice.limit)
    } else {
        slice.offset + slice.limit
    };
    let found = walk.candidates(sort, keep);
    let last = if sort == Sort::Latest { "f.sort_at DESC" } else { "f.sort_at" };
    // A rare way has all rows at hand, so its order holds for all of them.
    let among = if way == Way::Time { among } else { i64::MAX };
    let whole = format!("f.n <= {among}");
    let order = match by {
        None => last.to_owned(),
        Some((by, direction)) => format!(
            "({whole}) DESC, CASE WHEN {whole} THEN {by} END {direction} NULLS LAST, {last}"
        ),
    };
    let sql = format!(
        "WITH c AS MATERIALIZED ({found}), f AS (SELECT c.*, row_number() OVER (ORDER BY c.sort_at) AS n FROM c) \
         SELECT f.event_id, f.sort_at FROM f LEFT JOIN events e ON e.id = f.event_id \
         LEFT JOIN event_counters k ON k.event_id = f.event_id ORDER BY {order}, f.event_id LIMIT {} OFFSET {}",
        slice.limit, slice.offset
    );
    Ok(bound(sql, filters, walk.ends, now).load(conn).await?)
}

/// By what rows are put in order where it is not time, and among how many of the soonest.
fn order(sort: Sort, words: bool) -> (Option<(&'static str, &'static str)>, i64) {
    match sort {
        Sort::Match if words => (Some(("f.fit", "DESC")), RANKED),
        Sort::Match | Sort::Soonest | Sort::Latest => (None, 0),
        Sort::Newest => (Some(("e.published_at", "DESC")), CANDIDATES),
        Sort::Oldest => (Some(("e.published_at", "ASC")), CANDIDATES),
        Sort::MostAttended => (Some(("k.participant", "DESC")), CANDIDATES),
    }
}

/// How many events match, counted up to `ceiling`.
pub async fn total(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    way: Way,
    ceiling: i64,
    now: DateTime<Utc>,
) -> Result<i64> {
    let slice = Slice { limit: ceiling, offset: 0, after: None };
    let walk = Walk::of(filters, way, slice, now);
    let source = walk.source();
    let parts: Vec<String> = walk
        .stretches()
        .iter()
        .map(|part| {
            format!("(SELECT FROM {source} WHERE {part} AND {} LIMIT {ceiling})", walk.conditions)
        })
        .collect();
    let sql = format!(
        "SELECT count(*) AS n FROM (SELECT FROM ({}) a LIMIT {ceiling}) s",
        parts.join(" UNION ALL ")
    );
    let counted: Total = bound(sql, filters, walk.ends, now).get_result(conn).await?;
    Ok(counted.n)
}

/// A way through what is to come.
struct Walk<'a> {
    filters: &'a Filters,
    way: Way,
    ends: Ends,
    conditions: String,
    /// Whether something may run that began before the walk begins.
    lasting: bool,
}

impl<'a> Walk<'a> {
    fn of(filters: &'a Filters, way: Way, slice: Slice, now: DateTime<Utc>) -> Self {
        let after = slice.after.unwrap_or(DateTime::UNIX_EPOCH);
        let from = filters.span.from.filter(|from| *from > now && way == Way::Time);
        // What runs now began before, and is at the beginning of the table, which has nothing that has ended. For a
        // moment to come a day before is looked at, and what lasts longer than that has a walk of its own.
        let first = from
            .map_or(DateTime::UNIX_EPOCH, |from| from - Duration::days(1) - Duration::seconds(1));
        Self {
            filters,
            way,
            ends: Ends { low: first.max(after), after },
            conditions: conditions(filters),
            lasting: from.is_some() && after < first,
        }
    }

    /// The table that a walk by time goes through: with words in a circle the one with both.
    fn table(&self) -> &'static str {
        if self.way == Way::Time && self.filters.words.is_some() { "t" } else { "u" }
    }

    /// The tables, with the rare ones fenced, so that nothing else is walked for them.
    fn source(&self) -> String {
        let query = words::tsquery();
        let text = self.filters.words.is_some();
        match self.way {
            Way::Time if !text => "event_upcoming u".to_owned(),
            Way::Time => format!(
                "event_upcoming_text t JOIN event_upcoming u ON u.event_id = t.event_id AND t.tsv @@ {query}"
            ),
            Way::Words => format!(
                "(SELECT * FROM event_upcoming_text WHERE tsv @@ {query} LIMIT {RARE_ROWS}) t \
                 JOIN event_upcoming u ON u.event_id = t.event_id"
            ),
            Way::Tags => {
                let tagged = "(SELECT DISTINCT ut.event_id FROM tags g JOIN event_upcoming_tags ut ON ut.tag_id = g.id \
                              WHERE g.slug = ANY ($7) OFFSET 0) r JOIN event_upcoming u ON u.event_id = r.event_id";
                let words = format!(
                    " JOIN event_upcoming_text t ON t.event_id = u.event_id AND t.tsv @@ {query}"
                );
                if text { format!("{tagged}{words}") } else { tagged.to_owned() }
            }
        }
    }

    /// The stretches of time that are walked, as conditions.
    fn stretches(&self) -> Vec<String> {
        let table = self.table();
        let mut main = format!("{table}.sort_at > $16");
        if table == "t" && terms::circle(&self.filters.area).is_some() {
            main.push_str(" AND ");
            main.push_str(&terms::in_circle("t.geog"));
        }
        if !self.lasting {
            return vec![main];
        }
        let lasting =
            "u.sort_at > $18 AND u.sort_at <= $16 AND u.ends_on - u.begins_on > interval '1 day'";
        vec![main, lasting.to_owned()]
    }

    /// The rows that are put in order: all of a rare way, the first `keep` of a walk by time.
    fn candidates(&self, sort: Sort, keep: i64) -> String {
        let (source, conditions, table) = (self.source(), &self.conditions, self.table());
        let fit = self.fit(sort);
        let rows = |part: &str| {
            format!(
                "SELECT u.event_id, u.sort_at, {fit} AS fit FROM {source} WHERE {part} AND {conditions}"
            )
        };
        if self.way != Way::Time {
            return rows(&self.stretches()[0]);
        }
        // With a circle the index on place and time hands rows out by the distance of their time from an end of the
        // walk, which is their order, as nothing lies beyond it.
        let by = match (terms::circle(&self.filters.area).is_some(), sort == Sort::Latest) {
            (true, false) => format!("{table}.sort_at <-> $16"),
            (true, true) => format!("{table}.sort_at <-> {LAST}"),
            (false, false) => format!("{table}.sort_at"),
            (false, true) => format!("{table}.sort_at DESC"),
        };
        let last = if sort == Sort::Latest { "sort_at DESC" } else { "sort_at" };
        let stretches = self.stretches();
        let [main, rest @ ..] = stretches.as_slice() else { return rows("false") };
        let mut parts = vec![format!("({} ORDER BY {by} LIMIT {keep})", rows(main))];
        parts.extend(
            rest.iter().map(|part| format!("({} ORDER BY u.{last} LIMIT {keep})", rows(part))),
        );
        format!("SELECT * FROM ({}) a ORDER BY a.{last} LIMIT {keep}", parts.join(" UNION ALL "))
    }

    /// Fit first, then the sooner: half a year away costs as much as a word in the description instead of the title.
    fn fit(&self, sort: Sort) -> String {
        if sort != Sort::Match || self.filters.words.is_none() {
            return "0".to_owned();
        }
        let away = "greatest(0, extract(epoch FROM u.sort_at - $17)) / 15552000.0";
        format!("ts_rank(t.tsv, {}) / (1 + {away})", words::tsquery())
    }
}
