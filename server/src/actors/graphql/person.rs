//! A person in the API: what their profile shows to all, and what only they and moderators see.

use super::actor::load;
use super::profile::Profile;
use crate::accounts::FeedsLoader;
use crate::accounts::graphql::{FeedTokenNode, UserNode, load_user};
use crate::actors::model::{Actor, Kind};
use crate::actors::{NewPerson, see_private};
use crate::app::App;
use crate::events::graphql::{EventPage, organised_by};
use crate::graphql::ContextExt;
use crate::graphql::later::{
    Member, PaginatedConversationList, PaginatedFollowerList, PaginatedMemberList,
};
use crate::kernel::prelude::*;
use crate::participation::graphql::{ParticipantPage, participations_of};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use std::ops::Deref;

/// Somebody: an identity of an account here, or a profile of another server.
#[derive(SimpleObject)]
#[graphql(name = "Person", complex)]
pub struct PersonNode {
    #[graphql(flatten)]
    profile: Profile,
    /// Made by this very request, so that the viewer, read before, does not know of it yet.
    #[graphql(skip)]
    fresh: bool,
}

impl PersonNode {
    pub(super) fn new(profile: Profile) -> Self {
        Self { profile, fresh: false }
    }

    /// The node of a person who is yet to be: without an id.
    pub fn noted(app: &App, person: NewPerson) -> Self {
        let now = app.now();
        Self::new(Profile(Actor {
            id: ActorId(0),
            uuid: Uuid::nil(),
            kind: Kind::Person,
            url: app.config.link(&format!("/@{}", person.preferred_username)),
            preferred_username: person.preferred_username,
            domain: None,
            name: person.name,
            summary: person.summary,
            avatar_id: None,
            banner_id: None,
            user_id: None,
            manually_approves_followers: false,
            suspended_at: None,
            deleted_at: None,
            created_at: now,
            updated_at: now,
        }))
    }

    /// The node of an identity that the viewer has just made.
    pub fn made(actor: Actor) -> Self {
        Self { profile: Profile(actor), fresh: true }
    }

    /// The node of an actor, if it is a person.
    pub fn of(actor: Actor) -> Option<Self> {
        (actor.kind == Kind::Person).then(|| Self::new(Profile(actor)))
    }
}

/// What a person organises, and what they keep to themselves: that is empty for everybody else.
#[ComplexObject]
impl PersonNode {
    /// The account behind the profile; for its owner and moderators.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<UserNode>> {
        let actor = self.actor();
        let seen = self.fresh || see_private(ctx.viewer(), actor.id).is_ok();
        match actor.user_id.filter(|_| seen) {
            Some(user) => load_user(ctx, user).await,
            None => Ok(None),
        }
    }

    /// The secret addresses of the profile's private calendar; for its owner.
    async fn feed_tokens(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<FeedTokenNode>>>> {
        let id = self.actor().id;
        if !self.fresh && !ctx.viewer().owns(id) {
            return Ok(None);
        }
        let loaded = ctx.loader::<FeedsLoader, ActorId>().load_one(id).await;
        let feeds = loaded.map_err(|cause| anyhow::anyhow!("loading calendars: {cause}"))?;
        let feeds = feeds.unwrap_or_default().into_iter();
        Ok(Some(feeds.map(|feed| Some(FeedTokenNode(feed))).collect()))
    }

    /// What they take part in, for themselves alone.
    async fn participations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only in this event.")] event_id: Option<ID>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
    ) -> Result<Option<ParticipantPage>> {
        let (id, page) = (self.actor().id, Page::of(page, limit));
        participations_of(ctx, id, event_id.as_ref(), page).await.map(Some)
    }

    /// Their places in groups, of which there are none yet.
    async fn memberships(
        &self,
        #[graphql(desc = "Only in the group of this name.")] group: Option<String>,
        #[graphql(desc = "Only in this group.")] group_id: Option<ID>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
    ) -> Option<PaginatedMemberList> {
        let _ = (group, group_id, page, limit);
        PaginatedMemberList::nothing()
    }

    /// Their places in groups, of which there are none yet.
    async fn member_of(&self) -> Option<Vec<Option<Member>>> {
        Some(Vec::new())
    }

    /// The groups that they follow, of which there are none yet.
    async fn follows(
        &self,
        #[graphql(desc = "Only the group of this name.")] group: Option<String>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
    ) -> Option<PaginatedFollowerList> {
        let _ = (group, page, limit);
        PaginatedFollowerList::nothing()
    }

    /// Their conversations, of which there are none yet.
    async fn conversations(
        &self,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
    ) -> Option<PaginatedConversationList> {
        let _ = (page, limit);
        PaginatedConversationList::nothing()
    }

    /// How many of their conversations they have yet to read.
    async fn unread_conversations_count(&self) -> Option<i32> {
        Some(0)
    }

    /// The events that they organise, newest first: all of them for themselves, the listed ones for others.
    async fn organized_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
    ) -> Result<Option<EventPage>> {
        let (id, page) = (self.actor().id, Page::of(page, limit));
        Ok(Some(organised_by(ctx, id, page).await?.into()))
    }
}

impl Deref for PersonNode {
    type Target = Profile;
    fn deref(&self) -> &Profile {
        &self.profile
    }
}

/// The node of a person, loaded together with the others of its level; `None` for any other kind of actor.
pub async fn load_person(ctx: &Context<'_>, id: ActorId) -> Result<Option<PersonNode>> {
    Ok(load(ctx, id).await?.and_then(PersonNode::of))
}
