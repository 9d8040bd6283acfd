//! Addresses of one level of a query, in one statement.

use super::model::Address;
use super::service;
use crate::app::App;
use crate::kernel::prelude::*;
use async_graphql::dataloader::Loader;
use std::collections::HashMap;
use std::sync::Arc;

/// Loads addresses by id. Whoever asks has the id from an event that the viewer may see.
pub struct AddressLoader {
    app: App,
}

impl AddressLoader {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<AddressId> for AddressLoader {
    type Value = Address;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[AddressId]) -> Result<HashMap<AddressId, Address>, Arc<Error>> {
        let conn = self.app.db.get().await?;
        Ok(service::load_many(&conn, ids).await?)
    }
}
