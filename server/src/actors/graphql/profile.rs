//! What every kind of actor shows of itself.

use super::actor::ActorType;
use crate::actors::model::Actor;
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use crate::media::graphql::{MediaNode, picture, size_of_actor};
use async_graphql::{Context, ID, Object};

/// The fields that people, groups and servers share. One that is suspended or gone shows its name and address
/// alone; moderators see the rest of a suspended one.
pub struct Profile(pub Actor);

impl Profile {
    /// The row behind the node.
    pub fn actor(&self) -> &Actor {
        &self.0
    }

    fn shows(&self, ctx: &Context<'_>) -> bool {
        self.0.alive() || ctx.viewer().moderates()
    }
}

#[Object]
impl Profile {
    /// Its id on this server; null while it is yet to be made.
    pub async fn id(&self) -> Option<ID> {
        Some(self.0.id).filter(|id| id.0 > 0).map(ID::from)
    }

    /// What kind of actor it is.
    #[graphql(name = "type")]
    pub async fn kind(&self) -> Option<ActorType> {
        Some(self.0.kind.into())
    }

    /// Its address on the web, which is also its name for other servers.
    pub async fn url(&self) -> Option<String> {
        Some(self.0.url.clone())
    }

    /// The name that people read.
    pub async fn name(&self, ctx: &Context<'_>) -> Option<String> {
        self.0.name.clone().filter(|_| self.shows(ctx))
    }

    /// The name that never changes: the part of the handle before the host.
    pub async fn preferred_username(&self) -> Option<String> {
        Some(self.0.preferred_username.clone())
    }

    /// The host of its server; null for this one.
    pub async fn domain(&self) -> Option<String> {
        self.0.domain.clone()
    }

    /// Whether it lives on this server.
    pub async fn local(&self) -> Option<bool> {
        Some(self.0.local())
    }

    /// What it says about itself, as safe HTML.
    pub async fn summary(&self, ctx: &Context<'_>) -> Option<String> {
        self.0.summary.clone().filter(|_| self.shows(ctx))
    }

    /// Whether it looks at each request to follow it.
    pub async fn manually_approves_followers(&self) -> Option<bool> {
        Some(self.0.manually_approves_followers)
    }

    /// Whether moderators have hidden it, or it is gone.
    pub async fn suspended(&self) -> Option<bool> {
        Some(!self.0.alive())
    }

    /// Its picture.
    pub async fn avatar(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.avatar_id.filter(|_| self.shows(ctx))).await
    }

    /// The wide picture at the head of its page.
    pub async fn banner(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.banner_id.filter(|_| self.shows(ctx))).await
    }

    /// How many follow it. Nobody follows a person: always 0 there.
    pub async fn followers_count(&self) -> Option<i32> {
        Some(0)
    }

    /// How many it follows.
    pub async fn following_count(&self) -> Option<i32> {
        Some(0)
    }

    /// Bytes of the pictures that it has sent; null for those who may not know.
    pub async fn media_size(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        size_of_actor(ctx, self.0.id).await
    }
}
