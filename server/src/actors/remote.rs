//! Profiles of other servers.

use super::activity::Profile;
use super::model::{Actor, Kind};
use super::store;
use crate::app::App;
use crate::instances::{self, Instance};
use crate::kernel::host::host_of;
use crate::kernel::prelude::*;
use farandole_schema::tables::{actors, follows, instances as servers, remote_actors};

/// What is known of an actor of another server besides what it shows.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = remote_actors, check_for_backend(diesel::pg::Pg))]
pub struct Remote {
    pub actor_id: ActorId,
    pub instance_id: InstanceId,
    #[diesel(column_name = kind)]
    pub type_name: String,
    pub inbox: String,
    pub shared_inbox: Option<String>,
    pub outbox: Option<String>,
    pub followers: Option<String>,
    pub key_id: String,
    pub public_key: String,
    pub key_asked_at: DateTime<Utc>,
    pub moved_to: Option<String>,
    pub also_known_as: Vec<Option<String>>,
    pub fetched_at: DateTime<Utc>,
}

/// The actor at an address, of this server or another, dead or alive.
pub async fn by_url(mut conn: &AsyncPgConnection, url: &str) -> Result<Option<Actor>> {
    let actor = actors::table.filter(actors::url.eq(url)).select(Actor::as_select());
    Ok(actor.first(&mut conn).await.optional()?)
}

/// The actors at addresses; those that are not known are left out.
pub async fn by_urls(mut conn: &AsyncPgConnection, urls: &[&str]) -> Result<Vec<Actor>> {
    let rows = actors::table.filter(actors::url.eq_any(urls)).select(Actor::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// What is known of an actor of another server.
pub async fn remote(mut conn: &AsyncPgConnection, id: ActorId) -> Result<Option<Remote>> {
    let row = remote_actors::table.find(id).select(Remote::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// The actor whose key has this address.
pub async fn by_key(
    mut conn: &AsyncPgConnection,
    key_id: &str,
) -> Result<Option<(Actor, Remote, Instance)>> {
    let row = remote_actors::table
        .inner_join(actors::table.on(actors::id.eq(remote_actors::actor_id)))
        .inner_join(servers::table.on(servers::id.eq(remote_actors::instance_id)))
        .filter(remote_actors::key_id.eq(key_id))
        .order(remote_actors::actor_id)
        .select((Actor::as_select(), Remote::as_select(), Instance::as_select()));
    Ok(row.first(&mut conn).await.optional()?)
}

/// Keeps what another server says of one of its actors, which has been fetched from its own address. `None` if its
/// name belongs to another actor of that server, or its address to one of ours. Who has said to be gone stays gone.
pub async fn adopt(app: &App, profile: &Profile) -> Result<Option<Actor>> {
    let Some(host) = host_of(&profile.id) else { return Ok(None) };
    if host == app.config.authority() {
        return Ok(None);
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let instance = instances::known(tx, &host, app.now()).await?;
        let known = by_url(tx, &profile.id).await?;
        if known.as_ref().is_some_and(Actor::local) {
            return Ok(None);
        }
        if known.as_ref().is_some_and(|known| known.deleted_at.is_some()) {
            return Ok(known);
        }
        let actor = match known {
            Some(actor) => Some(change(tx, actor.id, profile, app.now()).await?),
            None => match insert(app, tx, &host, profile).await? {
                Some(actor) => Some(actor),
                // Somebody else has just made it known, unless it is the name that is taken.
                None => by_url(tx, &profile.id).await?,
            },
        };
        let Some(actor) = actor else { return Ok(None) };
        keep(tx, actor.id, instance.id, profile, app.now()).await?;
        if actor.kind == Kind::Application && instance.actor_id.is_none() {
            instances::set_actor(tx, instance.id, actor.id).await?;
        }
        Ok(Some(actor))
    })
    .await
}

async fn insert(
    app: &App,
    tx: &mut AsyncPgConnection,
    host: &str,
    profile: &Profile,
) -> Result<Option<Actor>> {
    let inserted = diesel::insert_into(actors::table)
        .values((
            actors::uuid.eq(app.random.uuid()),
            actors::kind.eq(profile.kind),
            actors::preferred_username.eq(&profile.preferred_username),
            actors::domain.eq(host),
            actors::name.eq(&profile.name),
            actors::summary.eq(&profile.summary),
            actors::url.eq(&profile.id),
            actors::manually_approves_followers.eq(profile.manually_approves_followers),
            actors::visibility.eq(if profile.discoverable { "public" } else { "unlisted" }),
            actors::created_at.eq(app.now()),
            actors::updated_at.eq(app.now()),
        ))
        .on_conflict_do_nothing()
        .returning(Actor::as_returning());
    Ok(inserted.get_result(tx).await.optional()?)
}

/// A name is the actor's for good: another one under the same address would be a takeover.
async fn change(
    tx: &mut AsyncPgConnection,
    id: ActorId,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<Actor> {
    let changed = diesel::update(actors::table.find(id))
        .set((
            actors::name.eq(&profile.name),
            actors::summary.eq(&profile.summary),
            actors::manually_approves_followers.eq(profile.manually_approves_followers),
            actors::visibility.eq(if profile.discoverable { "public" } else { "unlisted" }),
            actors::updated_at.eq(now),
        ))
        .returning(Actor::as_returning());
    Ok(changed.get_result(tx).await?)
}

async fn keep(
    tx: &mut AsyncPgConnection,
    actor: ActorId,
    instance: InstanceId,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = (
        remote_actors::instance_id.eq(instance),
        remote_actors::kind.eq(&profile.type_name),
        remote_actors::inbox.eq(&profile.inbox),
        remote_actors::shared_inbox.eq(&profile.shared_inbox),
        remote_actors::outbox.eq(&profile.outbox),
        remote_actors::followers.eq(&profile.followers),
        remote_actors::following.eq(&profile.following),
        remote_actors::key_id.eq(&profile.key_id),
        remote_actors::public_key.eq(&profile.public_key),
        remote_actors::key_asked_at.eq(now),
        remote_actors::discoverable.eq(profile.discoverable),
        remote_actors::avatar_url.eq(&profile.avatar_url),
        remote_actors::banner_url.eq(&profile.banner_url),
        remote_actors::moved_to.eq(&profile.moved_to),
        remote_actors::also_known_as.eq(&profile.also_known_as),
        remote_actors::fetched_at.eq(now),
    );
    diesel::insert_into(remote_actors::table)
        .values((remote_actors::actor_id.eq(actor), row))
        .on_conflict(remote_actors::actor_id)
        .do_update()
        .set(row)
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that a key is being asked for; false if that was done in the last five minutes.
pub async fn may_ask_for_key(
    mut conn: &AsyncPgConnection,
    actor: ActorId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let asked = diesel::update(remote_actors::table.find(actor))
        .filter(remote_actors::key_asked_at.lt(now - Duration::minutes(5)))
        .set(remote_actors::key_asked_at.eq(now))
        .execute(&mut conn)
        .await?;
    Ok(asked > 0)
}

/// An actor of another server is gone: an empty shell stays.
pub async fn gone(app: &App, tx: &mut AsyncPgConnection, id: ActorId) -> Result<()> {
    diesel::delete(follows::table)
        .filter(follows::follower_id.eq(id).or(follows::target_id.eq(id)))
        .execute(tx)
        .await?;
    store::empty(tx, id, app.now()).await?;
    app.emit(tx, super::ActorFact::Deleted { id }).await
}
