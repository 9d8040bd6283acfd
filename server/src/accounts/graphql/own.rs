//! What people change about their own account.

use super::feed::{DeletedFeedToken, FeedTokenNode};
use super::settings::{LocationInput, NotificationPending, SettingsNode};
use super::user::UserNode;
use crate::accounts::settings::{Location, SettingsChange};
use crate::accounts::{deletion, email_change, feeds, identities, recovery, sessions, settings};
use crate::graphql::nodes::DeletedObject;
use crate::graphql::scalars::Timezone;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use async_graphql::{Context, ID, MaybeUndefined, Object};

/// What people change about their own account.
#[derive(Default)]
pub struct OwnMutation;

#[Object]
impl OwnMutation {
    /// Sets another password, and ends all other sign-ins.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password until now.")] old_password: String,
        #[graphql(desc = "8 to 128 characters, and not one that everybody tries first.")]
        new_password: String,
    ) -> Result<Option<UserNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let user = recovery::change_password(app, viewer, &old_password, &new_password).await?;
        Ok(Some(UserNode::own(user)))
    }

    /// Asks to move the account to another mail address. The old one stays until the link in the mail to the new one
    /// is followed, and gets a link that undoes the change for a week.
    async fn change_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new mail address.")] email: String,
        #[graphql(desc = "The password of the account.")] password: String,
    ) -> Result<Option<UserNode>> {
        let user = email_change::change_email(ctx.app(), ctx.viewer(), &email, &password).await?;
        Ok(Some(UserNode::own(user)))
    }

    /// Moves the account to the address that the link was sent to.
    async fn validate_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret from the link.")] token: String,
    ) -> Result<Option<UserNode>> {
        let token = Token::from_outside(&token);
        let user = email_change::validate_email(ctx.app(), ctx.viewer(), &token).await?;
        Ok(Some(UserNode::own(user)))
    }

    /// Sets the language of mails.
    async fn update_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The tag of the language, such as fr; that of the request unless given.")]
        locale: Option<String>,
    ) -> Result<Option<UserNode>> {
        let user = settings::update_locale(ctx.app(), ctx.viewer(), locale.as_deref()).await?;
        Ok(Some(UserNode::own(user)))
    }

    /// Sets how to be told, and where the person lives. What is not given stays as it is.
    #[expect(clippy::too_many_arguments, reason = "the contract's")]
    async fn set_user_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The time zone that dates are shown in; empty for none.")]
        timezone: MaybeUndefined<Timezone>,
        #[graphql(desc = "Whether to be told on the day of an event.")] notification_on_day: Option<
            bool,
        >,
        #[graphql(desc = "Whether to be told each week what comes.")]
        notification_each_week: Option<bool>,
        #[graphql(desc = "Whether to be told an hour before an event.")]
        notification_before_event: Option<bool>,
        #[graphql(desc = "When to be told that people want to take part.")]
        notification_pending_participation: Option<NotificationPending>,
        #[graphql(desc = "When to be told that people want to become members.")]
        notification_pending_membership: Option<NotificationPending>,
        #[graphql(desc = "When to be told what happens in groups.")] group_notifications: Option<
            NotificationPending,
        >,
        #[graphql(
            desc = "Whether to be told of comments on one's events, of answers and of being named."
        )]
        notification_comments: Option<bool>,
        #[graphql(desc = "Around where the person lives; null forgets it.")]
        location: MaybeUndefined<LocationInput>,
    ) -> Result<Option<SettingsNode>> {
        let change = SettingsChange {
            timezone: given(timezone).map(|zone| zone.and_then(|Timezone(zone)| zone)),
            notification_on_day,
            notification_each_week,
            notification_before_event,
            notification_pending_participation: notification_pending_participation.map(Into::into),
            notification_pending_membership: notification_pending_membership.map(Into::into),
            group_notifications: group_notifications.map(Into::into),
            notification_comments,
            location: given(location).map(|location| location.map(Location::from)),
        };
        let settings = settings::set_user_settings(ctx.app(), ctx.viewer(), change).await?;
        Ok(Some(SettingsNode(settings)))
    }

    /// Deletes the account that asks, at once and for good. Moderators shut somebody else's by its id.
    async fn delete_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password of the account that asks.")] password: Option<String>,
        #[graphql(desc = "Somebody else's account, for moderators.")] user_id: Option<ID>,
    ) -> Result<Option<DeletedObject>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let own = viewer.require_account()?.user;
        let other = scalars::optional_id("userId", user_id.as_ref())?.filter(|id| *id != own);
        let gone = match other {
            Some(other) => deletion::disable(app, viewer, other).await?,
            None => deletion::delete_own(app, viewer, password.as_deref()).await?,
        };
        Ok(Some(DeletedObject { id: Some(gone.into()) }))
    }

    /// Chooses the profile that acts unless another is named.
    async fn change_default_actor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The name of one of the viewer's profiles.")] preferred_username: String,
    ) -> Result<Option<UserNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let user = identities::change_default_actor(app, viewer, &preferred_username).await?;
        Ok(Some(UserNode::own(user)))
    }

    /// Opens a private calendar.
    async fn create_feed_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The profile whose calendar it is; that of the whole account without.")]
        actor_id: Option<ID>,
    ) -> Result<Option<FeedTokenNode>> {
        let of = scalars::optional_id("actorId", actor_id.as_ref())?;
        let feed = feeds::create_feed_token(ctx.app(), ctx.viewer(), of).await?;
        Ok(Some(FeedTokenNode(feed)))
    }

    /// Closes a private calendar: its address leads nowhere from then on.
    async fn delete_feed_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret of the calendar.")] token: String,
    ) -> Result<Option<DeletedFeedToken>> {
        let feed = feeds::delete_feed_token(ctx.app(), ctx.viewer(), &token).await?;
        Ok(Some(feed.into()))
    }

    /// Ends one of the account's sign-ins at once.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the sign-in.")] id: Uuid,
    ) -> Result<Uuid> {
        sessions::end_by_uuid(ctx.app(), ctx.viewer(), id).await?;
        Ok(id)
    }
}

/// `None` for what was not given, `Some(None)` for null.
fn given<T>(argument: MaybeUndefined<T>) -> Option<Option<T>> {
    match argument {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}
