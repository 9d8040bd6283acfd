//! What administrators do about other servers.

use super::follower;
use super::instance::{InstanceNode, InstanceStance};
use crate::federation;
use crate::graphql::ContextExt;
use crate::graphql::later::Follower;
use crate::instances;
use crate::kernel::prelude::*;
use async_graphql::{Context, Object};

/// What administrators do about other servers.
#[derive(Default)]
pub struct FederationMutation;

#[Object]
impl FederationMutation {
    /// Follows a server: what it publishes is listed here once it has agreed.
    async fn add_instance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its host.")] domain: String,
    ) -> Result<Option<InstanceNode>> {
        let followed = federation::follow_relay(ctx.app(), ctx.viewer(), &domain).await?;
        let host = followed.target.domain.unwrap_or_default();
        let instance = {
            let conn = ctx.app().db.get().await?;
            instances::of_host(&conn, &host).await?.or_not_found("instance")?
        };
        Ok(InstanceNode::of(ctx, vec![instance]).await?.pop())
    }

    /// Does not follow a server any more.
    async fn remove_relay(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its host, or the handle or address of its actor.")] address: String,
    ) -> Result<Option<Follower>> {
        federation::unfollow_relay(ctx.app(), ctx.viewer(), &address).await.map(follower).map(Some)
    }

    /// Lets a server follow this one.
    async fn accept_relay(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its host, or the handle or address of its actor.")] address: String,
    ) -> Result<Option<Follower>> {
        federation::accept_relay(ctx.app(), ctx.viewer(), &address).await.map(follower).map(Some)
    }

    /// Does not let a server follow this one, or no longer.
    async fn reject_relay(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its host, or the handle or address of its actor.")] address: String,
    ) -> Result<Option<Follower>> {
        federation::reject_relay(ctx.app(), ctx.viewer(), &address).await.map(follower).map(Some)
    }

    /// Decides about a server and all its sub-domains. The domain `*` stands for all servers: while it is blocked, only
    /// those that are allowed are dealt with.
    async fn set_instance_stance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its host.")] domain: String,
        #[graphql(desc = "What is decided.")] stance: InstanceStance,
        #[graphql(desc = "Why, for moderators.")] note: Option<String>,
    ) -> Result<Option<InstanceNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        viewer.require_known()?;
        let changed =
            instances::set_stance(app, viewer, &domain, stance.into(), note.as_deref()).await?;
        Ok(InstanceNode::of(ctx, vec![changed]).await?.pop())
    }
}
