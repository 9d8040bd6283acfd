//! An account in the API: all of it for its owner, some of it for those who keep order.

#![allow(clippy::type_complexity)]

use super::feed::FeedTokenNode;
use super::settings::SettingsNode;
use crate::accounts::model::{Session, SessionKind, Settings, User};
use crate::accounts::registration::Receipt;
use crate::accounts::{UserLoader, feeds, policy, sessions, settings};
use crate::actors::graphql::PersonNode;
use crate::actors::{Actor, IdentitiesLoader};
use crate::events;
use crate::events::graphql::EventPage;
use crate::graphql::ContextExt;
use crate::graphql::later::{
    ActivitySetting, PaginatedConversationList, PaginatedFollowedGroupEvents, PaginatedMemberList,
};
use crate::graphql::scalars::Moment;
use crate::kernel::prelude::*;
use crate::media;
use crate::media::graphql::{PaginatedMediaList, int};
use crate::participation::graphql::{ParticipantPage, participations_of_viewer};
use async_graphql::{Context, Enum, ID, Object};

/// What an account may do to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum UserRole {
    /// Everything.
    Administrator,
    /// Reports and suspensions.
    Moderator,
    /// Nothing special.
    User,
}

impl From<Role> for UserRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Administrator => Self::Administrator,
            Role::Moderator => Self::Moderator,
            Role::User => Self::User,
        }
    }
}

impl From<UserRole> for Role {
    fn from(role: UserRole) -> Self {
        match role {
            UserRole::Administrator => Self::Administrator,
            UserRole::Moderator => Self::Moderator,
            UserRole::User => Self::User,
        }
    }
}

/// How much of an account the viewer sees; each sees what the one before sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sight {
    /// What they have just written themselves.
    Receipt,
    /// That it is there, and whose it is.
    Moderator,
    /// When and from where it was used.
    Administrator,
    /// All of it.
    Own,
}

/// For how long the addresses of sign-ins are shown to administrators.
const IP_SHOWN: Duration = Duration::days(7);

/// What a person signs in to. Others never see it; they see its profiles.
pub struct UserNode {
    email: String,
    locale: Lang,
    row: Option<User>,
    sight: Sight,
}

impl UserNode {
    /// The account of the one who asks, or who has just signed in.
    pub fn own(user: User) -> Self {
        Self::with(user, Sight::Own)
    }

    /// An account as the viewer sees it; `None` for whom it is none of their business.
    pub fn seen_by(viewer: &Viewer, user: User) -> Option<Self> {
        policy::see(viewer, user.id).ok()?;
        let own = viewer.account().is_some_and(|account| account.user == user.id);
        let sight = match (own, viewer.administers()) {
            (true, _) => Sight::Own,
            (false, true) => Sight::Administrator,
            (false, false) => Sight::Moderator,
        };
        Some(Self::with(user, sight))
    }

    fn with(user: User, sight: Sight) -> Self {
        Self { email: user.email.clone(), locale: user.locale, row: Some(user), sight }
    }

    fn seen(&self, least: Sight) -> Option<&User> {
        self.row.as_ref().filter(|_| self.sight >= least)
    }

    fn ip(
        &self,
        ctx: &Context<'_>,
        of: fn(&User) -> (Option<String>, Option<DateTime<Utc>>),
    ) -> Option<String> {
        let (ip, at) = of(self.seen(Sight::Administrator)?);
        let recent = at.is_some_and(|at| ctx.app().now() - at <= IP_SHOWN);
        ip.filter(|_| self.sight == Sight::Own || recent)
    }

    async fn identities(&self, ctx: &Context<'_>) -> Result<Vec<Actor>> {
        let Some(user) = self.seen(Sight::Moderator) else { return Ok(vec![]) };
        let loaded = ctx.loader::<IdentitiesLoader, UserId>().load_one(user.id).await;
        let loaded = loaded.map_err(|cause| anyhow::anyhow!("loading profiles: {cause}"))?;
        Ok(loaded.unwrap_or_default())
    }
}

impl From<Receipt> for UserNode {
    fn from(receipt: Receipt) -> Self {
        let Receipt { email, locale } = receipt;
        Self { email, locale, row: None, sight: Sight::Receipt }
    }
}

/// An account: what a person signs in to.
#[Object(name = "User")]
impl UserNode {
    /// Its id; null in the answer to a sign-up, which never tells whether there was an account before.
    pub async fn id(&self) -> Option<ID> {
        self.row.as_ref().map(|user| user.id.into())
    }

    /// The mail address to sign in with.
    async fn email(&self) -> &str {
        &self.email
    }

