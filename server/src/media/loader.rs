//! Pictures of one level of a query, in one statement.

use super::model::Media;
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use async_graphql::dataloader::Loader;
use std::collections::HashMap;
use std::sync::Arc;

/// Loads pictures by id.
pub struct MediaLoader {
    app: App,
}

impl MediaLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<MediaId> for MediaLoader {
    type Value = Media;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[MediaId]) -> Result<HashMap<MediaId, Media>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        Ok(store::load_many(&conn, ids).await?)
    }
}

/// Loads how many bytes the pictures take that actors have sent.
pub struct MediaSizeLoader {
    app: App,
}

impl MediaSizeLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<ActorId> for MediaSizeLoader {
    type Value = i64;
    type Error = Arc<Error>;

    async fn load(&self, actors: &[ActorId]) -> Result<HashMap<ActorId, i64>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        Ok(store::sizes_of_actors(&conn, actors).await?)
    }
}
