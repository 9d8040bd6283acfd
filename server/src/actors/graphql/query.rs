//! What can be asked about people.

use super::person::PersonNode;
use crate::actors::service;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use async_graphql::{Context, ID, Object};

/// What can be asked about people.
#[derive(Default)]
pub struct ActorQuery;

#[Object]
impl ActorQuery {
    /// The identity that the viewer acts as.
    async fn logged_person(&self, ctx: &Context<'_>) -> Result<Option<PersonNode>> {
        let id = ctx.viewer().require_actor()?;
        service::read(ctx.app(), ctx.viewer(), id).await.map(PersonNode::of)
    }

    /// All identities of the viewer, oldest first.
    async fn identities(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<PersonNode>>>> {
        let identities = service::identities(ctx.app(), ctx.viewer()).await?;
        Ok(Some(identities.into_iter().map(PersonNode::of).collect()))
    }

    /// A person, for those who are signed in.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's id.")] id: ID,
    ) -> Result<Option<PersonNode>> {
        let id = scalars::id("id", &id)?;
        service::read(ctx.app(), ctx.viewer(), id).await.map(PersonNode::of)
    }

    /// A person by name.
    async fn fetch_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's name, with `@` and the host for one of another server.")]
        preferred_username: String,
    ) -> Result<Option<PersonNode>> {
        let found = service::read_by_handle(ctx.app(), ctx.viewer(), &preferred_username).await?;
        Ok(PersonNode::of(found))
    }
}