    /// What it may do to the server.
    async fn role(&self) -> Option<UserRole> {
        Some(self.row.as_ref().map_or(Role::User, |user| user.role).into())
    }

    /// The language of mails to it.
    async fn locale(&self) -> Option<&'static str> {
        Some(self.locale.as_str())
    }

    /// Whether moderators have shut it.
    async fn disabled(&self) -> Option<bool> {
        Some(self.row.as_ref().is_some_and(|user| user.disabled_at.is_some()))
    }

    /// Who vouches for the person; null for a password of this server.
    async fn provider(&self) -> Option<&str> {
        self.seen(Sight::Moderator)?.provider.as_deref()
    }

    /// When the mail address was confirmed.
    async fn confirmed_at(&self) -> Option<Moment> {
        self.seen(Sight::Moderator)?.confirmed_at.map(Moment)
    }

    /// When the last link to confirm was sent; null while a moderator has yet to approve.
    async fn confirmation_sent_at(&self) -> Option<Moment> {
        self.seen(Sight::Moderator)?.confirmation_sent_at.map(Moment)
    }

    /// Always null: the secret is in the mail alone.
    async fn confirmation_token(&self) -> Option<String> {
        None
    }

    /// When a link to set a new password was last sent.
    async fn reset_password_sent_at(&self) -> Option<Moment> {
        self.seen(Sight::Administrator)?.reset_sent_at.map(Moment)
    }

    /// Always null: the secret is in the mail alone.
    async fn reset_password_token(&self) -> Option<String> {
        None
    }

    /// When it was last signed in to; for its owner and administrators.
    async fn current_sign_in_at(&self) -> Option<Moment> {
        self.seen(Sight::Administrator)?.current_sign_in_at.map(Moment)
    }

    /// From where; for its owner, and a week long for administrators.
    async fn current_sign_in_ip(&self, ctx: &Context<'_>) -> Option<String> {
        self.ip(ctx, |user| (user.current_sign_in_ip.clone(), user.current_sign_in_at))
    }

    /// When it was signed in to the time before; for its owner and administrators.
    async fn last_sign_in_at(&self) -> Option<Moment> {
        self.seen(Sight::Administrator)?.last_sign_in_at.map(Moment)
    }

    /// From where; for its owner, and a week long for administrators.
    async fn last_sign_in_ip(&self, ctx: &Context<'_>) -> Option<String> {
        self.ip(ctx, |user| (user.last_sign_in_ip.clone(), user.last_sign_in_at))
    }

    /// Its profiles, oldest first.
    async fn actors(&self, ctx: &Context<'_>) -> Result<Vec<Option<PersonNode>>> {
        Ok(self.identities(ctx).await?.into_iter().map(PersonNode::of).collect())
    }

    /// The profile that acts unless another is named.
    async fn default_actor(&self, ctx: &Context<'_>) -> Result<Option<PersonNode>> {
        let Some(user) = self.seen(Sight::Moderator) else { return Ok(None) };
        let mut living = self.identities(ctx).await?;
        living.retain(Actor::alive);
        let chosen = living.iter().position(|actor| Some(actor.id) == user.default_actor_id);
        let chosen = chosen.or((!living.is_empty()).then_some(0));
        Ok(chosen.and_then(|at| PersonNode::of(living.swap_remove(at))))
    }

    /// How it wants to be told, and where it lives; for its owner.
    async fn settings(&self, ctx: &Context<'_>) -> Result<Option<SettingsNode>> {
        let Some(user) = self.seen(Sight::Own) else { return Ok(None) };
        let conn = ctx.app().db.get().await?;
        let found = settings::settings_of(&conn, &[user.id]).await?.remove(&user.id);
        let found = found.unwrap_or_else(|| Settings::unset(user.id, ctx.app().now()));
        Ok(Some(SettingsNode(found)))
    }

    /// Its private calendars; for its owner.
    async fn feed_tokens(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<FeedTokenNode>>>> {
        let Some(user) = self.seen(Sight::Own) else { return Ok(None) };
        let conn = ctx.app().db.get().await?;
        let feeds = feeds::of_account(&conn, user.id).await?;
        Ok(Some(feeds.into_iter().map(|feed| Some(FeedTokenNode(feed))).collect()))
    }

    /// The drafts of its profiles, the one worked on last first; for its owner.
    async fn drafts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<EventPage>> {
        if self.seen(Sight::Own).is_none() || ctx.viewer().account().is_none() {
            return Ok(None);
        }
        let drafts = events::drafts(ctx.app(), ctx.viewer(), Page::of(page, limit)).await?;
        Ok(Some(drafts.into()))
    }

    /// What its profiles take part in, for its owner: with `afterDatetime` the soonest first, otherwise the latest.
    async fn participations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only events that begin after this.")] after_datetime: Option<Moment>,
        #[graphql(desc = "Only events that begin before this.")] before_datetime: Option<Moment>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<ParticipantPage>> {
        if self.seen(Sight::Own).is_none() || ctx.viewer().account().is_none() {
            return Ok(None);
        }
        let page = Page::of(page, limit);
        participations_of_viewer(ctx, after_datetime, before_datetime, page).await.map(Some)
    }

    /// The places of its profiles in groups, of which there are none yet.
    async fn memberships(
        &self,
        #[graphql(desc = "Only groups with this in their name.")] name: Option<String>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Option<PaginatedMemberList> {
        let _ = (name, page, limit);
        PaginatedMemberList::nothing()
    }

    /// Events of groups that its profiles follow or belong to, of which there are none yet.
    async fn followed_group_events(
        &self,
        #[graphql(desc = "Only events that begin after this.")] after_datetime: Option<Moment>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Option<PaginatedFollowedGroupEvents> {
        let _ = (after_datetime, page, limit);
        PaginatedFollowedGroupEvents::nothing()
    }

    /// The conversations of its profiles, of which there are none yet.
    async fn conversations(
        &self,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Option<PaginatedConversationList> {
        let _ = (page, limit);
        PaginatedConversationList::nothing()
    }

    /// What it wants to be told of groups and conversations: what is usual, since nothing was switched.
    async fn activity_settings(&self) -> Option<Vec<Option<ActivitySetting>>> {
        Some(Vec::new())
    }

    /// The pictures that it has sent, newest first; for its owner.
    async fn media(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<PaginatedMediaList>> {
        let Some(user) = self.seen(Sight::Own) else { return Ok(None) };
        let page = Page::of(page, limit);
        if ctx.viewer().account().is_none() {
            return Ok(None);
        }
        let media = media::of_account(ctx.app(), ctx.viewer(), user.id, page).await?;
        Ok(Some(media.into()))
    }

    /// Bytes of the pictures that it has sent; for its owner.
    async fn media_size(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        let Some(user) = self.seen(Sight::Own) else { return Ok(None) };
        if ctx.viewer().account().is_none() {
            return Ok(None);
        }
        let size = media::size_of_account(ctx.app(), ctx.viewer(), user.id).await?;
        Ok(Some(int(size)))
    }

    /// Where it is signed in, the last used first; for its owner.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Option<Vec<SessionNode>>> {
        if self.seen(Sight::Own).is_none() || ctx.viewer().account().is_none() {
            return Ok(None);
        }
        let sessions = sessions::list(ctx.app(), ctx.viewer()).await?;
        Ok(Some(sessions.into_iter().map(SessionNode).collect()))
    }
}

