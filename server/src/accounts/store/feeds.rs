//! Secret addresses of private calendars.

use crate::accounts::model::FeedToken;
use crate::kernel::prelude::*;
use farandole_schema::tables::feed_tokens;

/// Private calendars of one identity, or of the account itself, that there may be at once.
pub const FEEDS: usize = 20;

/// The secret addresses of an account: all of them, oldest first.
pub async fn feeds(mut conn: &AsyncPgConnection, user: UserId) -> Result<Vec<FeedToken>> {
    let feeds = feed_tokens::table
        .filter(feed_tokens::user_id.eq(user))
        .order(feed_tokens::id)
        .limit(500)
        .select(FeedToken::as_select());
    Ok(feeds.load(&mut conn).await?)
}

/// The secret addresses of identities.
pub async fn feeds_of_actors(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
) -> Result<Vec<FeedToken>> {
    let feeds = feed_tokens::table
        .filter(feed_tokens::actor_id.eq_any(actors))
        .order(feed_tokens::id)
        .limit(2_000)
        .select(FeedToken::as_select());
    Ok(feeds.load(&mut conn).await?)
}

/// Keeps a new secret address.
pub async fn keep_feed(
    tx: &mut AsyncPgConnection,
    feed: &FeedToken,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(feed_tokens::table)
        .values((
            feed_tokens::token.eq(feed.token),
            feed_tokens::user_id.eq(feed.user_id),
            feed_tokens::actor_id.eq(feed.actor_id),
            feed_tokens::created_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// The private calendar at a secret address.
pub async fn feed(mut conn: &AsyncPgConnection, token: Uuid) -> Result<Option<FeedToken>> {
    let feed =
        feed_tokens::table.filter(feed_tokens::token.eq(token)).select(FeedToken::as_select());
    Ok(feed.first(&mut conn).await.optional()?)
}

/// Closes one of an account's secret addresses; `None` if it is not the account's.
pub async fn forget_feed(
    tx: &mut AsyncPgConnection,
    user: UserId,
    token: Uuid,
) -> Result<Option<FeedToken>> {
    let own = feed_tokens::table
        .filter(feed_tokens::user_id.eq(user))
        .filter(feed_tokens::token.eq(token));
    Ok(diesel::delete(own).returning(FeedToken::as_returning()).get_result(tx).await.optional()?)
}

/// Closes the secret addresses of an account: those of one identity, or all.
pub async fn forget_feeds(
    tx: &mut AsyncPgConnection,
    user: UserId,
    of: Option<ActorId>,
) -> Result<()> {
    let all = feed_tokens::table.filter(feed_tokens::user_id.eq(user));
    match of {
        None => diesel::delete(all).execute(tx).await?,
        Some(actor) => {
            diesel::delete(all.filter(feed_tokens::actor_id.eq(actor))).execute(tx).await?
        }
    };
    Ok(())
}
