//! What can be asked about reports.

use super::node::{ReportNode, ReportStatus};
use crate::graphql::ContextExt;
use crate::graphql::scalars;
use crate::kernel::prelude::*;
use crate::moderation::model::State;
use crate::moderation::service;
use async_graphql::{Context, ID, Object, SimpleObject};

/// A page of reports.
#[derive(SimpleObject)]
pub struct PaginatedReportList {
    /// How many there are in all.
    total: Option<i32>,
    /// Those of this page.
    elements: Option<Vec<Option<ReportNode>>>,
}

/// What can be asked about reports.
#[derive(Default)]
pub struct ModerationQuery;

#[Object]
impl ModerationQuery {
    /// Reports, those that changed last first; for moderators.
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which state; OPEN where it is left out.")] status: Option<
            ReportStatus,
        >,
        #[graphql(desc = "About people of this server alone.")] domain: Option<String>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<PaginatedReportList>> {
        let status = status.map_or(State::Open, State::from);
        let page = Page::of(page, limit);
        let domain = domain.as_deref();
        let found = service::list(ctx.app(), ctx.viewer(), status, domain, page).await?;
        let elements = found.elements.into_iter().map(|told| Some(told.into())).collect();
        let total = Some(i32::try_from(found.total).unwrap_or(i32::MAX));
        Ok(Some(PaginatedReportList { total, elements: Some(elements) }))
    }

    /// A report; for moderators, and for whoever filed it.
    async fn report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] id: ID,
    ) -> Result<Option<ReportNode>> {
        let id = scalars::id("id", &id)?;
        Ok(Some(service::read(ctx.app(), ctx.viewer(), id).await?.into()))
    }
}
