//! What has happened to an actor.

use crate::kernel::fact::Fact;
use crate::kernel::prelude::*;
use serde::{Deserialize, Serialize};

/// What has happened to an actor of this server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorFact {
    /// There is a new one.
    Created { id: ActorId },
    /// It shows itself otherwise.
    Updated { id: ActorId },
    /// Moderators have hidden it.
    Suspended { id: ActorId },
    /// Moderators show it again.
    Restored { id: ActorId },
    /// It is retired: what it made goes, its row is an empty shell.
    Deleted { id: ActorId },
}

impl ActorFact {
    /// The actor that it is about.
    pub fn actor(&self) -> ActorId {
        match self {
            Self::Created { id }
            | Self::Updated { id }
            | Self::Suspended { id }
            | Self::Restored { id }
            | Self::Deleted { id } => *id,
        }
    }
}

impl Fact for ActorFact {
    const KIND: &'static str = "actors";
}
