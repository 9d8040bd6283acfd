//! Lists of events that are not the public ones.

use super::visible::visible;
use crate::events::model::Event;
use crate::events::policy::Door;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use farandole_schema::tables::events;

/// The events of an organiser that the viewer may find, newest first.
pub async fn organised_by(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    organizer: ActorId,
    page: Page,
) -> QueryResult<Paged<Event>> {
    let mine = || {
        events::table.filter(events::organizer_id.eq(organizer)).filter(visible(viewer, Door::List))
    };
    let elements = mine()
        .order((events::begins_on.desc(), events::id.desc()))
        .limit(page.limit)
        .offset(page.offset)
        .select(Event::as_select())
        .load(&mut conn)
        .await?;
    let total = mine().select(events::id).limit(limit::TOTAL).into_boxed();
    let total: Vec<EventId> = total.load(&mut conn).await?;
    Ok(Paged { total: i64::try_from(total.len()).unwrap_or(limit::TOTAL), elements })
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
