//! The SQL of actors. Nothing here asks whether the viewer may.

use super::ANONYMOUS;
use super::model::{Actor, Kind};
use crate::kernel::prelude::*;
use diesel::dsl::{exists, sql};
use diesel::sql_types::{Bool, Text};
use farandole_schema::tables::{actors, events, media};
use std::collections::HashMap;

/// The actor with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: ActorId) -> Result<Option<Actor>> {
    let actor = actors::table.find(id).select(Actor::as_select());
    Ok(actor.first(&mut conn).await.optional()?)
}

/// The actors with these ids, in one query; those that do not exist are left out.
pub async fn load_many(
    mut conn: &AsyncPgConnection,
    ids: &[ActorId],
) -> Result<HashMap<ActorId, Actor>> {
    let rows: Vec<Actor> = actors::table
        .filter(actors::id.eq_any(ids))
        .select(Actor::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|actor| (actor.id, actor)).collect())
}

/// The actor of this name, in any spelling of case, here (`domain` is `None`) or on another server.
pub async fn by_username(
    mut conn: &AsyncPgConnection,
    name: &str,
    domain: Option<&str>,
) -> Result<Option<Actor>> {
    let same_handle = sql::<Bool>("lower(preferred_username) = lower(")
        .bind::<Text, _>(name)
        .sql(") AND coalesce(domain, '') = ")
        .bind::<Text, _>(domain.unwrap_or("").to_ascii_lowercase());
    let actor = actors::table.filter(same_handle).select(Actor::as_select());
    Ok(actor.first(&mut conn).await.optional()?)
}

/// Whether others may list an actor.
pub async fn discoverable(mut conn: &AsyncPgConnection, id: ActorId) -> Result<bool> {
    let said: Option<String> =
        actors::table.find(id).select(actors::visibility).first(&mut conn).await.optional()?;
    Ok(said.as_deref() == Some("public"))
}

/// The identity that stands for everybody without an account.
pub async fn anonymous(conn: &AsyncPgConnection) -> Result<Actor> {
    by_username(conn, ANONYMOUS, None).await?.or_not_found("actor")
}

/// The living identities of an account, oldest first.
pub async fn of_account(conn: &AsyncPgConnection, user: UserId) -> Result<Vec<Actor>> {
    Ok(of_accounts(conn, &[user]).await?.remove(&user).unwrap_or_default())
}

/// The living identities of accounts, oldest first.
pub async fn of_accounts(
    mut conn: &AsyncPgConnection,
    users: &[UserId],
) -> Result<HashMap<UserId, Vec<Actor>>> {
    let rows: Vec<Actor> = actors::table
        .filter(actors::user_id.eq_any(users))
        .filter(actors::deleted_at.is_null())
        .order(actors::id)
        .select(Actor::as_select())
        .load(&mut conn)
        .await?;
    let mut identities = HashMap::<UserId, Vec<Actor>>::new();
    for actor in rows {
        if let Some(user) = actor.user_id {
            identities.entry(user).or_default().push(actor);
        }
    }
    Ok(identities)
}

