//! Joining, confirming, deciding, leaving.

use super::node::{DeletedParticipant, ParticipantNode, ParticipantRoleEnum};
use crate::graphql::ContextExt;
use crate::graphql::scalars::{self, Timezone};
use crate::kernel::prelude::*;
use crate::participation::model::{Asking, Joining, Rewording};
use crate::participation::service;
use async_graphql::{Context, ID, Object};

/// Joining, confirming, deciding, leaving.
#[derive(Default)]
pub struct ParticipationMutation;

#[Object]
impl ParticipationMutation {
    /// Takes part in an event, or asks to. With the actor that stands for everybody without an account, sends a mail
    /// to confirm; the answer is the same whether or not the address was known.
    #[allow(clippy::too_many_arguments)] // the contract's
    async fn join_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event.")] event_id: ID,
        #[graphql(desc = "Who takes part.")] actor_id: ID,
        #[graphql(desc = "A word to the organiser.")] message: Option<String>,
        #[graphql(desc = "Where the mail goes, for a person without an account.")] email: Option<
            String,
        >,
        #[graphql(desc = "The language of the mails, for a person without an account.")]
        locale: Option<String>,
        #[graphql(desc = "The zone of the clocks of a person without an account.")]
        timezone: Option<Timezone>,
        #[graphql(desc = "What a person without an account wants to be called.")] name: Option<
            String,
        >,
        #[graphql(desc = "Whether a mail is to come the day before.")] remind: Option<bool>,
    ) -> Result<Option<ParticipantNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let event = scalars::id("eventId", &event_id)?;
        let actor = scalars::id("actorId", &actor_id)?;
        let remind = remind.unwrap_or(false);
        if !service::is_anonymous(app, actor).await? {
            let joining = Joining { event, message, remind };
            let row = service::join(app, viewer, actor, joining).await?;
            return Ok(Some(ParticipantNode::seen(row)));
        }
        let asking = Asking {
            email,
            name,
            message,
            lang: locale.as_deref().and_then(Lang::negotiate),
            timezone: timezone.and_then(|zone| zone.0),
            remind,
        };
        let asked = service::ask(app, viewer, event, asking).await?;
        Ok(Some(ParticipantNode::asked(asked)))
    }

    /// Confirms the address of a person without an account. Doing it again says where they stand.
    async fn confirm_participation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret in the mail.")] confirmation_token: String,
    ) -> Result<Option<ParticipantNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let link = service::confirm(app, viewer, &confirmation_token).await?;
        let token = service::manage_token(app, link.participant.uuid);
        Ok(Some(ParticipantNode::owned(link.participant, token.reveal().to_owned())))
    }

    /// Does not take part any more.
    async fn leave_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event.")] event_id: ID,
        #[graphql(desc = "Who leaves.")] actor_id: ID,
        #[graphql(desc = "The secret in the mails to a person without an account.")] token: Option<
            String,
        >,
    ) -> Result<Option<DeletedParticipant>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let event = scalars::id("eventId", &event_id)?;
        let actor = scalars::id("actorId", &actor_id)?;
        let left = match token {
            Some(token) if service::is_anonymous(app, actor).await? => {
                service::leave_with_token(app, viewer, event, &token).await?
            }
            _ => service::leave(app, viewer, actor, event).await?,
        };
        Ok(Some(DeletedParticipant(left)))
    }

    /// Changes the word to the organiser, and what a person without an account is called. What is left out stays, and
    /// an empty text takes it back.
    #[allow(clippy::too_many_arguments)] // like those of leaveEvent
    async fn change_participation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event.")] event_id: ID,
        #[graphql(desc = "Who takes part.")] actor_id: ID,
        #[graphql(desc = "The secret in the mails to a person without an account.")] token: Option<
            String,
        >,
        #[graphql(desc = "What a person without an account wants to be called.")] name: Option<
            String,
        >,
        #[graphql(desc = "A word to the organiser.")] message: Option<String>,
    ) -> Result<Option<ParticipantNode>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        let event = scalars::id("eventId", &event_id)?;
        let actor = scalars::id("actorId", &actor_id)?;
        let words = Rewording { name: name.map(Some), message: message.map(Some) };
        Ok(Some(match token {
            Some(token) if service::is_anonymous(app, actor).await? => {
                let link = service::reword_in_event(app, viewer, event, &token, words).await?;
                ParticipantNode::owned(link.participant, token)
            }
            _ => ParticipantNode::seen(service::reword(app, viewer, actor, event, words).await?),
        }))
    }

    /// Lets somebody in, turns them down, or has them wait again. For the organiser.
    async fn update_participation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The participant.")] id: ID,
        #[graphql(desc = "PARTICIPANT, NOT_APPROVED or REJECTED.")] role: ParticipantRoleEnum,
    ) -> Result<Option<ParticipantNode>> {
        let id = scalars::id("id", &id)?;
        let row = service::decide(ctx.app(), ctx.viewer(), id, role.into()).await?;
        Ok(Some(ParticipantNode::seen(row)))
    }

    /// Sends once more a wish to take part that did not get to the server of the event.
    async fn retry_participation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The participation.")] id: ID,
    ) -> Result<Option<ParticipantNode>> {
        let id = scalars::id("id", &id)?;
        let row = service::try_again(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(ParticipantNode::seen(row)))
    }
}
