//! Exports in the API.

use super::model::{Format, Wanted};
use super::service;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use crate::participation::graphql::ParticipantRoleEnum;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Format")]
pub enum ExportFormatEnum {
    /// Comma-separated values.
    Csv,
    /// Pages to print. Not made by this server.
    Pdf,
    /// A spreadsheet. Not made by this server.
    Ods,
}

/// A file that waits to be fetched.
#[derive(SimpleObject)]
pub struct ParticipantExport {
    /// Where it is fetched, on this server, with the bearer token of the account that asked.
    path: Option<String>,
    /// What kind of file it is.
    format: Option<ExportFormatEnum>,
}

/// Making files.
#[derive(Default)]
pub struct ExportMutation;

#[Object]
impl ExportMutation {
    /// Makes a table of the participants of an event, for its organiser. It can be fetched for a day.
    async fn export_event_participants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event.")] event_id: ID,
        #[graphql(desc = "What kind of file; CSV unless told.")] format: Option<ExportFormatEnum>,
        #[graphql(desc = "Only those with these roles.")] roles: Option<
            Vec<Option<ParticipantRoleEnum>>,
        >,
    ) -> Result<Option<ParticipantExport>> {
        let roles = roles.into_iter().flatten().flatten().map(Into::into).collect();
        let wanted = Wanted {
            event: scalars::id("eventId", &event_id)?,
            format: format.map_or(Format::Csv, Into::into),
            roles,
        };
        let made = service::export_participants(ctx.app(), ctx.viewer(), wanted).await?;
        Ok(Some(ParticipantExport { path: Some(made.path()), format: Some(made.format.into()) }))
    }
}
