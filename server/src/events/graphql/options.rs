//! The settings of an event in the API, going out.

use super::enums::{EventCommentModeration, EventMetadataType};
use super::loaders::{self, SeenNumbers};
use crate::events::model::Event;
use crate::events::options::{Condition, Entry, Offer};
use crate::graphql::ContextExt;
use crate::graphql::scalars::Timezone;
use crate::kernel::prelude::*;
use async_graphql::{Context, Object, SimpleObject};

/// The many small settings of an event.
pub struct EventOptionsNode(pub Event);

/// The settings of an event.
#[Object(name = "EventOptions")]
impl EventOptionsNode {
    /// Seats for participants, organisers not counted; null is no limit.
    async fn maximum_attendee_capacity(&self) -> Option<i32> {
        self.0.options.maximum_attendee_capacity
    }
    /// Seats that are free; null without a limit, and where the organiser hides how many come.
    async fn remaining_attendee_capacity(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        if self.0.options.maximum_attendee_capacity.is_none() {
            return Ok(None);
        }
        Ok(match loaders::numbers(ctx, &self.0).await? {
            SeenNumbers::All(counters) | SeenNumbers::Going(counters) => counters.seats_left(),
            SeenNumbers::None => None,
        })
    }
    /// Whether clients show how many seats are free.
    async fn show_remaining_attendee_capacity(&self) -> Option<bool> {
        Some(self.0.options.show_remaining_attendee_capacity)
    }
    /// Whether people without an account may take part.
    async fn anonymous_participation(&self, ctx: &Context<'_>) -> Option<bool> {
        Some(self.0.takes_anonymous(&ctx.app().config))
    }
    /// What a place costs.
    async fn offers(&self) -> Option<Vec<Option<EventOffer>>> {
        Some(self.0.options.offers.iter().cloned().map(|offer| Some(offer.into())).collect())
    }
    /// What those who come must agree to.
    async fn participation_conditions(&self) -> Option<Vec<Option<EventParticipationCondition>>> {
        let conditions = self.0.options.participation_conditions.iter().cloned();
        Some(conditions.map(|condition| Some(condition.into())).collect())
    }
    /// Names of those who come, as the organiser writes them.
    async fn attendees(&self) -> Option<Vec<Option<&str>>> {
        Some(self.0.options.attendees.iter().map(|name| Some(name.as_str())).collect())
    }
    /// The programme, as plain text.
    async fn program(&self) -> Option<&str> {
        self.0.options.program.as_deref()
    }
    /// Who may comment.
    async fn comment_moderation(&self) -> Option<EventCommentModeration> {
        Some(self.0.options.comment_moderation.into())
    }
    /// Whether clients show the price.
    async fn show_participation_price(&self) -> Option<bool> {
        Some(self.0.options.show_participation_price)
    }
    /// Whether only those who take part may comment.
    async fn comments_by_participants(&self) -> Option<bool> {
        Some(self.0.options.comments_by_participants)
    }
    /// Whether only those who take part see how many come.
    async fn hide_number_of_participants(&self) -> Option<bool> {
        Some(self.0.options.hide_number_of_participants)
    }
    /// Whether clients show the hour of the beginning.
    async fn show_start_time(&self) -> Option<bool> {
        Some(self.0.options.show_start_time)
    }
    /// Whether clients show the hour of the end.
    async fn show_end_time(&self) -> Option<bool> {
        Some(self.0.options.show_end_time)
    }
    /// The zone of the place: the event is shown in it.
    async fn timezone(&self) -> Option<Timezone> {
        Some(Timezone(Some(self.0.zone())))
    }
    /// Whether an event of a group is shown as the group's alone.
    async fn hide_organizer_when_group_event(&self) -> Option<bool> {
        Some(self.0.options.hide_organizer_when_group_event)
    }
    /// Whether it takes place on the net alone.
    async fn is_online(&self) -> Option<bool> {
        Some(self.0.options.is_online)
    }
}

/// What a place costs.
#[derive(SimpleObject)]
pub struct EventOffer {
    /// The amount.
    price: Option<f64>,
    /// The currency, as in ISO 4217.
    price_currency: Option<String>,
    /// Where it is paid.
    url: Option<String>,
}

impl From<Offer> for EventOffer {
    fn from(offer: Offer) -> Self {
        Self { price: offer.price, price_currency: offer.price_currency, url: offer.url }
    }
}

/// What those who come must agree to.
#[derive(SimpleObject)]
pub struct EventParticipationCondition {
    /// Its name.
    title: Option<String>,
    /// Its text.
    content: Option<String>,
    /// Where it can be read in full.
    url: Option<String>,
}

impl From<Condition> for EventParticipationCondition {
    fn from(condition: Condition) -> Self {
        Self { title: condition.title, content: condition.content, url: condition.url }
    }
}

/// A fact about an event, such as whether a wheelchair comes in.
#[derive(SimpleObject)]
pub struct EventMetadata {
    /// Its name for programs.
    key: Option<String>,
    /// Its name for people, where programs do not know it.
    title: Option<String>,
    /// What it holds.
    #[graphql(name = "type")]
    kind: Option<EventMetadataType>,
    /// The value, as text.
    value: Option<String>,
}

impl From<Entry> for EventMetadata {
    fn from(entry: Entry) -> Self {
        Self {
            key: Some(entry.key),
            title: entry.title,
            kind: Some(entry.kind.into()),
            value: Some(entry.value),
        }
    }
}
