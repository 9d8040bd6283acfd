//! What can be asked about comments.

use super::node::CommentNode;
use crate::comments::service;
use crate::graphql::ContextExt;
use crate::graphql::scalars;
use crate::kernel::prelude::*;
use async_graphql::{Context, ID, Object};

/// What can be asked about comments.
#[derive(Default)]
pub struct CommentQuery;

#[Object]
impl CommentQuery {
    /// The answers in the thread that a comment begins, oldest first. What the viewer does not see has none.
    async fn thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment that it begins with.")] id: ID,
    ) -> Result<Option<Vec<Option<CommentNode>>>> {
        let id = scalars::id("id", &id)?;
        let replies = service::replies(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(replies.into_iter().map(|reply| Some(CommentNode::shown(reply))).collect()))
    }
}
