//! What those who keep order change about accounts.

use super::user::{UserNode, UserRole};
use crate::accounts::administration;
use crate::accounts::model::User;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use async_graphql::{Context, ID, Object};

/// What those who keep order change about accounts.
#[derive(Default)]
pub struct ManageMutation;

#[Object]
impl ManageMutation {
    /// Lets somebody in who waits for a moderator: the link to confirm is sent.
    async fn approve_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account's id.")] id: ID,
    ) -> Result<Option<UserNode>> {
        ctx.viewer().require_account()?;
        let id = scalars::id("id", &id)?;
        let user = administration::approve(ctx.app(), ctx.viewer(), id).await?;
        Ok(UserNode::seen_by(ctx.viewer(), user))
    }

    /// Changes somebody's account; for administrators.
    #[allow(clippy::too_many_arguments, reason = "the contract's")]
    async fn admin_update_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account's id.")] id: ID,
        #[graphql(desc = "Another mail address.")] email: Option<String>,
        #[graphql(desc = "True confirms the address without a link.")] confirmed: Option<bool>,
        #[graphql(desc = "Another role; its sign-ins end.")] role: Option<UserRole>,
        #[graphql(desc = "Whether to tell the owner by mail.")] notify: Option<bool>,
    ) -> Result<Option<UserNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        viewer.require_account()?;
        let change = administration::AdminChange {
            email: email.as_deref(),
            confirmed: confirmed == Some(true),
            role: role.map(Role::from),
            notify: notify == Some(true),
        };
        let id = scalars::id("id", &id)?;
        let user: User = administration::update(app, viewer, id, change).await?;
        Ok(UserNode::seen_by(viewer, user))
    }
}
