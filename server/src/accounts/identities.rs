//! The identities of an account: making one, choosing which one acts, retiring one. What an identity shows is
//! `actors`' affair.

use super::model::{FeedToken, User};
use super::store;
use crate::actors::{self, Actor, NewPerson};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

/// Identities that an account may have at once.
const MOST: usize = 20;

/// Makes another identity for the account that asks.
pub async fn create_person(app: &App, viewer: &Viewer, person: NewPerson) -> Result<Actor> {
    let user = viewer.require_account()?.user;
    let person = person.checked()?;
    app.hit(viewer, Limit::per_hour("create-person", 20), &user.to_string()).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, user).await?.or_not_found("user")?;
        if actors::of_account(tx, user.id).await?.len() >= MOST {
            let problem = Message::new("error-accounts-profiles").with("max", MOST);
            return Err(Error::conflict("too_many_profiles", problem));
        }
        make(app, tx, &user, person).await
    })
    .await
}

/// Makes an identity with its private calendar; the first one acts from then on. `person` has been checked.
pub(super) async fn make(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: &User,
    person: NewPerson,
) -> Result<Actor> {
    let actor = actors::create_person(app, tx, user.id, person).await?;
    open_feed(app, tx, user.id, Some(actor.id)).await?;
    if user.default_actor_id.is_none() {
        act_as(app, tx, user.id, Some(actor.id)).await?;
    }
    Ok(actor)
}

/// Refuses an account that has an identity already.
pub(super) async fn require_none(tx: &AsyncPgConnection, user: UserId) -> Result<()> {
    if actors::of_account(tx, user).await?.is_empty() {
        return Ok(());
    }
    Err(Error::conflict("has_profile", Message::new("error-accounts-has-profile")))
}

/// Opens a private calendar: of an identity, or of the account itself.
pub(super) async fn open_feed(
    app: &App,
    tx: &mut AsyncPgConnection,
    user_id: UserId,
    actor_id: Option<ActorId>,
) -> Result<FeedToken> {
    let feed = FeedToken { token: app.random.uuid(), user_id, actor_id };
    store::keep_feed(tx, &feed, app.now()).await?;
    Ok(feed)
}

async fn act_as(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: UserId,
    actor: Option<ActorId>,
) -> Result<User> {
    let change = store::Change { default_actor_id: Some(actor), ..store::Change::default() };
    store::update(tx, user, change, app.now()).await
}

/// Chooses the identity that acts unless an argument names another.
pub async fn change_default_actor(app: &App, viewer: &Viewer, username: &str) -> Result<User> {
    let account = viewer.require_account()?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let actor = actors::by_username(tx, username, None).await?;
        let own = actor.filter(|actor| account.actors.contains(&actor.id));
        let own = own.or_not_found("person")?;
        act_as(app, tx, account.user, Some(own.id)).await
    })
    .await
}

/// Retires an identity for good: it becomes an empty shell, and its name is never given to anybody else.
pub async fn delete_person(app: &App, viewer: &Viewer, id: ActorId) -> Result<Actor> {
    let user = viewer.require_account()?.user;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, user).await?.or_not_found("user")?;
        let identities = actors::of_account(tx, user.id).await?;
        if !identities.iter().any(|actor| actor.id == id) {
            return Err(Error::NotFound("person"));
        }
        let Some(other) = identities.iter().find(|actor| actor.id != id && actor.alive()) else {
            let problem = Message::new("error-accounts-last-profile");
            return Err(Error::Conflict { code: "last_profile", field: Some("id"), problem });
        };
        store::forget_feeds(tx, user.id, Some(id)).await?;
        if user.default_actor_id == Some(id) {
            act_as(app, tx, user.id, Some(other.id)).await?;
        }
        actors::retire(app, tx, id).await
    })
    .await
}
