//! Copies of events of other servers.

use super::NewEvent;
use super::visible::visible;
use crate::events::model::Event;
use crate::events::policy::Door;
use crate::instances::ALL;
use crate::kernel::prelude::*;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Bool, Text};
use farandole_schema::tables::{event_counters, events, remote_events, shares};

/// What is known of a copy besides what it shows.
#[derive(Debug, Clone, PartialEq, Insertable, AsChangeset)]
#[diesel(table_name = remote_events, treat_none_as_null = true)]
pub struct RemoteEvent {
    pub followed: bool,
    pub rsvp: String,
    pub participant_count: Option<i32>,
    pub remaining_seats: Option<i32>,
    pub changed_at: Option<DateTime<Utc>>,
    pub fetched_at: DateTime<Utc>,
    pub picture_url: Option<String>,
}

/// The event at an address, of this server or another, deleted or not.
pub async fn by_url(mut conn: &AsyncPgConnection, url: &str) -> Result<Option<Event>> {
    let event = events::table.filter(events::url.eq(url)).select(Event::as_select());
    Ok(event.first(&mut conn).await.optional()?)
}

/// Two that bring the same event wait for each other until the end of the transaction.
pub async fn lock_url(tx: &mut AsyncPgConnection, url: &str) -> Result<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7021702))")
        .bind::<Text, _>(url)
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes a copy. Its seats are counted by its server.
pub async fn insert_remote(
    tx: &mut AsyncPgConnection,
    new: &NewEvent,
    host: &str,
    group: Option<ActorId>,
) -> Result<Event> {
    let event: Event = diesel::insert_into(events::table)
        .values((new, events::origin.eq(host), events::attributed_to_id.eq(group)))
        .returning(Event::as_returning())
        .get_result(tx)
        .await?;
    diesel::insert_into(event_counters::table)
        .values(event_counters::event_id.eq(event.id))
        .execute(tx)
        .await?;
    Ok(event)
}

