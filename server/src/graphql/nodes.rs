//! Nodes that belong to no slice.

use crate::kernel::id::ActorId;
use async_graphql::{ID, SimpleObject};

/// What is left of something deleted: its id.
#[derive(SimpleObject)]
pub struct DeletedObject {
    /// The id that it had.
    pub id: Option<ID>,
}

impl From<ActorId> for DeletedObject {
    fn from(id: ActorId) -> Self {
        Self { id: Some(id.into()) }
    }
}
