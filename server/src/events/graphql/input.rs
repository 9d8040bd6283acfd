//! What organisers send, and how it becomes a change. What is left out of an update stays as it was; null empties
//! what can be empty and gives a setting its default; null for what cannot be empty leaves it.

use super::enums::{EventCommentModeration, EventMetadataType};
use crate::events::change::OptionsChange;
use crate::events::options::{Condition, Entry, Offer, Options};
use crate::events::words::MetadataType;
use crate::graphql::scalars::{self, Timezone};
use crate::kernel::prelude::*;
use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono_tz::Tz;

/// A profile to name as a contact.
#[derive(InputObject)]
pub struct Contact {
    /// Its id.
    id: Option<String>,
}

/// The ids of contacts.
pub fn contacts(given: Vec<Option<Contact>>) -> Result<Vec<ActorId>> {
    let ids = given.into_iter().flatten().filter_map(|contact| contact.id);
    ids.map(|id| scalars::id("contacts", &ID(id))).collect()
}

/// A fact about an event.
#[derive(InputObject)]
pub struct EventMetadataInput {
    /// Its name for programs, such as `mz:accessibility:wheelchairAccessible`.
    key: String,
    /// Its name for people, where programs do not know it.
    title: Option<String>,
    /// What it holds; text unless told.
    #[graphql(name = "type")]
    kind: Option<EventMetadataType>,
    /// The value, as text.
    value: String,
}

impl From<EventMetadataInput> for Entry {
    fn from(input: EventMetadataInput) -> Self {
        let EventMetadataInput { key, title, kind, value } = input;
        Self { key, title, kind: kind.map_or(MetadataType::String, Into::into), value }
    }
}

/// What a place costs.
#[derive(InputObject)]
pub struct EventOfferInput {
    /// The amount.
    price: Option<f64>,
    /// The currency, as in ISO 4217.
    price_currency: Option<String>,
    /// Where it is paid.
    url: Option<String>,
}

impl From<EventOfferInput> for Offer {
    fn from(input: EventOfferInput) -> Self {
        Self { price: input.price, price_currency: input.price_currency, url: input.url }
    }
}

/// What those who come must agree to.
#[derive(InputObject)]
pub struct EventParticipationConditionInput {
    /// Its name.
    title: Option<String>,
    /// Its text.
    content: Option<String>,
    /// Where it can be read in full.
    url: Option<String>,
}

impl From<EventParticipationConditionInput> for Condition {
    fn from(input: EventParticipationConditionInput) -> Self {
        Self { title: input.title, content: input.content, url: input.url }
    }
}

/// The settings of an event; those left out stay as they were.
#[derive(InputObject, Default)]
pub struct EventOptionsInput {
    /// Seats for participants, organisers not counted; 0 and null are no limit.
    maximum_attendee_capacity: MaybeUndefined<i32>,
    /// Counted by the server: what is sent here changes nothing.
    remaining_attendee_capacity: MaybeUndefined<i32>,
    /// Whether clients show how many seats are free.
    show_remaining_attendee_capacity: MaybeUndefined<bool>,
    /// Whether people without an account may take part, where the server lets them.
    anonymous_participation: MaybeUndefined<bool>,
    /// What a place costs: the whole list.
    offers: MaybeUndefined<Vec<Option<EventOfferInput>>>,
    /// What those who come must agree to: the whole list.
    participation_conditions: MaybeUndefined<Vec<Option<EventParticipationConditionInput>>>,
    /// Names of those who come: the whole list.
    attendees: MaybeUndefined<Vec<Option<String>>>,
    /// The programme, as plain text.
    program: MaybeUndefined<String>,
    /// Who may comment.
    comment_moderation: MaybeUndefined<EventCommentModeration>,
    /// Whether only those who take part may comment.
    comments_by_participants: MaybeUndefined<bool>,
    /// Whether clients show the price.
    show_participation_price: MaybeUndefined<bool>,
    /// Whether only those who take part see how many come.
    hide_number_of_participants: MaybeUndefined<bool>,
    /// Whether clients show the hour of the beginning.
    show_start_time: MaybeUndefined<bool>,
    /// Whether clients show the hour of the end.
    show_end_time: MaybeUndefined<bool>,
    /// The zone of the place. Null finds it anew: the place's, the organiser's, UTC.
    timezone: MaybeUndefined<Timezone>,
    /// Whether an event of a group is shown as the group's alone.
    hide_organizer_when_group_event: MaybeUndefined<bool>,
    /// Whether it takes place on the net alone.
    is_online: MaybeUndefined<bool>,
}

impl EventOptionsInput {
    /// The zone, which is a column of its own, and the other settings.
    pub fn split(self) -> (Option<Option<Tz>>, OptionsChange) {
        let default = Options::default();
        let timezone = clearable(self.timezone).map(|zone| zone.and_then(|zone| zone.0));
        let change = OptionsChange {
            maximum_attendee_capacity: clearable(self.maximum_attendee_capacity),
            show_remaining_attendee_capacity: or(
                self.show_remaining_attendee_capacity,
                default.show_remaining_attendee_capacity,
            ),
            anonymous_participation: or(
                self.anonymous_participation,
                default.anonymous_participation,
            ),
            offers: list(self.offers),
            participation_conditions: list(self.participation_conditions),
            attendees: list(self.attendees),
            program: clearable(self.program),
            comment_moderation: or(
                self.comment_moderation.map_value(Into::into),
                default.comment_moderation,
            ),
            comments_by_participants: or(
                self.comments_by_participants,
                default.comments_by_participants,
            ),
            show_participation_price: or(
                self.show_participation_price,
                default.show_participation_price,
            ),
            hide_number_of_participants: or(
                self.hide_number_of_participants,
                default.hide_number_of_participants,
            ),
            show_start_time: or(self.show_start_time, default.show_start_time),
            show_end_time: or(self.show_end_time, default.show_end_time),
            hide_organizer_when_group_event: or(
                self.hide_organizer_when_group_event,
                default.hide_organizer_when_group_event,
            ),
            is_online: or(self.is_online, default.is_online),
            ..OptionsChange::default()
        };
        (timezone, change)
    }
}

/// For what can be empty: null empties it.
pub fn clearable<T>(given: MaybeUndefined<T>) -> Option<Option<T>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// For what has a default: null gives it that.
fn or<T>(given: MaybeUndefined<T>, default: T) -> Option<T> {
    clearable(given).map(|value| value.unwrap_or(default))
}

/// For lists: null empties them, and what is null inside does not count.
pub fn list<T, U: From<T>>(given: MaybeUndefined<Vec<Option<T>>>) -> Option<Vec<U>> {
    let given = clearable(given)?.unwrap_or_default();
    Some(given.into_iter().flatten().map(U::from).collect())
}
