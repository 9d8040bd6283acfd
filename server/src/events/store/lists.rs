//! Lists of events that are not the public ones.

use super::visible::visible;
use crate::events::model::Event;
use crate::events::policy::Door;
use crate::kernel::prelude::*;
use farandole_schema::tables::{event_upcoming, events};

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

/// Where a page of [`coming_of`] begins or ends: at an event, by its start and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// From the first on.
    Start,
    /// What follows this one.
    After(DateTime<Utc>, EventId),
    /// What precedes this one.
    Before(DateTime<Utc>, EventId),
}

/// What an organiser lists and is not over, the soonest first. An event that a group answers for is not among them.
pub async fn coming_of(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    organizer: ActorId,
    (now, around, most): (DateTime<Utc>, Around, i64),
) -> QueryResult<Vec<Event>> {
    let listed = event_upcoming::table
        .filter(event_upcoming::event_id.eq(events::id).and(event_upcoming::ends_on.ge(now)));
    let theirs = events::table
        .filter(events::organizer_id.eq(organizer).and(events::attributed_to_id.is_null()))
        .filter(diesel::dsl::exists(listed))
        .filter(visible(viewer, Door::List))
        .limit(most)
        .select(Event::as_select())
        .into_boxed();
    let soonest = (events::begins_on.asc(), events::id.asc());
    let theirs = match around {
        Around::Start => theirs.order(soonest),
        Around::After(at, id) => theirs
            .filter(events::begins_on.gt(at).or(events::begins_on.eq(at).and(events::id.gt(id))))
            .order(soonest),
        Around::Before(at, id) => theirs
            .filter(events::begins_on.lt(at).or(events::begins_on.eq(at).and(events::id.lt(id))))
            .order((events::begins_on.desc(), events::id.desc())),
    };
    let mut found = theirs.load(&mut conn).await?;
    if matches!(around, Around::Before(..)) {
        found.reverse();
    }
    Ok(found)
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
