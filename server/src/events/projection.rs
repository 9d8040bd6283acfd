//! What public lists read of an event. A projection of `events`, written in the transaction of the change, so that
//! an event that is hidden leaves every list at once.
//!
//! Listed is what is public, published, not deleted and not over, by an organiser who is neither suspended nor gone. An event that is called off stays until its day.

use super::model::Event;
use super::store::{self, Upcoming};
use super::tile;
use crate::kernel::prelude::*;

/// Writes or takes away the row of an event, as it is now.
pub async fn project(tx: &mut AsyncPgConnection, now: DateTime<Utc>, event: &Event) -> Result<()> {
    let near = event.local() || store::is_followed(tx, event.id).await?;
    let listed = near && event.listed() && !event.ended(now);
    if !listed || !store::hold_organizer(tx, event.organizer_id).await? {
        store::unlist(tx, event.id).await?;
        return Ok(());
    }
    let point = match event.address_id {
        Some(place) if !event.options.is_online => store::point_of(tx, place).await?,
        _ => None,
    };
    let tags = store::tags_of(tx, &[event.id]).await?.remove(&event.id).unwrap_or_default();
    let tags: Vec<TagId> = tags.into_iter().map(|tag| tag.id).collect();
    let row = Upcoming {
        event_id: event.id,
        begins_on: event.begins_on,
        ends_on: event.ends_at_latest(),
        sort_at: sort_at(event.id, event.begins_on),
        geog: point,
        tile: point.map(|point| tile::morton(point.x, point.y)),
        group_id: event.attributed_to_id,
        category: event.category,
        language: event.language.clone(),
        status: event.status,
        online: event.options.is_online,
        local: event.local(),
    };
    store::list(tx, &row, &tags).await?;
    Ok(())
}

/// The beginning, moved by less than a second so that no two events of an hour are equal and a page needs no
/// tie-break.
pub fn sort_at(id: EventId, begins_on: DateTime<Utc>) -> DateTime<Utc> {
    begins_on + Duration::microseconds(id.0 % 1_000_000)
}
