//! What can be asked about accounts.

use super::user::UserNode;
use crate::accounts::administration;
use crate::accounts::store::UserFilter;
use crate::events::graphql::SortDirection;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};

/// By what accounts can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SortableUserField {
    /// By age: ids grow.
    Id,
}

/// A page of accounts.
#[derive(SimpleObject)]
pub struct Users {
    /// How many there are in all.
    pub total: i32,
    /// Those of this page.
    pub elements: Vec<Option<UserNode>>,
}

/// What can be asked about accounts.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// The account that asks.
    async fn logged_user(&self, ctx: &Context<'_>) -> Result<Option<UserNode>> {
        let id = ctx.viewer().require_account()?.user;
        administration::read(ctx.app(), ctx.viewer(), id)
            .await
            .map(|user| Some(UserNode::own(user)))
    }

    /// An account; for its owner and moderators.
    async fn user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account's id.")] id: ID,
    ) -> Result<Option<UserNode>> {
        let id = scalars::id("id", &id)?;
        let user = administration::read(ctx.app(), ctx.viewer(), id).await?;
        Ok(UserNode::seen_by(ctx.viewer(), user))
    }

    /// All accounts; for moderators.
    #[graphql(complexity = "limit.unwrap_or(10).clamp(1, 100) as usize * child_complexity + 1")]
    #[expect(clippy::too_many_arguments, reason = "the contract's")]
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A part of the mail address.")] email: Option<String>,
        #[graphql(desc = "The address of the last sign-in; for administrators.")]
        current_sign_in_ip: Option<String>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
        #[graphql(desc = "By what to sort; there is but one.")] sort: Option<SortableUserField>,
        #[graphql(desc = "In which direction to sort; the newest first unless told.")]
        direction: Option<SortDirection>,
    ) -> Result<Option<Users>> {
        let _ = sort;
        let filter = UserFilter {
            email: email.filter(|text| !text.is_empty()),
            ip: current_sign_in_ip.filter(|text| !text.is_empty()),
            ascending: direction == Some(SortDirection::Asc),
        };
        let page = Page::of(page, limit);
        let found = administration::list(ctx.app(), ctx.viewer(), &filter, page).await?;
        Ok(Some(Users {
            total: i32::try_from(found.total).unwrap_or(i32::MAX),
            elements: found
                .elements
                .into_iter()
                .map(|user| UserNode::seen_by(ctx.viewer(), user))
                .collect(),
        }))
    }
}
