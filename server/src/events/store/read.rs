//! Events by what names them.

use crate::events::model::{Content, Event, Tombstone};
use crate::events::policy::{Standing, Subject};
use crate::kernel::prelude::*;
use farandole_schema::tables::{
    actors, event_tombstones, events, participants, remote_events, user_settings,
};
use std::collections::HashMap;

/// An event, and whether its organiser is suspended or gone.
#[derive(Debug, Clone)]
pub struct Found {
    pub event: Event,
    pub silenced: bool,
    /// Whether it is ours, or of a server that is followed here.
    pub near: bool,
}

diesel::alias!(actors as organizers: Organizers);

type Row = (Event, Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<bool>);

impl Found {
    /// What the policy wants to know.
    pub fn subject(&self) -> Subject {
        self.event.subject(self.silenced, self.near)
    }
}

impl From<Row> for Found {
    fn from((event, suspended, deleted, followed): Row) -> Self {
        let near = event.local() || followed.unwrap_or(false);
        Self { event, silenced: suspended.is_some() || deleted.is_some(), near }
    }
}

/// The query of events with their organiser.
macro_rules! found {
    () => {
        events::table
            .inner_join(organizers.on(organizers.field(actors::id).eq(events::organizer_id)))
            .left_join(remote_events::table.on(remote_events::event_id.eq(events::id)))
            .select((
                Event::as_select(),
                organizers.field(actors::suspended_at),
                organizers.field(actors::deleted_at),
                remote_events::followed.nullable(),
            ))
    };
}

/// The event with this id, unless it is deleted.
pub async fn find(mut conn: &AsyncPgConnection, id: EventId) -> QueryResult<Option<Event>> {
    events::table
        .find(id)
        .filter(events::deleted_at.is_null())
        .select(Event::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The event with this id, deleted or not.
pub async fn find_even_deleted(
    mut conn: &AsyncPgConnection,
    id: EventId,
) -> QueryResult<Option<Event>> {
    events::table.find(id).select(Event::as_select()).first(&mut conn).await.optional()
}

/// The event with this UUID.
pub async fn by_uuid(mut conn: &AsyncPgConnection, uuid: Uuid) -> QueryResult<Option<Found>> {
    let row: Option<Row> =
        found!().filter(events::uuid.eq(uuid)).first(&mut conn).await.optional()?;
    Ok(row.map(Found::from))
}

/// The event with this id.
pub async fn by_id(mut conn: &AsyncPgConnection, id: EventId) -> QueryResult<Option<Found>> {
    let row: Option<Row> = found!().filter(events::id.eq(id)).first(&mut conn).await.optional()?;
    Ok(row.map(Found::from))
}

/// The events with these ids.
pub async fn by_ids(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
) -> QueryResult<HashMap<EventId, Found>> {
    let rows: Vec<Row> = found!().filter(events::id.eq_any(ids)).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| (row.0.id, Found::from(row))).collect())
}

/// Those of these events that are not deleted.
pub async fn find_many(mut conn: &AsyncPgConnection, ids: &[EventId]) -> QueryResult<Vec<Event>> {
    events::table
        .filter(events::id.eq_any(ids).and(events::deleted_at.is_null()))
        .order(events::id)
        .select(Event::as_select())
        .load(&mut conn)
        .await
}

/// The event, locked until the end of the transaction, with what its organiser wrote.
pub async fn lock(
    tx: &mut AsyncPgConnection,
    id: EventId,
) -> QueryResult<Option<(Event, Content)>> {
    events::table
        .find(id)
        .filter(events::deleted_at.is_null())
        .select((Event::as_select(), Content::as_select()))
        .for_update()
        .first(tx)
        .await
        .optional()
}

/// The event, held against being changed until the end of the transaction; people may go on joining it.
pub async fn hold(tx: &mut AsyncPgConnection, id: EventId) -> QueryResult<Option<Event>> {
    events::table
        .find(id)
        .filter(events::deleted_at.is_null())
        .select(Event::as_select())
        .for_no_key_update()
        .first(tx)
        .await
        .optional()
}

/// The descriptions of events.
pub async fn descriptions(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
) -> QueryResult<HashMap<EventId, String>> {
    let rows: Vec<(EventId, String)> = events::table
        .filter(events::id.eq_any(ids))
        .select((events::id, events::description))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// What these actors, of one viewer, are to events; events that they have nothing to do with are left out.
pub async fn standings(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
    actors: &[ActorId],
) -> QueryResult<HashMap<EventId, Standing>> {
    let mut standings = HashMap::new();
    if actors.is_empty() {
        return Ok(standings);
    }
    let organised: Vec<EventId> = events::table
        .filter(events::id.eq_any(ids).and(events::organizer_id.eq_any(actors)))
        .select(events::id)
        .load(&mut conn)
        .await?;
    let parts: Vec<(EventId, String)> = participants::table
        .filter(participants::event_id.eq_any(ids))
        .filter(participants::actor_id.eq_any(actors))
        .filter(participants::email_key.is_null())
        .select((participants::event_id, participants::role))
        .load(&mut conn)
        .await?;
    for (id, role) in parts {
        let standing = match role.as_str() {
            "participant" | "moderator" | "administrator" | "creator" => Standing::Attends,
            _ => Standing::Applicant,
        };
        let known = standings.entry(id).or_insert(standing);
        *known = standing.max(*known);
    }
    standings.extend(organised.into_iter().map(|id| (id, Standing::Organises)));
    Ok(standings)
}

/// What is left of a deleted event.
pub async fn tombstone(mut conn: &AsyncPgConnection, uuid: Uuid) -> QueryResult<Option<Tombstone>> {
    event_tombstones::table
        .find(uuid)
        .select(Tombstone::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The zone in the settings of the account behind an actor.
pub async fn zone_of_person(
    mut conn: &AsyncPgConnection,
    actor: ActorId,
) -> QueryResult<Option<String>> {
    let zone: Option<Option<String>> = user_settings::table
        .inner_join(actors::table.on(actors::user_id.eq(user_settings::user_id.nullable())))
        .filter(actors::id.eq(actor))
        .select(user_settings::timezone)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(zone.flatten())
}
