//! What happened to servers.

use crate::kernel::fact::Fact;
use serde::{Deserialize, Serialize};

/// Something about another server has changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum InstanceFact {
    /// Something else is decided about a host and all below it.
    Decided { host: String },
}

impl Fact for InstanceFact {
    const KIND: &'static str = "instance";
}
