//! What can be asked about other servers.

use super::follower;
use super::instance::InstanceNode;
use crate::actors::Side;
use crate::events;
use crate::events::graphql::EventNode;
use crate::federation::{self, relay_follows};
use crate::graphql::ContextExt;
use crate::graphql::later::{Interactable, PaginatedFollowerList};
use crate::instances::{self, Filter, Stance};
use crate::kernel::prelude::*;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};

/// Which servers, by who follows whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum InstanceFilterFollowStatus {
    /// All of them.
    All,
    /// Those that this server follows.
    Following,
    /// Those that follow this server.
    Followed,
}

/// Which servers, by what was decided about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum InstanceFilterSuspendStatus {
    /// All of them.
    All,
    /// Those that are blocked.
    Suspended,
}

/// In which order servers come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum InstancesSortFields {
    /// By events that are known of them.
    EventCount,
    /// By people.
    PersonCount,
    /// By groups.
    GroupCount,
    /// By follows of ours.
    FollowersCount,
    /// By our follows.
    FollowingsCount,
    /// By reports.
    ReportsCount,
    /// By bytes of pictures.
    MediaSize,
}

/// A page of servers.
#[derive(SimpleObject)]
pub struct PaginatedInstanceList {
    /// How many there are in all.
    pub total: Option<i32>,
    /// Those of this page.
    pub elements: Option<Vec<Option<InstanceNode>>>,
}

/// What can be asked about other servers.
#[derive(Default)]
pub struct FederationQuery;

#[Object]
impl FederationQuery {
    /// A server that is known here, for those who keep order.
    async fn instance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its host.")] domain: ID,
    ) -> Result<Option<InstanceNode>> {
        let one = instances::read(ctx.app(), ctx.viewer(), &domain).await?;
        Ok(InstanceNode::of(ctx, vec![one]).await?.pop())
    }

    /// Servers that are known here, for those who keep order: by host.
    #[allow(clippy::too_many_arguments)]
    async fn instances(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
        #[graphql(desc = "Not heeded: the order is that of the hosts.")] order_by: Option<
            InstancesSortFields,
        >,
        #[graphql(desc = "Not heeded.")] direction: Option<String>,
        #[graphql(desc = "Only hosts with this in them.")] filter_domain: Option<String>,
        #[graphql(desc = "Only those that follow, or are followed.")] filter_follow_status: Option<
            InstanceFilterFollowStatus,
        >,
        #[graphql(desc = "Only those that are blocked.")] filter_suspend_status: Option<
            InstanceFilterSuspendStatus,
        >,
    ) -> Result<Option<PaginatedInstanceList>> {
        let _ = (order_by, direction);
        let page = Page::of(page, limit);
        let suspended = filter_suspend_status == Some(InstanceFilterSuspendStatus::Suspended);
        let side = match filter_follow_status {
            Some(InstanceFilterFollowStatus::Following) => Some(Side::Following),
            Some(InstanceFilterFollowStatus::Followed) => Some(Side::Followers),
            _ => None,
        };
        let actors = match side {
            None => None,
            Some(side) => {
                let all = Page { limit: 1_000, offset: 0 };
                let follows = relay_follows(ctx.app(), ctx.viewer(), side, all).await?;
                let other = |one: federation::Followed| match side {
                    Side::Followers => one.follower.id,
                    Side::Following => one.target.id,
                };
                Some(follows.elements.into_iter().map(other).collect())
            }
        };
        let filter = Filter {
            host: filter_domain.filter(|host| !host.trim().is_empty()),
            decided: suspended.then_some(Stance::Blocked),
            actors,
        };
        let found = instances::list(ctx.app(), ctx.viewer(), &filter, page).await?;
        let total = i32::try_from(found.total).ok();
        let nodes = InstanceNode::of(ctx, found.elements).await?;
        Ok(Some(PaginatedInstanceList {
            total,
            elements: Some(nodes.into_iter().map(Some).collect()),
        }))
    }

    /// Servers that follow this one, or ask to, newest first.
    async fn relay_followers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<PaginatedFollowerList>> {
        let page = Page::of(page, limit);
        let found = relay_follows(ctx.app(), ctx.viewer(), Side::Followers, page).await?;
        Ok(Some(listed(found)))
    }

    /// Servers that this one follows, or asks to, newest first.
    async fn relay_followings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
        #[graphql(desc = "Not heeded: the newest come first.")] order_by: Option<String>,
        #[graphql(desc = "Not heeded.")] direction: Option<String>,
    ) -> Result<Option<PaginatedFollowerList>> {
        let _ = (order_by, direction);
        let page = Page::of(page, limit);
        let found = relay_follows(ctx.app(), ctx.viewer(), Side::Following, page).await?;
        Ok(Some(listed(found)))
    }

    /// What stands at an address, of this server or another, so that the viewer can act on it. For those who are
    /// signed in: it may have to be asked for.
    async fn interact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address.")] uri: String,
    ) -> Result<Option<Interactable>> {
        let app = ctx.app();
        let budget = federation::look_up(app, ctx.viewer()).await?;
        let uri = uri.trim();
        let id = events::fetch(app, uri, &budget).await?.or_not_found("event")?;
        let conn = app.db.get().await?;
        let seen = events::read_by_id(&conn, ctx.viewer(), id).await?;
        Ok(Some(Interactable::Event(EventNode::seen(seen.event))))
    }
}

fn listed(found: Paged<federation::Followed>) -> PaginatedFollowerList {
    PaginatedFollowerList {
        total: i32::try_from(found.total).ok(),
        elements: Some(found.elements.into_iter().map(|one| Some(follower(one))).collect()),
    }
}
