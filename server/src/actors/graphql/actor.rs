//! The interface of all actors, and the kinds that show no more than it.
// The lint takes the `ty` of two fields of the interface for one attribute written twice.
#![allow(clippy::duplicated_attributes)]

use super::person::PersonNode;
use super::profile::Profile;
use crate::actors::loader::ActorLoader;
use crate::actors::model::{Actor, Kind};
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use crate::media::graphql::MediaNode;
use async_graphql::{Context, Enum, ID, Interface, SimpleObject};
use std::ops::Deref;

/// The kinds of actors, in the words of the protocol between servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ActorType {
    /// Somebody.
    Person,
    /// A server.
    Application,
    /// Several people who act together.
    Group,
    /// An organisation that its server does not call a group.
    Organization,
    /// A program that acts by itself.
    Service,
}

impl From<Kind> for ActorType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Group => Self::Group,
            Kind::Application => Self::Application,
        }
    }
}

/// Several people who act together.
#[derive(SimpleObject)]
#[graphql(name = "Group")]
pub struct GroupNode {
    #[graphql(flatten)]
    profile: Profile,
}

/// A server.
#[derive(SimpleObject)]
#[graphql(name = "Application")]
pub struct ApplicationNode {
    #[graphql(flatten)]
    profile: Profile,
}

impl Deref for GroupNode {
    type Target = Profile;
    fn deref(&self) -> &Profile {
        &self.profile
    }
}

impl Deref for ApplicationNode {
    type Target = Profile;
    fn deref(&self) -> &Profile {
        &self.profile
    }
}

/// Whoever can act: somebody, a group, a server.
#[derive(Interface)]
#[graphql(
    name = "Actor",
    field(name = "id", ty = "Option<ID>", desc = "Its id on this server."),
    field(
        name = "type",
        method = "kind",
        ty = "Option<ActorType>",
        desc = "What kind of actor it is."
    ),
    field(name = "url", ty = "Option<String>", desc = "Its address on the web."),
    field(name = "name", ty = "Option<String>", desc = "The name that people read."),
    field(
        name = "preferred_username",
        ty = "Option<String>",
        desc = "The name that never changes: the part of the handle before the host."
    ),
    field(
        name = "domain",
        ty = "Option<String>",
        desc = "The host of its server; null for this one."
    ),
    field(name = "local", ty = "Option<bool>", desc = "Whether it lives on this server."),
    field(
        name = "summary",
        ty = "Option<String>",
        desc = "What it says about itself, as safe HTML."
    ),
    field(
        name = "manually_approves_followers",
        ty = "Option<bool>",
        desc = "Whether it looks at each request to follow it."
    ),
    field(
        name = "suspended",
        ty = "Option<bool>",
        desc = "Whether moderators have hidden it, or it is gone."
    ),
    field(name = "avatar", ty = "Option<MediaNode>", desc = "Its picture."),
    field(
        name = "banner",
        ty = "Option<MediaNode>",
        desc = "The wide picture at the head of its page."
    ),
    field(name = "followers_count", ty = "Option<i32>", desc = "How many follow it."),
    field(name = "following_count", ty = "Option<i32>", desc = "How many it follows."),
    field(
        name = "media_size",
        ty = "Option<i32>",
        desc = "Bytes of the pictures that it has sent; null for those who may not know."
    )
)]
pub enum ActorNode {
    Person(PersonNode),
    Group(GroupNode),
    Application(ApplicationNode),
}

impl From<Actor> for ActorNode {
    fn from(actor: Actor) -> Self {
        let kind = actor.kind;
        let profile = Profile(actor);
        match kind {
            Kind::Person => Self::Person(PersonNode::new(profile)),
            Kind::Group => Self::Group(GroupNode { profile }),
            Kind::Application => Self::Application(ApplicationNode { profile }),
        }
    }
}

/// The node of an actor, loaded together with the others of its level.
pub async fn load_actor(ctx: &Context<'_>, id: ActorId) -> Result<Option<ActorNode>> {
    Ok(load(ctx, id).await?.map(ActorNode::from))
}

/// The row of an actor, loaded together with the others of its level.
pub(super) async fn load(ctx: &Context<'_>, id: ActorId) -> Result<Option<Actor>> {
    let loaded = ctx.loader::<ActorLoader, ActorId>().load_one(id).await;
    loaded.map_err(|cause| anyhow::anyhow!("loading actors: {cause}").into())
}
