//! Actors of one level of a query, in one statement.

use super::model::Actor;
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use async_graphql::dataloader::Loader;
use std::collections::HashMap;
use std::sync::Arc;

/// Loads actors by id.
pub struct ActorLoader {
    app: App,
}

impl ActorLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<ActorId> for ActorLoader {
    type Value = Actor;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[ActorId]) -> Result<HashMap<ActorId, Actor>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        Ok(store::load_many(&conn, ids).await?)
    }
}

/// Loads the living identities of accounts.
pub struct IdentitiesLoader {
    app: App,
}

impl IdentitiesLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<UserId> for IdentitiesLoader {
    type Value = Vec<Actor>;
    type Error = Arc<Error>;

    async fn load(&self, users: &[UserId]) -> Result<HashMap<UserId, Vec<Actor>>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        Ok(store::of_accounts(&conn, users).await?)
    }
}
