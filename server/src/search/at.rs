//! What is to come at one place.

use super::service::{Found, Window, found_by_time, slice};
use super::store::Hit;
use crate::app::App;
use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};

/// Listed events to come at an address, and at those of the same name next door: each organiser may have
/// written the place anew. The soonest first.
pub async fn at(app: &App, address: AddressId, window: Window) -> Result<Found> {
    let (now, slice) = (app.now(), slice(window));
    // What stands next door is found by the points of events to come, which have an index; addresses have none.
    let sql = "WITH here AS ( \
           SELECT e.id FROM events e WHERE e.address_id = $1 \
           UNION SELECT e.id FROM addresses a JOIN event_upcoming n ON ST_DWithin(n.geog, a.geog, 50, false) \
             JOIN events e ON e.id = n.event_id JOIN addresses b ON b.id = e.address_id \
             WHERE a.id = $1 AND lower(b.description) = lower(a.description)) \
         SELECT u.event_id, u.sort_at FROM here JOIN event_upcoming u ON u.event_id = here.id \
         WHERE u.ends_on >= $2 AND u.sort_at > $3 ORDER BY u.sort_at LIMIT $4 OFFSET $5";
    let hits: Vec<Hit> = diesel::sql_query(sql)
        .bind::<BigInt, _>(address)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(slice.after.unwrap_or(DateTime::UNIX_EPOCH))
        .bind::<BigInt, _>(slice.limit)
        .bind::<BigInt, _>(slice.offset)
        .load(&mut *app.db.get().await?)
        .await?;
    Ok(found_by_time(hits, slice))
}