/// How a sign-in is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "SessionKind", remote = "SessionKind")]
pub enum SessionKindNode {
    /// By a client of the API.
    Api,
    /// By a browser on the server's own pages.
    Web,
}

/// A place where an account is signed in.
pub struct SessionNode(Session);

/// A place where an account is signed in.
#[Object(name = "Session")]
impl SessionNode {
    /// Its id.
    async fn id(&self) -> Uuid {
        self.0.uuid
    }

    /// How it is used.
    async fn kind(&self) -> SessionKindNode {
        self.0.kind.into()
    }

    /// What the client said it was.
    async fn user_agent(&self) -> Option<&str> {
        self.0.user_agent.as_deref()
    }

    /// The address that it was opened from.
    async fn ip(&self) -> Option<&str> {
        self.0.ip.as_deref()
    }

    /// When it was opened.
    async fn created_at(&self) -> Moment {
        self.0.created_at.into()
    }

    /// When it was last used, to the hour.
    async fn last_used_at(&self) -> Moment {
        self.0.used_at.into()
    }

    /// Whether it is the one that asks.
    async fn current(&self, ctx: &Context<'_>) -> bool {
        ctx.viewer().account().is_some_and(|account| account.session == self.0.id)
    }
}

/// The node of an account as the viewer sees it, loaded together with the others of its level.
pub async fn load_user(ctx: &Context<'_>, id: UserId) -> Result<Option<UserNode>> {
    let loaded = ctx.loader::<UserLoader, UserId>().load_one(id).await;
    let loaded = loaded.map_err(|cause| anyhow::anyhow!("loading accounts: {cause}"))?;
    Ok(loaded.and_then(|user| UserNode::seen_by(ctx.viewer(), user)))
}
