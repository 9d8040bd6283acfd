//! The SQL of what comes in and goes out.

use super::model::{Queued, Waiting};
use super::send::Audience;
use crate::kernel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text, Timestamptz};
use farandole_schema::tables::{activities, actors, arrivals, deliveries};

/// Something that came in.
#[derive(Insertable)]
#[diesel(table_name = arrivals)]
pub struct NewArrival<'a> {
    pub mark: &'a [u8],
    pub actor_id: ActorId,
    pub kind: &'a str,
    pub body: &'a str,
    pub received_at: DateTime<Utc>,
}

/// Writes what came in, and returns what has not come before with its mark.
pub async fn write_arrivals(
    tx: &mut AsyncPgConnection,
    new: &[NewArrival<'_>],
) -> Result<Vec<(ArrivalId, Vec<u8>)>> {
    let inserted = diesel::insert_into(arrivals::table)
        .values(new)
        .on_conflict_do_nothing()
        .returning((arrivals::id, arrivals::mark));
    Ok(inserted.get_results(tx).await?)
}

/// Who sent an arrival that has not been handled, and what it says.
pub async fn arrival(
    mut conn: &AsyncPgConnection,
    id: ArrivalId,
) -> Result<Option<(ActorId, String, String)>> {
    let row: Option<(ActorId, String, Option<String>)> = arrivals::table
        .inner_join(actors::table.on(actors::id.eq(arrivals::actor_id)))
        .filter(arrivals::id.eq(id))
        .select((actors::id, actors::url, arrivals::body))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.and_then(|(actor, url, body)| Some((actor, url, body?))))
}

