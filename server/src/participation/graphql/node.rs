//! A participant in the API.

use crate::actors::graphql::{ActorNode, load_actor};
use crate::events::graphql::{EventNode, load_event};
use crate::graphql::ContextExt;
use crate::graphql::scalars::Moment;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole, Rsvp};
use crate::participation::service::{Asked, Left};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};

/// What somebody is to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ParticipantRole")]
pub enum ParticipantRoleEnum {
    /// Waits for the organiser's word.
    NotApproved,
    /// Has not answered the mail that asks whether it was them.
    NotConfirmed,
    /// Takes part.
    Participant,
    /// Helps to organise.
    Moderator,
    /// Organises together with others.
    Administrator,
    /// Made the event.
    Creator,
    /// Was turned down by the organiser.
    Rejected,
}

/// How far the wish to take part in an event of another server has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ParticipantRsvp", remote = "Rsvp")]
pub enum ParticipantRsvp {
    /// It is on its way.
    Sending,
    /// The other server has it, and has promised nothing.
    Received,
    /// It has said yes or no.
    Answered,
    /// It does not get there.
    Failed,
}

/// Somebody's part in an event. The organiser sees those of all, everybody else their own.
pub struct ParticipantNode(Shown);

enum Shown {
    /// A row, to somebody who sees it.
    Row(Box<Participant>),
    /// A row, to its owner, who has no account and came with the secret of a mail.
    Owner(Box<Participant>, String),
    /// The answer to an address, which tells nothing of what was known of it.
    Asked(Box<Asked>),
}

impl ParticipantNode {
    /// A participant whom the viewer may see.
    pub fn seen(row: Participant) -> Self {
        Self(Shown::Row(Box::new(row)))
    }

    /// A participant who has just proved that the address is theirs, with the secret of their mails.
    pub fn owned(row: Participant, token: String) -> Self {
        Self(Shown::Owner(Box::new(row), token))
    }

    /// The answer to an address.
    pub fn asked(asked: Asked) -> Self {
        Self(Shown::Asked(Box::new(asked)))
    }

    fn row(&self) -> Option<&Participant> {
        match &self.0 {
            Shown::Row(row) | Shown::Owner(row, _) => Some(row),
            Shown::Asked(_) => None,
        }
    }
}

/// Somebody's part in an event.
#[Object(name = "Participant")]
impl ParticipantNode {
    /// The id. Null in the answer to somebody without an account, which is the same for an address that was known.
    async fn id(&self) -> Option<ID> {
        self.row().map(|row| row.id.into())
    }

    /// The event.
    async fn event(&self, ctx: &Context<'_>) -> Result<Option<EventNode>> {
        match &self.0 {
            Shown::Row(row) | Shown::Owner(row, _) => load_event(ctx, row.event_id).await,
            Shown::Asked(asked) => Ok(Some(EventNode::seen(asked.event.clone()))),
        }
    }

    /// In an event of another server: how far the wish to take part has come.
    async fn rsvp(&self) -> Option<ParticipantRsvp> {
        self.row()?.rsvp.map(Into::into)
    }

    /// Why the other server could not be told.
    async fn rsvp_error(&self) -> Option<&str> {
        self.row()?.rsvp_error.as_deref()
    }

    /// Who it is: a profile, or the one that stands for everybody without an account.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        let actor = match &self.0 {
            Shown::Row(row) | Shown::Owner(row, _) => row.actor_id,
            Shown::Asked(asked) => asked.actor,
        };
        load_actor(ctx, actor).await
    }

    /// What they are to the event.
    async fn role(&self) -> Option<ParticipantRoleEnum> {
        let role = self.row().map_or(ParticipantRole::NotConfirmed, |row| row.role);
        Some(role.into())
    }

    /// What goes with it.
    async fn metadata(&self, ctx: &Context<'_>) -> Option<ParticipantMetadata> {
        Some(match &self.0 {
            Shown::Owner(row, token) => ParticipantMetadata {
                cancellation_token: Some(token.clone()),
                message: row.message.clone(),
                locale: row.locale.clone(),
            },
            Shown::Row(row) => ParticipantMetadata {
                cancellation_token: None,
                message: row.message.clone(),
                locale: row.locale.clone().filter(|_| ctx.viewer().owns(row.actor_id)),
            },
            Shown::Asked(asked) => ParticipantMetadata {
                cancellation_token: None,
                message: asked.message.clone(),
                locale: Some(asked.lang.to_string()),
            },
        })
    }

    /// When they joined.
    async fn inserted_at(&self) -> Option<Moment> {
        Some(match &self.0 {
            Shown::Row(row) | Shown::Owner(row, _) => row.created_at.into(),
            Shown::Asked(asked) => asked.at.into(),
        })
    }

    /// The reservation number: six letters and digits.
    async fn code(&self) -> Option<&str> {
        self.row().map(|row| row.code.as_str())
    }

    /// What a person without an account wants to be called.
    async fn name(&self) -> Option<&str> {
        match &self.0 {
            Shown::Row(row) | Shown::Owner(row, _) => row.name.as_deref(),
            Shown::Asked(asked) => asked.name.as_deref(),
        }
    }
}

/// What goes with a part in an event.
#[derive(SimpleObject)]
pub struct ParticipantMetadata {
    /// The secret with which a person without an account cancels. Null but in the answer to `confirmParticipation`:
    /// it goes to the owner of the address by mail, and to nobody who only typed the address.
    cancellation_token: Option<String>,
    /// A word to the organiser.
    message: Option<String>,
    /// The language of the mails to a person without an account, for that person alone.
    locale: Option<String>,
}

/// What is left of a part in an event.
pub struct DeletedParticipant(pub Left);

/// What is left of a participation that is over: its ids.
#[Object]
impl DeletedParticipant {
    /// The id that it had.
    async fn id(&self) -> Option<ID> {
        Some(self.0.id.into())
    }

    /// The event, if the viewer still sees it.
    async fn event(&self, ctx: &Context<'_>) -> Result<Option<EventNode>> {
        load_event(ctx, self.0.event).await
    }

    /// Who it was.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        load_actor(ctx, self.0.actor).await
    }
}
