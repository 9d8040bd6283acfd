//! Writing, changing, deleting comments, and letting them in.

use super::node::CommentNode;
use crate::comments::model::NewComment;
use crate::comments::service;
use crate::graphql::ContextExt;
use crate::graphql::scalars;
use crate::kernel::prelude::*;
use async_graphql::{Context, ID, Object};

/// Writing, changing, deleting comments, and letting them in.
#[derive(Default)]
pub struct CommentMutation;

#[Object]
impl CommentMutation {
    /// Says something under an event. Where the organiser looks at comments first, it waits.
    #[allow(clippy::too_many_arguments)] // the contract's, and who speaks
    async fn create_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "HTML; what is not safe is taken out.")] text: String,
        #[graphql(desc = "The event.")] event_id: ID,
        #[graphql(desc = "The comment that is answered.")] in_reply_to_comment_id: Option<ID>,
        #[graphql(desc = "Whether everybody who takes part gets a mail; for the organiser.")]
        is_announcement: Option<bool>,
        #[graphql(desc = "Its language; found out where it is left out.")] language: Option<String>,
        #[graphql(desc = "Who speaks; the profile that acts by default where it is left out.")]
        actor_id: Option<ID>,
    ) -> Result<Option<CommentNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let event = scalars::id("eventId", &event_id)?;
        let parent = in_reply_to_comment_id.as_ref();
        let parent = parent.map(|id| scalars::id("inReplyToCommentId", id)).transpose()?;
        let actor = match &actor_id {
            Some(id) => scalars::id("actorId", id)?,
            None => viewer.require_actor()?,
        };
        let announcement = is_announcement.unwrap_or(false);
        let new = NewComment { text, parent, announcement, language };
        let comment = service::create(app, viewer, actor, event, new).await?;
        Ok(Some(CommentNode::seen(comment)))
    }

    /// Changes a comment of one's own. Whether it is an announcement stays: the mails have gone out.
    async fn update_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] comment_id: ID,
        #[graphql(desc = "HTML; what is not safe is taken out.")] text: String,
        #[graphql(desc = "Not heeded: it stays what it was.")] is_announcement: Option<bool>,
        #[graphql(desc = "Its language; found out where it is left out.")] language: Option<String>,
    ) -> Result<Option<CommentNode>> {
        let _ = is_announcement;
        let id = scalars::id("commentId", &comment_id)?;
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let comment = service::update(app, viewer, id, &text, language.as_deref()).await?;
        Ok(Some(CommentNode::seen(comment)))
    }

    /// Deletes a comment: its author, the organiser of the event, or whoever keeps order here.
    async fn delete_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] comment_id: ID,
    ) -> Result<Option<CommentNode>> {
        let id = scalars::id("commentId", &comment_id)?;
        let comment = service::delete(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(CommentNode::seen(comment)))
    }

    /// Lets in a comment that waits: the organiser of the event, or whoever keeps order here.
    async fn approve_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] comment_id: ID,
    ) -> Result<Option<CommentNode>> {
        let id = scalars::id("commentId", &comment_id)?;
        let comment = service::approve(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(CommentNode::seen(comment)))
    }
}
