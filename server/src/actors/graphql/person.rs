//! A person in the API: what their profile shows to all, and what only they and moderators see.

use super::actor::load;
use super::profile::Profile;
use crate::actors::model::{Actor, Kind};
use crate::kernel::prelude::*;
use async_graphql::{Context, SimpleObject};
use std::ops::Deref;

/// Somebody: an identity of an account here, or a profile of another server.
#[derive(SimpleObject)]
#[graphql(name = "Person")]
pub struct PersonNode {
    #[graphql(flatten)]
    profile: Profile,
}

impl PersonNode {
    pub(super) fn new(profile: Profile) -> Self {
        Self { profile }
    }

    /// The node of an actor, if it is a person.
    pub fn of(actor: Actor) -> Option<Self> {
        (actor.kind == Kind::Person).then(|| Self::new(Profile(actor)))
    }
}

impl Deref for PersonNode {
    type Target = Profile;
    fn deref(&self) -> &Profile {
        &self.profile
    }
}

/// The node of a person, loaded together with the others of its level; `None` for any other kind of actor.
pub async fn load_person(ctx: &Context<'_>, id: ActorId) -> Result<Option<PersonNode>> {
    Ok(load(ctx, id).await?.and_then(PersonNode::of))
}
