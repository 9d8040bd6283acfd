//! What nothing fills yet: conversations, memberships, followings, switches of notifications. Clients made
//! for Mobilizon name these types in their fragments, and a query that names a type we have not is refused as a whole.
//! Whoever builds one of them takes its type from here into the slice.
#![expect(
    clippy::large_enum_variant,
    reason = "a node is made, answered and dropped; none is kept in a list"
)]

use crate::accounts::graphql::UserNode;
use crate::actors::graphql::{ActorNode, GroupNode, PersonNode};
use crate::comments::graphql::CommentNode;
use crate::events::graphql::EventNode;
use crate::graphql::scalars::{Moment, NaiveDateTime};
use crate::moderation::graphql::{NoteNode, ReportNode};
use async_graphql::{ComplexObject, Enum, ID, Interface, SimpleObject};

/// What a moderator can do something about.
#[derive(Interface)]
#[graphql(name = "ActionLogObject", field(name = "id", ty = "Option<ID>", desc = "Its id."))]
pub enum ActionLogObject {
    Comment(CommentNode),
    Event(EventNode),
    Group(GroupNode),
    Person(PersonNode),
    Report(ReportNode),
    ReportNote(NoteNode),
    User(UserNode),
}

/// What the log of a group tells of.
#[derive(Interface)]
#[graphql(name = "ActivityObject", field(name = "id", ty = "Option<ID>", desc = "Its id."))]
pub enum ActivityObject {
    Comment(CommentNode),
    Conversation(Conversation),
    Event(EventNode),
    Group(GroupNode),
    Member(Member),
}

/// What can be answered from another server.
#[derive(Interface)]
#[graphql(
    name = "Interactable",
    field(name = "url", ty = "Option<String>", desc = "Its address on the web.")
)]
pub enum Interactable {
    Event(EventNode),
    Group(GroupNode),
}

/// One page of comments.
#[derive(SimpleObject)]
pub struct PaginatedCommentList {
    /// How many there are in all.
    total: Option<i32>,
    /// The comments of the page.
    elements: Option<Vec<Option<CommentNode>>>,
}

/// Messages among a few people.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Conversation {
    /// Its id on this server.
    #[graphql(owned)]
    id: Option<ID>,
    /// The id of the reader's part in it.
    conversation_participant_id: Option<ID>,
    /// The reader's profile in it.
    actor: Option<PersonNode>,
    /// The event that it is about.
    event: Option<EventNode>,
    /// Those who take part in it.
    participants: Option<Vec<Option<PersonNode>>>,
    /// Its first message.
    origin_comment: Option<CommentNode>,
    /// Its last message.
    last_comment: Option<CommentNode>,
    /// Whether the reader has yet to read it.
    unread: Option<bool>,
    /// When it began.
    inserted_at: Option<Moment>,
    /// When something was said last.
    updated_at: Option<Moment>,
}

/// What was said.
#[ComplexObject]
impl Conversation {
    /// Its messages, the newest first.
    async fn comments(
        &self,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Option<PaginatedCommentList> {
        let _ = (page, limit);
        PaginatedCommentList::nothing()
    }
}

/// One page of conversations.
#[derive(SimpleObject)]
pub struct PaginatedConversationList {
    /// How many there are in all.
    total: Option<i32>,
    /// The conversations of the page.
    elements: Option<Vec<Option<Conversation>>>,
}

/// What somebody is to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MemberRoleEnum {
    /// Has asked to join.
    NotApproved,
    /// Has been asked to join.
    Invited,
    /// Belongs to it.
    Member,
    /// Keeps order in it.
    Moderator,
    /// Runs it.
    Administrator,
    /// Founded it.
    Creator,
    /// Was turned down.
    Rejected,
}

/// Somebody's place in a group.
#[derive(SimpleObject)]
pub struct Member {
    /// Its id.
    #[graphql(owned)]
    id: Option<ID>,
    /// The group.
    parent: Option<GroupNode>,
    /// Who.
    actor: Option<PersonNode>,
    /// What they are to the group.
    role: Option<MemberRoleEnum>,
    /// Who asked them to join.
    invited_by: Option<PersonNode>,
    /// When they joined or asked to.
    inserted_at: Option<NaiveDateTime>,
    /// When this was changed last.
    updated_at: Option<NaiveDateTime>,
}

/// One page of members.
#[derive(SimpleObject)]
pub struct PaginatedMemberList {
    /// How many there are in all.
    total: Option<i32>,
    /// The members of the page.
    elements: Option<Vec<Option<Member>>>,
}

/// Somebody follows somebody.
#[derive(SimpleObject)]
pub struct Follower {
    /// Its id.
    pub id: Option<ID>,
    /// Who follows.
    pub actor: Option<ActorNode>,
    /// Who is followed.
    pub target_actor: Option<ActorNode>,
    /// Whether it was allowed.
    pub approved: Option<bool>,
    /// Whether the follower wants to be told.
    pub notify: Option<bool>,
    /// Since when.
    pub inserted_at: Option<Moment>,
    /// When this was changed last.
    pub updated_at: Option<Moment>,
}

/// One page of followings.
#[derive(SimpleObject)]
pub struct PaginatedFollowerList {
    /// How many there are in all.
    pub total: Option<i32>,
    /// The followings of the page.
    pub elements: Option<Vec<Option<Follower>>>,
}

/// An event of a group that somebody follows or belongs to.
#[derive(SimpleObject)]
pub struct FollowedGroupEvent {
    /// The event.
    event: Option<EventNode>,
    /// The group.
    group: Option<GroupNode>,
    /// The profile that follows or belongs to it.
    profile: Option<PersonNode>,
    /// The account of that profile.
    user: Option<UserNode>,
}

/// One page of events of groups.
#[derive(SimpleObject)]
pub struct PaginatedFollowedGroupEvents {
    /// How many there are in all.
    total: Option<i32>,
    /// The events of the page.
    elements: Option<Vec<Option<FollowedGroupEvent>>>,
}

/// Whether an account is told of one kind of news in one way.
#[derive(SimpleObject)]
pub struct ActivitySetting {
    /// The kind of news.
    key: Option<String>,
    /// How: by mail or by push.
    method: Option<String>,
    /// Whether it is told.
    enabled: Option<bool>,
    /// The account.
    user: Option<Box<UserNode>>,
}

/// Lists of which there is nothing yet.
macro_rules! nothing_in {
    ($($list:ident),*) => {$(
        impl $list {
            /// An empty list.
            pub fn nothing() -> Option<Self> {
                Some(Self { total: Some(0), elements: Some(Vec::new()) })
            }
        }
    )*};
}
nothing_in!(
    PaginatedCommentList,
    PaginatedConversationList,
    PaginatedMemberList,
    PaginatedFollowerList,
    PaginatedFollowedGroupEvents
);