/// A new actor of this server.
#[derive(Insertable)]
#[diesel(table_name = actors)]
pub struct NewActor {
    pub uuid: Uuid,
    pub kind: Kind,
    pub preferred_username: String,
    pub name: Option<String>,
    pub summary: Option<String>,
    pub url: String,
    pub avatar_id: Option<MediaId>,
    pub banner_id: Option<MediaId>,
    pub user_id: Option<UserId>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Writes an actor; `None` if its name was given out before.
pub async fn insert(tx: &mut AsyncPgConnection, new: &NewActor) -> Result<Option<Actor>> {
    let inserted = diesel::insert_into(actors::table)
        .values(new)
        .on_conflict_do_nothing()
        .returning(Actor::as_returning());
    Ok(inserted.get_result(tx).await.optional()?)
}

/// The actor with this id, which nobody else changes until the transaction ends.
pub async fn lock(tx: &mut AsyncPgConnection, id: ActorId) -> Result<Option<Actor>> {
    let actor = actors::table.find(id).select(Actor::as_select()).for_update();
    Ok(actor.first(tx).await.optional()?)
}

/// What an actor shows of itself; `None` leaves a column as it is.
#[derive(AsChangeset)]
#[diesel(table_name = actors)]
pub struct Words {
    pub name: Option<Option<String>>,
    pub summary: Option<Option<String>>,
    pub avatar_id: Option<Option<MediaId>>,
    pub banner_id: Option<Option<MediaId>>,
}

/// Whether another identity of this server shows a picture, on itself or on an event. The picture is held until the
/// transaction ends, so that two of them cannot begin to show it at once.
pub async fn shown_elsewhere(
    tx: &mut AsyncPgConnection,
    but: ActorId,
    picture: MediaId,
) -> Result<bool> {
    let held = media::table.find(picture).select(media::id).for_no_key_update();
    held.first::<MediaId>(&mut *tx).await.optional()?;
    let on_events = events::table
        .filter(events::picture_id.eq(picture).and(events::organizer_id.ne(but)))
        .filter(events::deleted_at.is_null().and(events::origin.is_null()));
    let shows = actors::avatar_id.eq(picture).or(actors::banner_id.eq(picture));
    let others = actors::table
        .filter(actors::user_id.is_not_null())
        .filter(actors::id.ne(but))
        .filter(shows);
    let either = exists(others).or(exists(on_events));
    Ok(diesel::select(either).get_result(tx).await?)
}

/// Changes what an actor says of itself.
pub async fn update(
    tx: &mut AsyncPgConnection,
    id: ActorId,
    words: &Words,
    now: DateTime<Utc>,
) -> Result<Actor> {
    let changed = diesel::update(actors::table.find(id))
        .set((words, actors::updated_at.eq(now)))
        .returning(Actor::as_returning());
    Ok(changed.get_result(tx).await?)
}

/// Hides an actor, or shows it again.
pub async fn set_suspended(
    tx: &mut AsyncPgConnection,
    id: ActorId,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Actor> {
    let changed = diesel::update(actors::table.find(id))
        .set((actors::suspended_at.eq(since), actors::updated_at.eq(now)))
        .returning(Actor::as_returning());
    Ok(changed.get_result(tx).await?)
}

/// Empties an actor but for its name and address.
pub async fn empty(tx: &mut AsyncPgConnection, id: ActorId, now: DateTime<Utc>) -> Result<Actor> {
    let emptied = diesel::update(actors::table.find(id))
        .set((
            actors::name.eq(None::<String>),
            actors::summary.eq(None::<String>),
            actors::avatar_id.eq(None::<MediaId>),
            actors::banner_id.eq(None::<MediaId>),
            actors::user_id.eq(None::<UserId>),
            actors::deleted_at.eq(now),
            actors::updated_at.eq(now),
        ))
        .returning(Actor::as_returning());
    Ok(emptied.get_result(tx).await?)
}

/// Which people are asked for.
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// A part of the name or the username.
    pub term: Option<String>,
    /// A part of the shown name.
    pub name: Option<String>,
    /// A part of the username.
    pub preferred_username: Option<String>,
    /// The host of their server.
    pub domain: Option<String>,
    /// Only those of this server, or only those of others.
    pub local: Option<bool>,
    /// Only those that moderators have hidden, or only the others.
    pub suspended: Option<bool>,
}

/// A page of people, oldest first; those that are gone are left out, and so is the server's own that stands for
/// everybody without an account.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &PersonFilter,
    page: Page,
) -> Result<Paged<Actor>> {
    let total = filtered(filter).count().get_result(&mut conn).await?;
    let people = filtered(filter)
        .order(actors::id)
        .limit(page.limit)
        .offset(page.offset)
        .select(Actor::as_select());
    Ok(Paged { total, elements: people.load(&mut conn).await? })
}

fn filtered(filter: &PersonFilter) -> actors::BoxedQuery<'_, diesel::pg::Pg> {
    let mut query = actors::table
        .filter(actors::kind.eq(Kind::Person))
        .filter(actors::deleted_at.is_null())
        .filter(actors::user_id.is_not_null().or(actors::domain.is_not_null()))
        .into_boxed();
    if let Some(term) = &filter.term {
        let by_name = actors::name.ilike(contains(term)).assume_not_null();
        query = query.filter(by_name.or(actors::preferred_username.ilike(contains(term))));
    }
    if let Some(name) = &filter.name {
        query = query.filter(actors::name.ilike(contains(name)));
    }
    if let Some(name) = &filter.preferred_username {
        query = query.filter(actors::preferred_username.ilike(contains(name)));
    }
    if let Some(domain) = &filter.domain {
        query = query.filter(actors::domain.eq(domain.to_ascii_lowercase()));
    }
    query = match filter.local {
        Some(true) => query.filter(actors::domain.is_null()),
        Some(false) => query.filter(actors::domain.is_not_null()),
        None => query,
    };
    match filter.suspended {
        Some(true) => query.filter(actors::suspended_at.is_not_null()),
        Some(false) => query.filter(actors::suspended_at.is_null()),
        None => query,
    }
}

/// A LIKE pattern for a text anywhere in another.
fn contains(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
