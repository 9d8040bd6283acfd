//! Lists of participants, for many events or people in one statement each.

use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz};
use farandole_schema::tables::{events, participants};

/// The participants of these events that have one of these roles, a page of each, as they came.
pub async fn of_events(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
    roles: &[ParticipantRole],
    page: Page,
) -> QueryResult<Vec<Participant>> {
    diesel::sql_query(
        "SELECT p.* FROM unnest($1) AS e (id) CROSS JOIN LATERAL ( \
           SELECT * FROM participants WHERE event_id = e.id AND role = ANY ($2) \
           ORDER BY id LIMIT $3 OFFSET $4) p ORDER BY p.event_id, p.id",
    )
    .bind::<Array<BigInt>, _>(ids)
    .bind::<Array<Text>, _>(roles)
    .bind::<BigInt, _>(page.limit)
    .bind::<BigInt, _>(page.offset)
    .load(&mut conn)
    .await
}

/// The parts of these identities in these events.
pub async fn of_actors_in(
    mut conn: &AsyncPgConnection,
    ids: &[EventId],
    actors: &[ActorId],
) -> QueryResult<Vec<Participant>> {
    participants::table
        .filter(participants::event_id.eq_any(ids).and(participants::actor_id.eq_any(actors)))
        .filter(participants::email_key.is_null())
        .order(participants::id)
        .select(Participant::as_select())
        .load(&mut conn)
        .await
}

/// What these identities take part in, a page of each, the event that begins last first. With `event`, only in that
/// one.
pub async fn of_actors(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
    event: Option<EventId>,
    page: Page,
) -> QueryResult<Vec<Participant>> {
    diesel::sql_query(
        "SELECT p.* FROM unnest($1) AS a (id) CROSS JOIN LATERAL ( \
           SELECT q.*, e.begins_on FROM participants q JOIN events e ON e.id = q.event_id \
           WHERE q.actor_id = a.id AND q.email_key IS NULL AND e.deleted_at IS NULL \
             AND ($2 IS NULL OR q.event_id = $2) \
           ORDER BY e.begins_on DESC, q.id DESC LIMIT $3 OFFSET $4) p \
         ORDER BY p.actor_id, p.begins_on DESC, p.id DESC",
    )
    .bind::<Array<BigInt>, _>(actors)
    .bind::<Nullable<BigInt>, _>(event)
    .bind::<BigInt, _>(page.limit)
    .bind::<BigInt, _>(page.offset)
    .load(&mut conn)
    .await
}

/// In how many events each of these identities has a part. With `event`, only in that one.
pub async fn counts_of_actors(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
    event: Option<EventId>,
) -> QueryResult<Vec<(ActorId, i64)>> {
    let mut counts = participants::table
        .inner_join(events::table)
        .filter(participants::actor_id.eq_any(actors).and(participants::email_key.is_null()))
        .filter(events::deleted_at.is_null())
        .group_by(participants::actor_id)
        .select((participants::actor_id, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(event) = event {
        counts = counts.filter(participants::event_id.eq(event));
    }
    counts.load(&mut conn).await
}

/// Between when the events of a list begin.
#[derive(Debug, Clone, Copy, Default)]
pub struct Between {
    pub after: Option<DateTime<Utc>>,
    pub before: Option<DateTime<Utc>>,
}

/// What these identities, of one account, take part in. Of what is to come the soonest first, otherwise the latest.
pub async fn between(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
    time: Between,
    page: Page,
) -> QueryResult<Paged<Participant>> {
    let mine = || {
        let mut mine = participants::table
            .inner_join(events::table)
            .filter(participants::actor_id.eq_any(actors.to_vec()))
            .filter(participants::email_key.is_null().and(events::deleted_at.is_null()))
            .into_boxed();
        if let Some(after) = time.after {
            mine = mine.filter(events::begins_on.gt(after));
        }
        if let Some(before) = time.before {
            mine = mine.filter(events::begins_on.lt(before));
        }
        mine
    };
    let total = mine().count().get_result(&mut conn).await?;
    let sorted = if time.after.is_some() {
        mine().order((events::begins_on.asc(), participants::id.asc()))
    } else {
        mine().order((events::begins_on.desc(), participants::id.desc()))
    };
    let elements = sorted
        .limit(page.limit)
        .offset(page.offset)
        .select(Participant::as_select())
        .load(&mut conn)
        .await?;
    Ok(Paged { total, elements })
}

/// Which part of an agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// What is not over, the soonest first.
    Coming,
    /// What is over, the latest first.
    Over,
}

/// What an identity has to do with an event.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Mine {
    #[diesel(sql_type = BigInt)]
    pub event_id: EventId,
    #[diesel(sql_type = BigInt)]
    pub actor_id: ActorId,
    #[diesel(sql_type = Text)]
    pub role: ParticipantRole,
}

