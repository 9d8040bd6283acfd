//! Other servers in the API: following them, being followed, deciding about them, and finding by address.

mod instance;
mod mutation;
mod query;

pub use mutation::FederationMutation;
pub use query::FederationQuery;

use super::Followed;
use crate::actors::FollowState;
use crate::graphql::later::Follower;

/// A follow as the API shows it.
fn follower(followed: Followed) -> Follower {
    let Followed { follow, follower, target } = followed;
    Follower {
        id: Some(follow.id.into()),
        actor: Some(follower.into()),
        target_actor: Some(target.into()),
        approved: Some(follow.state == FollowState::Approved),
        notify: Some(follow.notify),
        inserted_at: Some(follow.created_at.into()),
        updated_at: Some(follow.updated_at.into()),
    }
}
