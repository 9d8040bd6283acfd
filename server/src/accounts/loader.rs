//! Accounts as the rest of the program reads them.

use super::model::{FeedToken, Settings, User};
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use async_graphql::dataloader::Loader;
use std::collections::HashMap;
use std::sync::Arc;

/// The account with this id.
pub async fn find(conn: &AsyncPgConnection, id: UserId) -> Result<Option<User>> {
    store::find(conn, id).await
}

/// Those who keep order here and can be written to.
pub async fn keepers(conn: &AsyncPgConnection) -> Result<Vec<User>> {
    store::keepers(conn).await
}

/// How to reach the person behind an identity.
#[derive(Debug, Clone)]
pub struct Contact {
    pub user: UserId,
    pub email: String,
    pub lang: Lang,
    pub settings: Settings,
}

/// How to reach the people behind identities. One whose account may not sign in, or who has none here, is left out.
pub async fn contacts(
    conn: &AsyncPgConnection,
    actors: &[ActorId],
    now: DateTime<Utc>,
) -> Result<HashMap<ActorId, Contact>> {
    let users = store::of_actors(conn, actors).await?;
    let ids: Vec<UserId> = users.values().map(|user| user.id).collect();
    let settings = store::settings_many(conn, &ids).await?;
    let reachable = users.into_iter().filter(|(_, user)| user.may_sign_in());
    let contact = |user: User| Contact {
        user: user.id,
        settings: settings.get(&user.id).cloned().unwrap_or_else(|| Settings::unset(user.id, now)),
        email: user.email,
        lang: user.locale,
    };
    Ok(reachable.map(|(actor, user)| (actor, contact(user))).collect())
}

/// Loads accounts by id, those of one level of a query in one statement.
pub struct UserLoader {
    app: App,
}

impl UserLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<UserId> for UserLoader {
    type Value = User;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[UserId]) -> Result<HashMap<UserId, User>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        Ok(store::load_many(&conn, ids).await?)
    }
}

/// Loads the private calendars of identities. Only their owner may be shown them.
pub struct FeedsLoader {
    app: App,
}

impl FeedsLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<ActorId> for FeedsLoader {
    type Value = Vec<FeedToken>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        actors: &[ActorId],
    ) -> Result<HashMap<ActorId, Vec<FeedToken>>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        let mut feeds = HashMap::<ActorId, Vec<FeedToken>>::new();
        for feed in store::feeds_of_actors(&conn, actors).await? {
            if let Some(actor) = feed.actor_id {
                feeds.entry(actor).or_default().push(feed);
            }
        }
        Ok(feeds)
    }
}