/// What these identities, of one account, organise and take part in; without drafts.
pub async fn agenda(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
    when: When,
    now: DateTime<Utc>,
    page: Page,
) -> QueryResult<Vec<Mine>> {
    let (over, order) = match when {
        When::Coming => (">=", "ASC"),
        When::Over => ("<", "DESC"),
    };
    diesel::sql_query(format!(
        "SELECT m.event_id, m.actor_id, m.role FROM ( \
           SELECT p.event_id, p.actor_id, p.role FROM participants p \
             WHERE p.actor_id = ANY ($1) AND p.email_key IS NULL \
           UNION ALL SELECT o.id, o.organizer_id, 'creator' FROM events o \
             WHERE o.organizer_id = ANY ($1) AND NOT EXISTS ( \
               SELECT FROM participants p WHERE p.event_id = o.id AND p.actor_id = o.organizer_id \
                 AND p.email_key IS NULL)) m \
         JOIN events e ON e.id = m.event_id \
         WHERE NOT e.draft AND e.deleted_at IS NULL AND coalesce(e.ends_on, e.begins_on) {over} $2 \
         ORDER BY e.begins_on {order}, m.event_id {order}, m.actor_id LIMIT $3 OFFSET $4",
    ))
    .bind::<Array<BigInt>, _>(actors)
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(page.limit)
    .bind::<BigInt, _>(page.offset)
    .load(&mut conn)
    .await
}

/// The next participants after one, in the order of their ids: for whoever goes through all of them.
pub async fn next_of_event(
    mut conn: &AsyncPgConnection,
    event: EventId,
    roles: &[ParticipantRole],
    after: ParticipantId,
    limit: i64,
) -> QueryResult<Vec<Participant>> {
    participants::table
        .filter(participants::event_id.eq(event).and(participants::id.gt(after)))
        .filter(participants::role.eq_any(roles))
        .order(participants::id)
        .limit(limit)
        .select(Participant::as_select())
        .load(&mut conn)
        .await
}

/// In which direction a list is turned, from which participant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Those after one, in their order.
    After(ParticipantId),
    /// Those before one, the nearest first.
    Before(ParticipantId),
}

/// The participants of an event that have one of these roles and match these words, from one of them on. Addresses
/// match nothing: they are nobody's to search.
pub async fn sifted(
    mut conn: &AsyncPgConnection,
    (event, roles): (EventId, &[ParticipantRole]),
    words: Option<&str>,
    turn: Turn,
    limit: i64,
) -> QueryResult<Vec<Participant>> {
    let (from, side, order) = match turn {
        Turn::After(id) => (id, ">", "ASC"),
        Turn::Before(id) => (id, "<", "DESC"),
    };
    diesel::sql_query(format!(
        "SELECT p.* FROM participants p JOIN actors a ON a.id = p.actor_id \
         WHERE p.event_id = $1 AND p.role = ANY ($2) AND p.id {side} $3 \
           AND ($4 IS NULL OR p.code = upper($5) OR p.name ILIKE $4 \
             OR (p.email_key IS NULL AND (a.name ILIKE $4 OR a.preferred_username ILIKE $4))) \
         ORDER BY p.id {order} LIMIT $6"
    ))
    .bind::<BigInt, _>(event)
    .bind::<Array<Text>, _>(roles)
    .bind::<BigInt, _>(from)
    .bind::<Nullable<Text>, _>(words.map(containing))
    .bind::<Nullable<Text>, _>(words)
    .bind::<BigInt, _>(limit)
    .load(&mut conn)
    .await
}

/// The pattern of whatever contains these words, taken as they are.
fn containing(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.trim_start_matches('@').chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
