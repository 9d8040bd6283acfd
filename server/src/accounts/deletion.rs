//! Leaving, and being shut out.

use super::model::{AccountFact, User};
use super::{login, policy, store};
use crate::actors;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::media;

/// Deletes the account that asks, at once and for good: sign-ins, settings, links and private calendars go with it,
/// its identities become empty shells. An account with a password gives it.
pub async fn delete_own(app: &App, viewer: &Viewer, password: Option<&str>) -> Result<UserId> {
    let id = viewer.require_account()?.user;
    let user = {
        let conn = app.db.get().await?;
        store::find(&conn, id).await?.or_not_found("user")?
    };
    if user.password_hash.is_some() {
        login::confirm_owner(app, viewer, "password", password.unwrap_or_default()).await?;
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        keep_an_administrator(tx, id).await?;
        let user = store::lock(tx, id).await?.or_not_found("user")?;
        retire_identities(app, tx, &user).await?;
        media::erase(app, tx, id).await?;
        store::delete(tx, id).await?;
        app.emit(tx, AccountFact::Deleted { user: id }).await?;
        Ok(id)
    })
    .await
}

/// Shuts somebody's account: like deleting it, but its address stays taken.
pub async fn disable(app: &App, viewer: &Viewer, id: UserId) -> Result<UserId> {
    policy::list(viewer)?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        keep_an_administrator(tx, id).await?;
        let user = store::lock(tx, id).await?.or_not_found("user")?;
        policy::shut(viewer, &user)?;
        if user.disabled_at.is_some() {
            return Ok(id);
        }
        retire_identities(app, tx, &user).await?;
        media::erase(app, tx, id).await?;
        store::end_all(tx, id, None).await?;
        store::forget_feeds(tx, id, None).await?;
        store::forget_settings(tx, id).await?;
        store::void_tokens(tx, id, super::model::Purpose::ALL).await?;
        store::keep_signup(tx, id, None).await?;
        let change = store::Change {
            disabled_at: Some(app.now()),
            default_actor_id: Some(None),
            last_sign_in_ip: Some(None),
            current_sign_in_ip: Some(None),
            ..store::Change::default()
        };
        store::update(tx, id, change, app.now()).await?;
        app.emit(tx, AccountFact::Disabled { user: id }).await?;
        Ok(id)
    })
    .await
}

async fn retire_identities(app: &App, tx: &mut AsyncPgConnection, user: &User) -> Result<()> {
    for actor in actors::of_account(tx, user.id).await? {
        actors::retire(app, tx, actor.id).await?;
    }
    Ok(())
}

/// Refuses to lose the last administrator.
pub(super) async fn keep_an_administrator(tx: &mut AsyncPgConnection, id: UserId) -> Result<()> {
    if store::lock_administrators(tx).await? == [id] {
        let problem = Message::new("error-accounts-last-administrator");
        return Err(Error::conflict("last_administrator", problem));
    }
    Ok(())
}
