//! A report in the API.

use crate::actors::graphql::{ActorNode, load_actor};
use crate::comments::graphql::{CommentNode, load_comment};
use crate::events::graphql::{EventNode, load_event};
use crate::graphql::scalars::Moment;
use crate::kernel::prelude::*;
use crate::moderation::model::{Note, State, Told};
use async_graphql::{Context, Enum, ID, Object};

/// What has become of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "State")]
pub enum ReportStatus {
    /// Nobody has decided yet.
    Open,
    /// It asks for nothing.
    Closed,
    /// What had to be done is done.
    Resolved,
}

/// Somebody tells the moderators of somebody.
pub struct ReportNode(Told);

impl From<Told> for ReportNode {
    fn from(told: Told) -> Self {
        Self(told)
    }
}

/// Somebody tells the moderators of somebody: seen by them, and by whoever reports.
#[Object(name = "Report")]
impl ReportNode {
    /// Its id on this server.
    pub async fn id(&self) -> Option<ID> {
        Some(self.0.report.id.into())
    }
    /// Its id between servers.
    async fn uri(&self) -> Option<&str> {
        Some(&self.0.report.url)
    }
    /// What has become of it.
    async fn status(&self) -> Option<ReportStatus> {
        Some(self.0.report.status.into())
    }
    /// The words of whoever reports.
    async fn content(&self) -> Option<&str> {
        Some(&self.0.report.content)
    }
    /// Whom it is about.
    async fn reported(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        actor(ctx, self.0.report.reported_id).await
    }
    /// Who reports: somebody of here, the profile that stands for people without an account, or another server.
    async fn reporter(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        actor(ctx, self.0.report.reporter_id).await
    }
    /// The events that it names, as far as the reader sees them.
    async fn events(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<EventNode>>>> {
        let loads = self.0.events.iter().map(|id| load_event(ctx, *id));
        futures_util::future::try_join_all(loads).await.map(Some)
    }
    /// The comments that it names, as far as the reader sees them.
    async fn comments(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<CommentNode>>>> {
        let loads = self.0.comments.iter().map(|id| load_comment(ctx, *id));
        futures_util::future::try_join_all(loads).await.map(Some)
    }
    /// What moderators noted about it, oldest first; for moderators.
    async fn notes(&self) -> Option<Vec<Option<NoteNode>>> {
        let note = |note: &Note| Some(NoteNode { note: note.clone(), told: self.0.clone() });
        Some(self.0.notes.iter().map(note).collect())
    }
    /// Whether the server of whom it is about was told.
    async fn forwarded(&self) -> bool {
        self.0.report.forwarded
    }
    /// When it came in.
    async fn inserted_at(&self) -> Option<Moment> {
        Some(Moment(self.0.report.created_at))
    }
    /// When it was decided about last.
    async fn updated_at(&self) -> Option<Moment> {
        Some(Moment(self.0.report.updated_at))
    }
}

async fn actor(ctx: &Context<'_>, id: Option<ActorId>) -> Result<Option<ActorNode>> {
    match id {
        Some(id) => load_actor(ctx, id).await,
        None => Ok(None),
    }
}

/// What a moderator notes about a report.
pub struct NoteNode {
    pub note: Note,
    pub told: Told,
}

/// What a moderator notes about a report, for the others.
#[Object(name = "ReportNote")]
impl NoteNode {
    /// Its id on this server.
    pub async fn id(&self) -> Option<ID> {
        Some(self.note.id.into())
    }
    /// What it says.
    async fn content(&self) -> Option<&str> {
        Some(&self.note.content)
    }
    /// Who wrote it.
    async fn moderator(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        actor(ctx, self.note.moderator_id).await
    }
    /// The report that it is about.
    async fn report(&self) -> Option<ReportNode> {
        Some(self.told.clone().into())
    }
    /// When it was written.
    async fn inserted_at(&self) -> Option<Moment> {
        Some(Moment(self.note.created_at))
    }
}