/// Keeps what is known of a copy.
pub async fn put_remote(
    tx: &mut AsyncPgConnection,
    id: EventId,
    remote: &RemoteEvent,
) -> Result<()> {
    diesel::insert_into(remote_events::table)
        .values((remote_events::event_id.eq(id), remote))
        .on_conflict(remote_events::event_id)
        .do_update()
        .set((
            remote_events::followed.eq(remote.followed),
            remote_events::participant_count.eq(remote.participant_count),
            remote_events::remaining_seats.eq(remote.remaining_seats),
            remote_events::changed_at.eq(remote.changed_at),
            remote_events::fetched_at.eq(remote.fetched_at),
            remote_events::picture_url.eq(&remote.picture_url),
            remote_events::failed_at.eq(None::<DateTime<Utc>>),
            remote_events::failures.eq(0),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// When a copy was last changed and fetched, as far as is known.
pub async fn remote_of(
    mut conn: &AsyncPgConnection,
    id: EventId,
) -> Result<(Option<DateTime<Utc>>, Option<DateTime<Utc>>)> {
    let row: Option<(Option<DateTime<Utc>>, DateTime<Utc>)> = remote_events::table
        .find(id)
        .select((remote_events::changed_at, remote_events::fetched_at))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map_or((None, None), |(changed, fetched)| (changed, Some(fetched))))
}

/// Where the server of a copy has its picture.
pub async fn picture_url(mut conn: &AsyncPgConnection, id: EventId) -> Result<Option<String>> {
    let url = remote_events::table.find(id).select(remote_events::picture_url);
    let url: Option<Option<String>> = url.first(&mut conn).await.optional()?;
    Ok(url.flatten())
}

/// Gives a copy a picture, or takes it away.
pub async fn set_picture(
    tx: &mut AsyncPgConnection,
    id: EventId,
    picture: Option<MediaId>,
) -> Result<()> {
    diesel::update(events::table.find(id)).set(events::picture_id.eq(picture)).execute(tx).await?;
    Ok(())
}

/// How the server of a copy is told that somebody comes: `join`, `accept`, or not at all.
pub async fn rsvp_of(mut conn: &AsyncPgConnection, id: EventId) -> Result<Option<String>> {
    let word = remote_events::table.find(id).select(remote_events::rsvp);
    Ok(word.first(&mut conn).await.optional()?)
}

/// Whether lists show a copy.
pub async fn is_followed(mut conn: &AsyncPgConnection, id: EventId) -> Result<bool> {
    let followed = remote_events::table.find(id).select(remote_events::followed);
    Ok(followed.first(&mut conn).await.optional()?.unwrap_or(false))
}

/// Sets whether lists show a copy.
pub async fn set_followed(tx: &mut AsyncPgConnection, id: EventId, followed: bool) -> Result<()> {
    diesel::update(remote_events::table.find(id))
        .set(remote_events::followed.eq(followed))
        .execute(tx)
        .await?;
    Ok(())
}

/// Somebody passed an event on.
pub async fn add_share(
    tx: &mut AsyncPgConnection,
    id: EventId,
    actor: ActorId,
    url: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(shares::table)
        .values((
            shares::event_id.eq(id),
            shares::actor_id.eq(actor),
            shares::url.eq(url),
            shares::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(())
}

/// They take it back.
pub async fn remove_share(tx: &mut AsyncPgConnection, id: EventId, actor: ActorId) -> Result<()> {
    diesel::delete(shares::table.find((id, actor))).execute(tx).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Holds {
    #[diesel(sql_type = Bool)]
    holds: bool,
}

/// The follows that make lists show what an actor publishes: of the actor, or of its server.
const FOLLOWED: &str = "EXISTS (SELECT FROM follows f WHERE f.follower_id = $1 \
    AND f.state = 'approved' AND (f.target_id = by.id OR f.target_id IN \
    (SELECT i.actor_id FROM remote_actors r JOIN instances i ON i.id = r.instance_id \
     WHERE r.actor_id = by.id)))";

/// Whether an actor or its server is followed by this one.
pub async fn followed_by(
    mut conn: &AsyncPgConnection,
    relay: ActorId,
    actor: ActorId,
) -> Result<bool> {
    let query = format!("SELECT {FOLLOWED} AS holds FROM (SELECT $2::bigint AS id) AS by");
    let row: Holds = diesel::sql_query(query)
        .bind::<BigInt, _>(relay)
        .bind::<BigInt, _>(actor)
        .get_result(&mut conn)
        .await?;
    Ok(row.holds)
}

/// Whether somebody who is followed by this server passed an event on.
pub async fn shared_by_followed(
    mut conn: &AsyncPgConnection,
    relay: ActorId,
    event: EventId,
) -> Result<bool> {
    let query = format!(
        "SELECT EXISTS (SELECT FROM (SELECT actor_id AS id FROM shares WHERE event_id = $2) AS by \
         WHERE {FOLLOWED}) AS holds"
    );
    let row: Holds = diesel::sql_query(query)
        .bind::<BigInt, _>(relay)
        .bind::<BigInt, _>(event)
        .get_result(&mut conn)
        .await?;
    Ok(row.holds)
}

/// Copies from a server and all below it, in the order of their ids, after one.
pub async fn of_origin(
    mut conn: &AsyncPgConnection,
    host: &str,
    after: EventId,
    limit: i64,
) -> Result<Vec<EventId>> {
    // A host with a port is one server; one without has all its ports and sub-domains below it.
    let of = sql::<Bool>("(")
        .bind::<Bool, _>(host == ALL)
        .sql(" OR events.origin = ")
        .bind::<Text, _>(host)
        .sql(" OR right('.' || split_part(events.origin, ':', 1), length(")
        .bind::<Text, _>(format!(".{host}"))
        .sql(")) = ")
        .bind::<Text, _>(format!(".{host}"))
        .sql(")");
    let ids = events::table
        .filter(events::origin.is_not_null().and(events::id.gt(after)))
        .filter(of)
        .filter(events::deleted_at.is_null())
        .order(events::id)
        .limit(limit)
        .select(events::id);
    Ok(ids.load(&mut conn).await?)
}

#[derive(QueryableByName)]
struct Due {
    #[diesel(sql_type = BigInt)]
    id: EventId,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    failures: i32,
}

/// Copies of what is still to come that should be asked for again, and how often that has failed in a row: those that
/// were heard of longest ago, twenty of each host.
pub async fn due_copies(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(EventId, i32)>> {
    let due: Vec<Due> = diesel::sql_query(
        "SELECT id, failures FROM (SELECT e.id, r.failures, r.fetched_at, \
           row_number() OVER (PARTITION BY e.origin ORDER BY r.fetched_at, e.id) AS place \
         FROM remote_events r JOIN events e ON e.id = r.event_id \
         WHERE e.deleted_at IS NULL AND e.visibility IN ('public', 'unlisted') AND coalesce(e.ends_on, e.begins_on) > $1 \
           AND r.fetched_at < $1 - CASE WHEN e.begins_on < $1 + interval '2 days' \
             THEN interval '6 hours' ELSE interval '1 day' END \
           AND (r.failed_at IS NULL OR r.failed_at < $1 - \
             least(interval '7 days', interval '1 hour' * power(2, least(r.failures, 10))))) AS due \
         WHERE place <= 20 ORDER BY fetched_at, id LIMIT $2",
    )
    .bind::<diesel::sql_types::Timestamptz, _>(now)
    .bind::<BigInt, _>(limit)
    .load(&mut conn)
    .await?;
    Ok(due.into_iter().map(|due| (due.id, due.failures)).collect())
}

/// A copy was asked for, and nothing is new.
pub async fn asked_for(
    mut conn: &AsyncPgConnection,
    id: EventId,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(remote_events::table.find(id))
        .set((
            remote_events::fetched_at.eq(now),
            remote_events::failed_at.eq(None::<DateTime<Utc>>),
            remote_events::failures.eq(0),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// A copy was asked for in vain.
pub async fn missed(mut conn: &AsyncPgConnection, id: EventId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(remote_events::table.find(id))
        .set((
            remote_events::failed_at.eq(now),
            remote_events::failures.eq(remote_events::failures + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Whether there are copies from a host.
pub async fn knows_host(mut conn: &AsyncPgConnection, host: &str) -> Result<bool> {
    let copies = events::table.filter(events::origin.eq(host).and(events::deleted_at.is_null()));
    Ok(diesel::select(diesel::dsl::exists(copies)).get_result(&mut conn).await?)
}

/// A page of what an organiser, or everybody, has published here for everybody, newest first, and how many there are.
pub async fn published(
    mut conn: &AsyncPgConnection,
    organizer: Option<ActorId>,
    page: Page,
) -> Result<Paged<Event>> {
    let stranger = Viewer::nobody(Lang::En, None);
    let filtered = || {
        let query = events::table
            .filter(events::origin.is_null())
            .filter(visible(&stranger, Door::List))
            .into_boxed();
        match organizer {
            Some(organizer) => query.filter(events::organizer_id.eq(organizer)),
            None => query,
        }
    };
    let total = filtered().count().get_result(&mut conn).await?;
    let rows = filtered()
        .order((events::published_at.desc(), events::id.desc()))
        .limit(page.limit)
        .offset(page.offset)
        .select(Event::as_select());
    Ok(Paged { total, elements: rows.load(&mut conn).await? })
}
