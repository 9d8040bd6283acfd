//! What hangs on an event: tags and contacts.

use crate::kernel::prelude::*;
use crate::tags::Tag;
use farandole_schema::tables::{event_contacts, event_tags, tags};
use std::collections::HashMap;

/// The tags of events, in order.
pub async fn tags_of(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
) -> QueryResult<HashMap<EventId, Vec<Tag>>> {
    let rows: Vec<(EventId, Tag)> = event_tags::table
        .inner_join(tags::table)
        .filter(event_tags::event_id.eq_any(ids))
        .order((event_tags::event_id, event_tags::position))
        .select((event_tags::event_id, Tag::as_select()))
        .load(&mut conn)
        .await?;
    Ok(grouped(rows))
}

/// Puts these tags in the place of those that were there.
pub async fn set_tags(
    tx: &mut AsyncPgConnection,
    id: EventId,
    new: &[TagId],
) -> QueryResult<usize> {
    diesel::delete(event_tags::table.filter(event_tags::event_id.eq(id))).execute(&mut *tx).await?;
    let rows: Vec<_> = (0i16..)
        .zip(new)
        .map(|(position, tag)| {
            (
                event_tags::event_id.eq(id),
                event_tags::tag_id.eq(*tag),
                event_tags::position.eq(position),
            )
        })
        .collect();
    diesel::insert_into(event_tags::table).values(rows).execute(tx).await
}

/// The contacts of events, in order.
pub async fn contacts_of(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
) -> QueryResult<HashMap<EventId, Vec<ActorId>>> {
    let rows: Vec<(EventId, ActorId)> = event_contacts::table
        .filter(event_contacts::event_id.eq_any(ids))
        .order((event_contacts::event_id, event_contacts::position))
        .select((event_contacts::event_id, event_contacts::actor_id))
        .load(&mut conn)
        .await?;
    Ok(grouped(rows))
}

/// Puts these contacts in the place of those that were there.
pub async fn set_contacts(
    tx: &mut AsyncPgConnection,
    id: EventId,
    new: &[ActorId],
) -> QueryResult<usize> {
    diesel::delete(event_contacts::table.filter(event_contacts::event_id.eq(id)))
        .execute(&mut *tx)
        .await?;
    let rows: Vec<_> = (0i16..)
        .zip(new)
        .map(|(position, actor)| {
            (
                event_contacts::event_id.eq(id),
                event_contacts::actor_id.eq(*actor),
                event_contacts::position.eq(position),
            )
        })
        .collect();
    diesel::insert_into(event_contacts::table).values(rows).execute(tx).await
}

fn grouped<T>(rows: Vec<(EventId, T)>) -> HashMap<EventId, Vec<T>> {
    let mut groups: HashMap<EventId, Vec<T>> = HashMap::new();
    for (id, row) in rows {
        groups.entry(id).or_default().push(row);
    }
    groups
}
