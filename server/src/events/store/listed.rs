//! The public list: what is upcoming, near a place or anywhere, in an order.

use super::visible::visible;
use crate::events::model::Event;
use crate::events::policy::Door;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use diesel::pg::Pg;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{BigInt, Double, Timestamptz};
use farandole_schema::tables::events;
use std::collections::HashMap;

/// By what the list is put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// When an event begins.
    Begins,
    /// When it was made.
    Made,
    /// When it was changed last.
    Changed,
}

/// What is asked of the list.
#[derive(Debug, Clone, Copy)]
pub struct Listing {
    /// Longitude, latitude (degrees), and how far around it, in metres.
    pub near: Option<(f64, f64, f64)>,
    /// Only events that last longer than thirty days, or only the others.
    pub long: Option<bool>,
    pub order: Order,
    pub ascending: bool,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    event_id: EventId,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A page of the list. Events that are over are passed over whatever the sweep has done. Where the order is not
/// that of an index, the soonest [`limit::OFFSET`] events are put in order, so that no list reads them all.
pub async fn listed(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    now: DateTime<Utc>,
    listing: &Listing,
    page: Page,
) -> QueryResult<Paged<Event>> {
    let ids: Vec<Id> = bound(page_query(listing), listing, now)
        .bind::<BigInt, _>(page.limit)
        .bind::<BigInt, _>(page.offset)
        .load(&mut conn)
        .await?;
    let total = format!(
        "SELECT count(*) AS n FROM (SELECT FROM event_upcoming u WHERE {} LIMIT {}) u",
        condition(listing),
        limit::TOTAL
    );
    let total: Count = bound(total, listing, now).get_result(&mut conn).await?;
    let ids: Vec<EventId> = ids.into_iter().map(|row| row.event_id).collect();
    Ok(Paged { total: total.n, elements: in_order(conn, viewer, &ids).await? })
}

/// Listed events with these ids, in this order.
pub async fn in_order(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    ids: &[EventId],
) -> QueryResult<Vec<Event>> {
    let rows: Vec<Event> = events::table
        .filter(events::id.eq_any(ids))
        .filter(visible(viewer, Door::List))
        .select(Event::as_select())
        .load(&mut conn)
        .await?;
    let mut rows: HashMap<EventId, Event> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

fn condition(listing: &Listing) -> String {
    let mut condition = "u.ends_on >= $1".to_owned();
    if listing.near.is_some() {
        condition.push_str(
            " AND ST_DWithin(u.geog, ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography, $4, false)",
        );
    }
    match listing.long {
        Some(true) => condition.push_str(" AND u.ends_on - u.begins_on >= '31 days'"),
        Some(false) => condition.push_str(" AND u.ends_on - u.begins_on < '31 days'"),
        None => {}
    }
    condition
}

fn page_query(listing: &Listing) -> String {
    let condition = condition(listing);
    let (limit, offset) = if listing.near.is_some() { ("$5", "$6") } else { ("$2", "$3") };
    // A distance in time from long ago or far ahead is an order by time that the index on place and time walks.
    let by_time = match (listing.near, listing.order == Order::Begins && !listing.ascending) {
        (Some(_), false) => "u.sort_at <-> timestamptz '1000-01-01'",
        (Some(_), true) => "u.sort_at <-> timestamptz '9999-12-31'",
        (None, false) => "u.sort_at",
        (None, true) => "u.sort_at DESC",
    };
    let direction = if listing.ascending { "ASC" } else { "DESC" };
    match listing.order {
        Order::Begins => format!(
            "SELECT u.event_id FROM event_upcoming u WHERE {condition} \
             ORDER BY {by_time} LIMIT {limit} OFFSET {offset}"
        ),
        Order::Made if listing.near.is_none() => format!(
            "SELECT u.event_id FROM event_upcoming u WHERE {condition} \
             ORDER BY u.event_id {direction} LIMIT {limit} OFFSET {offset}"
        ),
        order => {
            let column = if order == Order::Made { "created_at" } else { "updated_at" };
            format!(
                "SELECT s.event_id FROM (SELECT u.event_id FROM event_upcoming u \
                   WHERE {condition} ORDER BY {by_time} LIMIT {soonest}) s \
                 JOIN events e ON e.id = s.event_id \
                 ORDER BY e.{column} {direction}, e.id {direction} LIMIT {limit} OFFSET {offset}",
                soonest = limit::OFFSET
            )
        }
    }
}

fn bound(
    query: String,
    listing: &Listing,
    now: DateTime<Utc>,
) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
    let query = diesel::sql_query(query).into_boxed::<Pg>().bind::<Timestamptz, _>(now);
    match listing.near {
        None => query,
        Some((lon, lat, metres)) => {
            query.bind::<Double, _>(lon).bind::<Double, _>(lat).bind::<Double, _>(metres)
        }
    }
}
