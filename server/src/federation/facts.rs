//! What became of something that was sent out, or asked for.

use crate::kernel::fact::Fact;
use crate::kernel::id::{ActorId, FollowId};
use serde::{Deserialize, Serialize};

/// How the sending of an activity ended, for those who asked to be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DeliveryFact {
    /// The other server took it. It has promised nothing.
    Arrived { url: String, tell: String },
    /// It will never get there, and why.
    Failed { url: String, tell: String, error: String },
}

impl Fact for DeliveryFact {
    const KIND: &'static str = "delivery";
}

/// What has become of a server that this one follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FollowFact {
    /// Its events are listed here from now on.
    Granted { id: FollowId },
    /// They are not any more.
    Ended { target: ActorId },
}

impl Fact for FollowFact {
    const KIND: &'static str = "follow";
}
