//! Private calendars in the API. Only their owner ever gets such a node.

use super::user::{UserNode, load_user};
use crate::accounts::model::FeedToken;
use crate::actors::graphql::{ActorNode, load_actor};
use crate::graphql::nodes::DeletedObject;
use crate::kernel::prelude::*;
use async_graphql::{Context, Object, SimpleObject};

/// The secret address of a private calendar.
pub struct FeedTokenNode(pub FeedToken);

/// The secret address of a private calendar.
#[Object(name = "FeedToken")]
impl FeedTokenNode {
    /// The secret: whoever knows it reads the calendar.
    async fn token(&self) -> Option<String> {
        Some(self.0.token.to_string())
    }

    /// The profile whose calendar it is; null for that of the whole account.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        match self.0.actor_id {
            Some(id) => load_actor(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The account that opened it.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<UserNode>> {
        load_user(ctx, self.0.user_id).await
    }
}

/// What is left of a private calendar.
#[derive(SimpleObject)]
pub struct DeletedFeedToken {
    /// The profile whose calendar it was.
    pub actor: Option<DeletedObject>,
    /// The account that had opened it.
    pub user: Option<DeletedObject>,
}

impl From<FeedToken> for DeletedFeedToken {
    fn from(feed: FeedToken) -> Self {
        Self {
            actor: feed.actor_id.map(DeletedObject::from),
            user: Some(DeletedObject { id: Some(feed.user_id.into()) }),
        }
    }
}
