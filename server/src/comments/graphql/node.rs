//! A comment in the API.

use super::loaders::{Comments, Threads};
use crate::actors::graphql::{ActorNode, PersonNode, load_actor, load_person};
use crate::comments::model::{Comment, Shown, Thread};
use crate::events::graphql::{EventNode, load_event};
use crate::graphql::ContextExt;
use crate::graphql::later::Conversation;
use crate::graphql::scalars::Moment;
use crate::kernel::prelude::*;
use async_graphql::{Context, Enum, ID, Object};
use std::sync::Arc;

/// Who sees a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CommentVisibility {
    /// Everybody who sees the event.
    Public,
    /// Whoever has its link.
    Unlisted,
    /// Those whom it names.
    Private,
    /// Everybody, once the organiser has let it in.
    Moderated,
    /// Those who are invited.
    Invite,
}

/// Words under an event.
pub struct CommentNode(Shown);

impl CommentNode {
    /// A comment that the viewer is shown.
    pub fn shown(shown: Shown) -> Self {
        Self(shown)
    }

    /// A comment that the viewer has just written or done something about.
    pub fn seen(comment: Comment) -> Self {
        let blank = comment.deleted_at.is_some();
        Self(Shown { comment, blank })
    }

    fn row(&self) -> &Comment {
        &self.0.comment
    }

    /// The row, unless its words are gone.
    fn said(&self) -> Option<&Comment> {
        (!self.0.blank).then_some(&self.0.comment)
    }

    async fn thread(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        let threads = load_threads(ctx, self.row().event_id).await?;
        let root = self.row().root();
        Ok(threads.iter().find(|thread| thread.first.comment.id == root).cloned())
    }
}

async fn load_threads(ctx: &Context<'_>, event: EventId) -> Result<Arc<Vec<Thread>>> {
    let threads = ctx.loader::<Threads, EventId>().load_one(event).await;
    let threads = threads.map_err(|cause| anyhow::anyhow!("loading comments: {cause}"))?;
    Ok(threads.unwrap_or_default())
}

/// The comments that threads under an event begin with; the viewer sees the event.
pub async fn comments_of(ctx: &Context<'_>, event: EventId) -> Result<Vec<Option<CommentNode>>> {
    let threads = load_threads(ctx, event).await?;
    Ok(threads.iter().map(|thread| Some(CommentNode::shown(thread.first.clone()))).collect())
}

async fn load(ctx: &Context<'_>, id: Option<CommentId>) -> Result<Option<CommentNode>> {
    let Some(id) = id else { return Ok(None) };
    let found = ctx.loader::<Comments, CommentId>().load_one(id).await;
    let found = found.map_err(|cause| anyhow::anyhow!("loading comments: {cause}"))?;
    Ok(found.map(CommentNode::shown))
}

/// A comment, together with the others of its level; `None` unless the viewer sees its event.
pub async fn load_comment(ctx: &Context<'_>, id: CommentId) -> Result<Option<CommentNode>> {
    let Some(comment) = load(ctx, Some(id)).await? else { return Ok(None) };
    let event = load_event(ctx, comment.row().event_id).await?;
    Ok(event.map(|_| comment))
}

/// Words under an event. Of one that is deleted, or by somebody who is hidden, only its place is left.
#[Object(name = "Comment")]
impl CommentNode {
    /// Its id on this server.
    pub async fn id(&self) -> Option<ID> {
        Some(self.row().id.into())
    }
    /// The part of its address that names it.
    async fn uuid(&self) -> Option<Uuid> {
        Some(self.row().uuid)
    }
    /// Its address on the web.
    async fn url(&self) -> Option<&str> {
        Some(&self.row().url)
    }
    /// What it says, as safe HTML.
    async fn text(&self) -> Option<&str> {
        Some(&self.said()?.body)
    }
    /// The language of its text.
    async fn language(&self) -> Option<&str> {
        Some(&self.said()?.language)
    }
    /// The language that its thread begins in.
    async fn primary_language(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let thread = self.thread(ctx).await?;
        let first = thread.map(|thread| thread.first).filter(|first| !first.blank);
        Ok(first.map(|first| first.comment.language))
    }
    /// The languages of its thread, each once.
    async fn thread_languages(&self, ctx: &Context<'_>) -> Result<Vec<Option<String>>> {
        let Some(thread) = self.thread(ctx).await? else { return Ok(Vec::new()) };
        let mut all: Vec<Option<String>> = Vec::new();
        for shown in [thread.first].into_iter().chain(thread.replies) {
            let language = Some(shown.comment.language);
            if !shown.blank && !all.contains(&language) {
                all.push(language);
            }
        }
        Ok(all)
    }
    /// Whether it was written on this server.
    async fn local(&self) -> Option<bool> {
        Some(self.row().local())
    }
    /// Who sees it: MODERATED while it waits for the organiser.
    async fn visibility(&self) -> Option<CommentVisibility> {
        Some(match self.row().waiting {
            true => CommentVisibility::Moderated,
            false => CommentVisibility::Public,
        })
    }
    /// Whether it was told to everybody who takes part.
    async fn is_announcement(&self) -> bool {
        self.said().is_some_and(|comment| comment.announcement)
    }
    /// Who wrote it.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<PersonNode>> {
        match self.said() {
            Some(comment) => load_person(ctx, comment.actor_id).await,
            None => Ok(None),
        }
    }
    /// Who answers for it: its author.
    async fn attributed_to(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        match self.said() {
            Some(comment) => load_actor(ctx, comment.actor_id).await,
            None => Ok(None),
        }
    }
    /// The event that it stands under.
    async fn event(&self, ctx: &Context<'_>) -> Result<Option<EventNode>> {
        load_event(ctx, self.row().event_id).await
    }
    /// The conversation that it belongs to, of which there are none yet.
    async fn conversation(&self) -> Option<Conversation> {
        None
    }
    /// The comment that it answers.
    async fn in_reply_to_comment(&self, ctx: &Context<'_>) -> Result<Option<CommentNode>> {
        load(ctx, self.row().parent_id).await
    }
    /// The comment that its thread begins with; null for that one.
    async fn origin_comment(&self, ctx: &Context<'_>) -> Result<Option<CommentNode>> {
        load(ctx, self.row().root_id).await
    }
    /// The answers in its thread, oldest first, where it begins one.
    async fn replies(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<CommentNode>>>> {
        if self.row().root_id.is_some() {
            return Ok(Some(Vec::new()));
        }
        let replies = self.thread(ctx).await?.map(|thread| thread.replies).unwrap_or_default();
        Ok(Some(replies.into_iter().map(|reply| Some(CommentNode::shown(reply))).collect()))
    }
    /// How many answers there are in its thread, where it begins one.
    async fn total_replies(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        if self.row().root_id.is_some() {
            return Ok(Some(0));
        }
        let thread = self.thread(ctx).await?;
        Ok(thread.and_then(|thread| i32::try_from(thread.replies.len()).ok()).or(Some(0)))
    }
    /// When it was written.
    async fn inserted_at(&self) -> Option<Moment> {
        Some(Moment(self.row().created_at))
    }
    /// When it was changed last.
    async fn updated_at(&self) -> Option<Moment> {
        Some(Moment(self.row().updated_at))
    }
    /// When it was published.
    async fn published_at(&self) -> Option<Moment> {
        Some(Moment(self.row().created_at))
    }
    /// When it was deleted.
    async fn deleted_at(&self) -> Option<Moment> {
        self.row().deleted_at.map(Moment)
    }
}
