//! Secret addresses of private calendars. Whoever knows one reads the calendar; closing it ends that at once.

use super::model::{FeedToken, User};
use super::{identities, store};
use crate::app::App;
use crate::kernel::prelude::*;

/// The private calendars of the account that asks, oldest first.
pub async fn feed_tokens(app: &App, viewer: &Viewer) -> Result<Vec<FeedToken>> {
    let user = viewer.require_account()?.user;
    let conn = app.db.get().await?;
    store::feeds(&conn, user).await
}

/// The private calendars of an account.
pub(super) async fn of_account(conn: &AsyncPgConnection, user: UserId) -> Result<Vec<FeedToken>> {
    store::feeds(conn, user).await
}

/// Opens a private calendar: of one of the viewer's identities, or of the whole account.
pub async fn create_feed_token(
    app: &App,
    viewer: &Viewer,
    of: Option<ActorId>,
) -> Result<FeedToken> {
    let user = viewer.require_account()?.user;
    if let Some(actor) = of {
        viewer.act_as(actor)?;
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        store::lock(tx, user).await?.or_not_found("user")?;
        let open = store::feeds(tx, user).await?;
        if open.iter().filter(|feed| feed.actor_id == of).count() >= store::FEEDS {
            let problem = Message::new("error-accounts-feeds").with("max", store::FEEDS);
            return Err(Error::conflict("too_many_feeds", problem));
        }
        identities::open_feed(app, tx, user, of).await
    })
    .await
}

/// Gives the private calendar of the whole account a new address, and closes every one that it had.
pub async fn renew_feed_token(app: &App, viewer: &Viewer) -> Result<FeedToken> {
    let user = viewer.require_account()?.user;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        store::lock(tx, user).await?.or_not_found("user")?;
        for feed in store::feeds(tx, user).await? {
            if feed.actor_id.is_none() {
                store::forget_feed(tx, user, feed.token).await?;
            }
        }
        identities::open_feed(app, tx, user, None).await
    })
    .await
}

/// Closes a private calendar of the account that asks.
pub async fn delete_feed_token(app: &App, viewer: &Viewer, token: &str) -> Result<FeedToken> {
    let user = viewer.require_account()?.user;
    let token: Uuid = token.parse().map_err(|_| Error::NotFound("feed_token"))?;
    let mut conn = app.db.get().await?;
    store::forget_feed(&mut conn, user, token).await?.or_not_found("feed_token")
}

/// The private calendar at a secret address, while its account may sign in; `None` for all else.
pub async fn feed_owner(conn: &AsyncPgConnection, token: &str) -> Result<Option<FeedToken>> {
    let Ok(token) = token.parse::<Uuid>() else { return Ok(None) };
    let Some(feed) = store::feed(conn, token).await? else { return Ok(None) };
    let user = store::find(conn, feed.user_id).await?;
    Ok(user.is_some_and(|user| User::may_sign_in(&user)).then_some(feed))
}
