//! What can be asked about events.

use super::node::EventNode;
use crate::events::service;
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use async_graphql::{Context, Object};

/// What can be asked about events.
#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// One event.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The part of its address that names it")] uuid: Uuid,
    ) -> Result<Option<EventNode>> {
        Ok(Some(service::read(ctx.app(), ctx.viewer(), uuid).await?.into()))
    }
}
