//! Reporting, and deciding about reports.

use super::node::{NoteNode, ReportNode, ReportStatus};
use crate::graphql::ContextExt;
use crate::graphql::nodes::DeletedObject;
use crate::graphql::scalars;
use crate::kernel::prelude::*;
use crate::moderation::model::NewReport;
use crate::moderation::service;
use async_graphql::{Context, Enum, ID, Object};

/// What a service against spam is to learn from a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AntiSpamFeedback {
    /// It was no spam.
    Ham,
    /// It was spam.
    Spam,
}

/// Reporting, and deciding about reports.
#[derive(Default)]
pub struct ModerationMutation;

#[Object]
impl ModerationMutation {
    /// Tells the moderators of somebody. People without an account may.
    async fn create_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom it is about.")] reported_id: ID,
        #[graphql(desc = "What is wrong, as plain text.")] content: Option<String>,
        #[graphql(desc = "Events of theirs.")] events_ids: Option<Vec<Option<ID>>>,
        #[graphql(desc = "Comments of theirs.")] comments_ids: Option<Vec<Option<ID>>>,
        #[graphql(
            desc = "Whether the server of whom it is about is told as well, without a word of who reports."
        )]
        forward: Option<bool>,
    ) -> Result<Option<ReportNode>> {
        let new = NewReport {
            reported: scalars::id("reportedId", &reported_id)?,
            events: ids("eventsIds", events_ids)?,
            comments: ids("commentsIds", comments_ids)?,
            content,
            forward: forward.unwrap_or(false),
        };
        Ok(Some(service::create(ctx.app(), ctx.viewer(), new).await?.into()))
    }

    /// Decides about a report; for moderators.
    async fn update_report_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] report_id: ID,
        #[graphql(desc = "What becomes of it.")] status: ReportStatus,
        #[graphql(desc = "Not heeded: no service against spam is asked.")]
        antispam_feedback: Option<AntiSpamFeedback>,
    ) -> Result<Option<ReportNode>> {
        let _ = antispam_feedback;
        let id = scalars::id("reportId", &report_id)?;
        let told = service::settle(ctx.app(), ctx.viewer(), id, status.into()).await?;
        Ok(Some(told.into()))
    }

    /// Notes something about a report for the other moderators.
    async fn create_report_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] report_id: ID,
        #[graphql(desc = "What to note, as plain text.")] content: Option<String>,
    ) -> Result<Option<NoteNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let id = scalars::id("reportId", &report_id)?;
        let note = service::note(app, viewer, id, &content.unwrap_or_default()).await?;
        let told = service::read(app, viewer, id).await?;
        Ok(Some(NoteNode { note, told }))
    }

    /// Takes a note of one's own away.
    async fn delete_report_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note.")] note_id: ID,
    ) -> Result<Option<DeletedObject>> {
        let id = scalars::id("noteId", &note_id)?;
        service::delete_note(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(DeletedObject { id: Some(note_id) }))
    }
}

fn ids<T: From<i64>>(field: &'static str, given: Option<Vec<Option<ID>>>) -> Result<Vec<T>> {
    let given = given.unwrap_or_default();
    given.iter().flatten().map(|id| scalars::id(field, id)).collect()
}
