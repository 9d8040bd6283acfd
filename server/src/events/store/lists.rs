//! Lists of events that are not the public ones.

use super::visible::visible;
use crate::events::model::Event;
use crate::events::policy::Door;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use farandole_schema::tables::events;

/// The events of an organiser that the viewer may find, newest first. An event that a group answers for does not
/// tell strangers who organises it, so it is not among them.
pub async fn organised_by(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    organizer: ActorId,
    page: Page,
) -> QueryResult<Paged<Event>> {
    let told = viewer.owns(organizer) || viewer.moderates();
    let theirs = || {
        let query = events::table
            .filter(events::organizer_id.eq(organizer))
            .filter(visible(viewer, Door::List))
            .into_boxed();
        if told { query } else { query.filter(events::attributed_to_id.is_null()) }
    };
    let elements = theirs()
        .order((events::begins_on.desc(), events::id.desc()))
        .limit(page.limit)
        .offset(page.offset)
        .select(Event::as_select())
        .load(&mut conn)
        .await?;
    let ids: Vec<EventId> = theirs().select(events::id).limit(limit::TOTAL).load(&mut conn).await?;
    Ok(Paged { total: i64::try_from(ids.len()).unwrap_or(limit::TOTAL), elements })
}

/// Events of an organiser, drafts too, in the order of their ids after one, locked until the end of the transaction.
pub async fn lock_organised_after(
    tx: &mut AsyncPgConnection,
    organizer: ActorId,
    after: EventId,
    most: i64,
) -> QueryResult<Vec<Event>> {
    events::table
        .filter(events::organizer_id.eq(organizer))
        .filter(events::id.gt(after).and(events::deleted_at.is_null()))
        .order(events::id)
        .limit(most)
        .select(Event::as_select())
        .for_update()
        .load(tx)
        .await
}

/// The drafts of these organisers, the one worked on last first.
pub async fn drafts(
    mut conn: &AsyncPgConnection,
    organizers: &[ActorId],
    page: Page,
) -> QueryResult<Paged<Event>> {
    let mine = || {
        events::table
            .filter(events::organizer_id.eq_any(organizers))
            .filter(events::draft.and(events::deleted_at.is_null()))
    };
    let elements = mine()
        .order((events::updated_at.desc(), events::id.desc()))
        .limit(page.limit)
        .offset(page.offset)
        .select(Event::as_select())
        .load(&mut conn)
        .await?;
    let total = mine().count().get_result(&mut conn).await?;
    Ok(Paged { total, elements })
}
