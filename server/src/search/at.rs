//! What is to come at one place.

use super::service::{Found, Window, found_by_time, slice};
use super::store::Hit;
use crate::app::App;
use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};

/// Listed events to come at an address, and at those that say the same place in other words of the same name: each
/// organiser may have written it anew. The soonest first.
pub async fn at(app: &App, address: AddressId, window: Window) -> Result<Found> {
    let (now, slice) = (app.now(), slice(window));
    let sql = "SELECT u.event_id, u.sort_at FROM addresses a \
         JOIN addresses b ON b.id = a.id OR lower(b.description) = lower(a.description) \
           AND ST_DWithin(b.geog, a.geog, 50, false) \
         JOIN events e ON e.address_id = b.id JOIN event_upcoming u ON u.event_id = e.id \
         WHERE a.id = $1 AND u.ends_on >= $2 AND u.sort_at > $3 ORDER BY u.sort_at LIMIT $4 OFFSET $5";
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