/// It has been handled.
pub async fn finish_arrival(
    conn: &mut AsyncPgConnection,
    id: ArrivalId,
    outcome: &str,
) -> Result<()> {
    diesel::update(arrivals::table.find(id))
        .set((arrivals::outcome.eq(outcome), arrivals::body.eq(None::<String>)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets what came in before a moment. Returns how many rows went.
pub async fn forget_arrivals(
    conn: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    batch: i64,
) -> Result<usize> {
    let gone = diesel::sql_query(
        "DELETE FROM arrivals WHERE id IN \
         (SELECT id FROM arrivals WHERE received_at < $1 ORDER BY received_at LIMIT $2)",
    );
    Ok(gone.bind::<Timestamptz, _>(before).bind::<BigInt, _>(batch).execute(conn).await?)
}

/// An activity to be sent.
#[derive(Insertable)]
#[diesel(table_name = activities)]
pub struct NewActivity<'a> {
    pub url: &'a str,
    pub actor_id: ActorId,
    pub object: &'a str,
    pub body: &'a str,
    pub tell: Option<&'a str>,
    pub created_at: DateTime<Utc>,
}

/// A server that has something to get now.
#[derive(Debug, QueryableByName)]
pub struct Addressee {
    #[diesel(sql_type = BigInt)]
    pub instance_id: InstanceId,
    #[diesel(sql_type = Text)]
    pub state: String,
}

/// The inboxes of an audience, one row each: those of actors, of followers, of whoever takes part, of whoever knows
/// somebody. Shared inboxes are
/// taken where there are any.
const INBOXES: &str = "
    audience AS (
      SELECT unnest($1::bigint[]) AS id
      UNION
      SELECT follower_id FROM follows WHERE target_id = ANY($2) AND state = 'approved'
      UNION
      SELECT p.actor_id FROM participants p JOIN events e ON e.id = p.event_id
      WHERE p.event_id = ANY($3) AND p.email_key IS NULL
      AND (p.role IN ('participant', 'moderator', 'administrator', 'creator')
        OR p.role = 'not_approved' AND e.visibility IN ('public', 'unlisted'))
      UNION
      SELECT e.organizer_id FROM participants p JOIN events e ON e.id = p.event_id
      WHERE p.actor_id = ANY($6) AND e.origin IS NOT NULL
    ), inboxes AS (
      SELECT DISTINCT coalesce(r.shared_inbox, r.inbox) AS inbox, r.instance_id
      FROM audience a JOIN remote_actors r ON r.actor_id = a.id
      JOIN actors x ON x.id = a.id AND x.deleted_at IS NULL
      UNION
      SELECT inbox, instance_id FROM recipients WHERE $4 AND object = $5
      UNION
      SELECT r.inbox, r.instance_id FROM recipients r JOIN events e ON e.url = r.object
      WHERE e.organizer_id = ANY($6) AND e.origin IS NULL
      UNION
      SELECT r.inbox, r.instance_id FROM recipients r JOIN comments c ON c.url = r.object
      WHERE c.actor_id = ANY($6) AND c.origin IS NULL
    )";

/// Writes deliveries to these inboxes but those of blocked servers, and keeps whoever is sent something lasting.
const ADDRESS: &str = "
    , kept AS (
      INSERT INTO recipients (object, inbox, instance_id)
      SELECT $5, inbox, instance_id FROM inboxes WHERE $4
      ON CONFLICT DO NOTHING
    ), written AS (
      INSERT INTO deliveries (activity_id, instance_id, inbox, object, created_at)
      SELECT $7, n.instance_id, n.inbox, $5, $8
      FROM inboxes n JOIN instances i ON i.id = n.instance_id
      WHERE i.stance <> 'blocked'
      ON CONFLICT DO NOTHING
      RETURNING instance_id
    )
    SELECT DISTINCT w.instance_id, i.state FROM written w JOIN instances i ON i.id = w.instance_id";

/// Writes an activity and one delivery for each inbox of its audience. Returns the servers that get it; with none
/// nothing is kept.
pub async fn write_activity(
    tx: &mut AsyncPgConnection,
    new: &NewActivity<'_>,
    audience: &Audience,
) -> Result<Vec<Addressee>> {
    let activity: ActivityId = diesel::insert_into(activities::table)
        .values(new)
        .returning(activities::id)
        .get_result(tx)
        .await?;
    let addressees: Vec<Addressee> = diesel::sql_query(format!("WITH {INBOXES} {ADDRESS}"))
        .bind::<Array<BigInt>, _>(&audience.actors)
        .bind::<Array<BigInt>, _>(&audience.followers_of)
        .bind::<Array<BigInt>, _>(&audience.around)
        .bind::<Bool, _>(audience.lasting)
        .bind::<Text, _>(new.object)
        .bind::<Array<BigInt>, _>(&audience.known_by)
        .bind::<BigInt, _>(activity)
        .bind::<Timestamptz, _>(new.created_at)
        .load(tx)
        .await?;
    if addressees.is_empty() {
        diesel::delete(activities::table.find(activity)).execute(tx).await?;
    }
    Ok(addressees)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    found: bool,
}

/// Whether there is any inbox for an audience.
pub async fn reaches(
    mut conn: &AsyncPgConnection,
    object: &str,
    audience: &Audience,
) -> Result<bool> {
    let query = format!("WITH {INBOXES} SELECT EXISTS (SELECT FROM inboxes) AS found");
    let row: Found = diesel::sql_query(query)
        .bind::<Array<BigInt>, _>(&audience.actors)
        .bind::<Array<BigInt>, _>(&audience.followers_of)
        .bind::<Array<BigInt>, _>(&audience.around)
        .bind::<Bool, _>(audience.lasting)
        .bind::<Text, _>(object)
        .bind::<Array<BigInt>, _>(&audience.known_by)
        .get_result(&mut conn)
        .await?;
    Ok(row.found)
}

/// What waits for a server, the oldest first: all of it, or what was written until a moment.
pub async fn queue_of(
    mut conn: &AsyncPgConnection,
    instance: InstanceId,
    until: Option<DateTime<Utc>>,
    limit: i64,
) -> Result<Vec<Queued>> {
    let mut rows = deliveries::table
        .inner_join(activities::table.on(activities::id.eq(deliveries::activity_id)))
        .filter(deliveries::instance_id.eq(instance))
        .order(deliveries::id)
        .limit(limit)
        .select((
            deliveries::id,
            activities::id,
            deliveries::inbox,
            deliveries::object,
            deliveries::attempts,
            deliveries::next_try_at,
            deliveries::created_at,
            activities::url,
            activities::actor_id,
            activities::body,
            activities::tell,
        ))
        .into_boxed();
    if let Some(until) = until {
        rows = rows.filter(deliveries::created_at.le(until));
    }
    Ok(rows.load(&mut conn).await?)
}

/// Takes deliveries off the list.
pub async fn remove_deliveries(tx: &mut AsyncPgConnection, ids: &[DeliveryId]) -> Result<()> {
    diesel::delete(deliveries::table.filter(deliveries::id.eq_any(ids))).execute(tx).await?;
    Ok(())
}

/// Puts one delivery off.
pub async fn put_off(
    mut conn: &AsyncPgConnection,
    id: DeliveryId,
    until: DateTime<Utc>,
    error: &str,
) -> Result<()> {
    let error: String = error.chars().take(500).collect();
    diesel::update(deliveries::table.find(id))
        .set((
            deliveries::attempts.eq(deliveries::attempts + 1),
            deliveries::next_try_at.eq(until),
            deliveries::last_error.eq(error),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Forgets activities that everybody has, or never will. Returns how many rows went.
pub async fn forget_activities(
    conn: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    batch: i64,
) -> Result<usize> {
    let gone = diesel::sql_query(
        "DELETE FROM activities WHERE id IN (SELECT a.id FROM activities a \
         WHERE a.created_at < $1 \
         AND NOT EXISTS (SELECT FROM deliveries d WHERE d.activity_id = a.id) LIMIT $2)",
    );
    Ok(gone.bind::<Timestamptz, _>(before).bind::<BigInt, _>(batch).execute(conn).await?)
}

/// Servers for which something waits, those with most of it first.
pub async fn queue(mut conn: &AsyncPgConnection, limit: i64) -> Result<Vec<Waiting>> {
    let rows = diesel::sql_query(
        "SELECT i.id AS instance_id, i.host, i.state, count(*) AS waiting, \
         min(d.created_at) AS since, i.next_try_at, i.last_error \
         FROM deliveries d JOIN instances i ON i.id = d.instance_id \
         GROUP BY i.id ORDER BY waiting DESC, i.host LIMIT $1",
    );
    Ok(rows.bind::<BigInt, _>(limit).load(&mut conn).await?)
}

/// Whether an address was deleted by its server.
pub async fn buried(mut conn: &AsyncPgConnection, url: &str) -> Result<bool> {
    use farandole_schema::tables::remote_tombstones as graves;
    let there = graves::table.find(url);
    Ok(diesel::select(diesel::dsl::exists(there)).get_result(&mut conn).await?)
}

/// An address was deleted by its server.
pub async fn bury(
    mut conn: &AsyncPgConnection,
    url: &str,
    by: Option<ActorId>,
    now: DateTime<Utc>,
) -> Result<()> {
    use farandole_schema::tables::remote_tombstones as graves;
    diesel::insert_into(graves::table)
        .values((graves::url.eq(url), graves::actor_id.eq(by), graves::deleted_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// What is known of a server, in numbers.
#[derive(Debug, Clone, Copy, Default, QueryableByName)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    instance_id: i64,
    #[diesel(sql_type = BigInt)]
    pub events: i64,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub groups: i64,
    #[diesel(sql_type = BigInt)]
    pub followers: i64,
    #[diesel(sql_type = BigInt)]
    pub followings: i64,
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
}

/// The numbers of servers, in one query.
pub async fn counts(
    mut conn: &AsyncPgConnection,
    ids: &[InstanceId],
) -> Result<std::collections::HashMap<InstanceId, Counts>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Counts> = diesel::sql_query(
        "SELECT i.id AS instance_id, \
         (SELECT count(*) FROM events e WHERE e.origin = i.host AND e.deleted_at IS NULL) AS events, \
         count(*) FILTER (WHERE a.kind = 'person') AS people, \
         count(*) FILTER (WHERE a.kind = 'group') AS groups, \
         coalesce(sum((SELECT count(*) FROM follows f WHERE f.follower_id = a.id \
           AND f.state = 'approved')), 0)::bigint AS followers, \
         coalesce(sum((SELECT count(*) FROM follows f WHERE f.target_id = a.id \
           AND f.state = 'approved')), 0)::bigint AS followings, \
         (SELECT count(*) FROM deliveries d WHERE d.instance_id = i.id) AS waiting \
         FROM instances i LEFT JOIN remote_actors r ON r.instance_id = i.id \
         LEFT JOIN actors a ON a.id = r.actor_id AND a.deleted_at IS NULL \
         WHERE i.id = ANY($1) GROUP BY i.id",
    )
    .bind::<Array<BigInt>, _>(ids)
    .load(&mut conn)
    .await?;
    Ok(rows.into_iter().map(|row| (InstanceId(row.instance_id), row)).collect())
}
