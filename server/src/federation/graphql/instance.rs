//! Another server in the API.

use crate::actors::{self, FollowState};
use crate::federation::{self, store};
use crate::graphql::ContextExt;
use crate::graphql::scalars::Moment;
use crate::instances::Instance;
use crate::kernel::prelude::*;
use async_graphql::{Context, Enum, ID, Object};

/// Whether one server follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum InstanceFollowStatus {
    /// It does.
    Approved,
    /// It has asked to.
    Pending,
    /// It does not.
    None,
}

/// What administrators decided about a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::instances::Stance")]
pub enum InstanceStance {
    /// Nothing.
    Open,
    /// What it sends is shown to those alone who follow somebody there.
    Limited,
    /// Nothing comes from it, nothing goes to it.
    Blocked,
    /// It is dealt with where all others are blocked: the domain `*` stands for all.
    Allowed,
}

/// Another server.
pub struct InstanceNode {
    instance: Instance,
    counts: store::Counts,
    follows: Option<FollowState>,
    followed: Option<FollowState>,
    relay: Option<String>,
}

fn status(state: Option<FollowState>) -> InstanceFollowStatus {
    match state {
        Some(FollowState::Approved) => InstanceFollowStatus::Approved,
        Some(FollowState::Pending) => InstanceFollowStatus::Pending,
        Some(FollowState::Rejected) | None => InstanceFollowStatus::None,
    }
}

/// The numbers of the contract are small ones.
fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl InstanceNode {
    /// Servers with what is shown of each.
    pub async fn of(ctx: &Context<'_>, instances: Vec<Instance>) -> Result<Vec<Self>> {
        let conn = ctx.app().db.get().await?;
        let relay = federation::relay(&conn).await?;
        let ids: Vec<InstanceId> = instances.iter().map(|instance| instance.id).collect();
        let mut counts = store::counts(&conn, &ids).await?;
        let actors: Vec<ActorId> =
            instances.iter().filter_map(|instance| instance.actor_id).collect();
        let relays = actors::load_many(&conn, &actors).await?;
        let follows = actors::follows_with(&conn, relay.id, &actors).await?;
        let between = |follower: Option<ActorId>, target: Option<ActorId>| {
            let (follower, target) = follower.zip(target)?;
            let mut all = follows.iter();
            all.find(|one| one.follower_id == follower && one.target_id == target)
                .map(|follow| follow.state)
        };
        let node = |instance: Instance| Self {
            counts: counts.remove(&instance.id).unwrap_or_default(),
            relay: instance.actor_id.and_then(|id| relays.get(&id)).map(actors::Actor::handle),
            follows: between(instance.actor_id, Some(relay.id)),
            followed: between(Some(relay.id), instance.actor_id),
            instance,
        };
        Ok(instances.into_iter().map(node).collect())
    }
}

/// Another server.
#[Object(name = "Instance")]
impl InstanceNode {
    /// Its host.
    async fn domain(&self) -> Option<ID> {
        Some(ID(self.instance.host.clone()))
    }
    /// Whether it has an actor that can be followed.
    async fn has_relay(&self) -> Option<bool> {
        Some(self.instance.actor_id.is_some())
    }
    /// The handle of that actor.
    async fn relay_address(&self) -> Option<&str> {
        self.relay.as_deref()
    }
    /// Whether it follows this server.
    async fn follower_status(&self) -> Option<InstanceFollowStatus> {
        Some(status(self.follows))
    }
    /// Whether this server follows it.
    async fn followed_status(&self) -> Option<InstanceFollowStatus> {
        Some(status(self.followed))
    }
    /// What it says it is called.
    async fn instance_name(&self) -> Option<&str> {
        self.instance.name.as_deref()
    }
    /// What it says of itself.
    async fn instance_description(&self) -> Option<&str> {
        self.instance.description.as_deref()
    }
    /// What it runs.
    async fn software(&self) -> Option<&str> {
        self.instance.software.as_deref()
    }
    /// The version of that.
    async fn software_version(&self) -> Option<&str> {
        self.instance.software_version.as_deref()
    }
    /// Its events that are known here.
    async fn event_count(&self) -> Option<i32> {
        Some(small(self.counts.events))
    }
    /// Its people who are known here.
    async fn person_count(&self) -> Option<i32> {
        Some(small(self.counts.people))
    }
    /// Its groups that are known here.
    async fn group_count(&self) -> Option<i32> {
        Some(small(self.counts.groups))
    }
    /// Follows from its actors to ours.
    async fn followers_count(&self) -> Option<i32> {
        Some(small(self.counts.followers))
    }
    /// Follows from our actors to its.
    async fn followings_count(&self) -> Option<i32> {
        Some(small(self.counts.followings))
    }
    /// Reports about its people.
    async fn reports_count(&self) -> Option<i32> {
        Some(0)
    }
    /// Bytes of its pictures that are kept here.
    async fn media_size(&self) -> Option<i32> {
        Some(0)
    }
    /// What administrators decided about it.
    async fn stance(&self) -> InstanceStance {
        self.instance.stance.into()
    }
    /// Why.
    async fn note(&self) -> Option<&str> {
        self.instance.note.as_deref()
    }
    /// Activities that wait to be sent to it.
    async fn waiting(&self) -> i32 {
        small(self.counts.waiting)
    }
    /// Failures in a row when something was sent to it.
    async fn failures(&self) -> i32 {
        self.instance.failures
    }
    /// Why the last one failed.
    async fn last_error(&self) -> Option<&str> {
        self.instance.last_error.as_deref()
    }
    /// Before this nothing is sent to it.
    async fn next_try_at(&self) -> Option<Moment> {
        self.instance.next_try_at.map(Moment)
    }
    /// When it last took something.
    async fn last_success_at(&self) -> Option<Moment> {
        self.instance.last_success_at.map(Moment)
    }
    /// When something that it signed came in.
    async fn last_heard_at(&self) -> Option<Moment> {
        self.instance.last_heard_at.map(Moment)
    }
}
