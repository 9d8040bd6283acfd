//! What somebody wants to change about an event: `None` leaves a value as it is, `Some(None)` empties it.

use super::options::{Condition, Entry, Offer, Options};
use super::time::When;
use super::words::{Category, CommentModeration, JoinOptions, Status, Visibility};
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::places::AddressInput;
use chrono_tz::Tz;

/// New values for an event.
#[derive(Debug, Clone, Default)]
pub struct EventChange {
    pub organizer: Option<ActorId>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub begins_on: Option<When>,
    pub ends_on: Option<Option<When>>,
    /// `Some(None)` finds the zone anew: the place's, the organiser's, UTC.
    pub timezone: Option<Option<Tz>>,
    pub all_day: Option<bool>,
    pub status: Option<Status>,
    pub visibility: Option<Visibility>,
    pub join_options: Option<JoinOptions>,
    pub category: Option<Category>,
    /// `Some(None)` has it detected anew.
    pub language: Option<Option<String>>,
    /// A picture that the viewer may use: what `media::graphql::claim` gave.
    pub picture: Option<Option<MediaId>>,
    /// An address that exists, or one in words.
    pub place: Option<Option<AddressInput>>,
    pub online_address: Option<Option<String>>,
    pub phone_address: Option<Option<String>>,
    pub external_participation_url: Option<Option<String>>,
    pub draft: Option<bool>,
    pub options: OptionsChange,
    pub metadata: Option<Vec<Entry>>,
    /// The whole list, in order; hashtags of the description come after it.
    pub tags: Option<Vec<String>>,
    /// The whole list, in order.
    pub contacts: Option<Vec<ActorId>>,
    /// The `updated_at` of the event that this was made from: where it has changed since, nothing is written.
    pub unchanged_since: Option<DateTime<Utc>>,
}

/// New values for the settings, each on its own.
#[derive(Debug, Clone, Default)]
pub struct OptionsChange {
    /// Zero and nothing are no limit.
    pub maximum_attendee_capacity: Option<Option<i32>>,
    pub show_remaining_attendee_capacity: Option<bool>,
    pub anonymous_participation: Option<bool>,
    pub offers: Option<Vec<Offer>>,
    pub participation_conditions: Option<Vec<Condition>>,
    pub attendees: Option<Vec<String>>,
    pub program: Option<Option<String>>,
    pub comment_moderation: Option<CommentModeration>,
    pub show_participation_price: Option<bool>,
    pub comments_by_participants: Option<bool>,
    pub hide_number_of_participants: Option<bool>,
    pub show_start_time: Option<bool>,
    pub show_end_time: Option<bool>,
    pub hide_organizer_when_group_event: Option<bool>,
    pub is_online: Option<bool>,
    /// Where people meet on the net; shown to those who take part alone.
    pub meeting_url: Option<Option<String>>,
    /// Why it was called off or is not certain.
    pub status_note: Option<Option<String>>,
}

/// The shortest title and phone number.
const SHORT: usize = 3;

impl EventChange {
    /// Trims and checks what can be judged without knowing the event.
    pub fn checked(mut self) -> Result<Self> {
        if let Some(title) = &mut self.title {
            *title = limit::required_line("title", title, SHORT, limit::TITLE)?;
        }
        if let Some(description) = &mut self.description {
            *description = limit::html("description", description, limit::BODY)?;
        }
        if let Some(address) = &mut self.online_address {
            *address = limit::web_address("onlineAddress", address.as_deref())?;
        }
        if let Some(Some(_)) = &self.phone_address {
            self.phone_address = Some(phone(self.phone_address.flatten())?);
        }
        if let Some(url) = &mut self.external_participation_url {
            *url = limit::web_address("externalParticipationUrl", url.as_deref())?;
        }
        if let Some(Some(tag)) = &mut self.language {
            *tag = super::language::declared(tag)?;
        }
        if let Some(entries) = &mut self.metadata {
            super::checks::metadata(entries)?;
        }
        if let Some(tags) = &mut self.tags {
            *tags = crate::tags::checked("tags", tags)?;
        }
        if self.contacts.as_ref().is_some_and(|contacts| contacts.len() > super::CONTACTS) {
            let problem = Message::new("error-events-too-many").with("max", super::CONTACTS);
            return Err(Error::invalid("contacts", problem));
        }
        self.options = self.options.checked()?;
        Ok(self)
    }
}

fn phone(text: Option<String>) -> Result<Option<String>> {
    let Some(text) = limit::line("phoneAddress", text.as_deref(), limit::TITLE)? else {
        return Ok(None);
    };
    limit::required_line("phoneAddress", &text, SHORT, limit::TITLE).map(Some)
}

impl OptionsChange {
    fn checked(mut self) -> Result<Self> {
        if let Some(capacity) = &mut self.maximum_attendee_capacity {
            if capacity.is_some_and(|seats| seats < 0) {
                let problem = Message::new("error-events-capacity-negative");
                return Err(Error::invalid("maximumAttendeeCapacity", problem));
            }
            *capacity = capacity.filter(|seats| *seats > 0);
        }
        if let Some(offers) = &mut self.offers {
            super::checks::offers(offers)?;
        }
        if let Some(conditions) = &mut self.participation_conditions {
            super::checks::conditions(conditions)?;
        }
        if let Some(attendees) = &mut self.attendees {
            super::checks::attendees(attendees)?;
        }
        if let Some(program) = &mut self.program {
            *program = limit::paragraphs("program", program.as_deref(), super::PROGRAM)?;
        }
        if let Some(address) = &mut self.meeting_url {
            *address = limit::web_address("meetingUrl", address.as_deref())?;
        }
        if let Some(note) = &mut self.status_note {
            *note = limit::paragraphs("statusNote", note.as_deref(), limit::MESSAGE)?;
        }
        Ok(self)
    }

    /// Puts the new values over the old.
    pub fn apply(self, to: &mut Options) {
        fn set<T>(to: &mut T, new: Option<T>) {
            if let Some(new) = new {
                *to = new;
            }
        }
        set(&mut to.maximum_attendee_capacity, self.maximum_attendee_capacity);
        set(&mut to.show_remaining_attendee_capacity, self.show_remaining_attendee_capacity);
        set(&mut to.anonymous_participation, self.anonymous_participation);
        set(&mut to.offers, self.offers);
        set(&mut to.participation_conditions, self.participation_conditions);
        set(&mut to.attendees, self.attendees);
        set(&mut to.program, self.program);
        set(&mut to.comment_moderation, self.comment_moderation);
        set(&mut to.show_participation_price, self.show_participation_price);
        set(&mut to.comments_by_participants, self.comments_by_participants);
        set(&mut to.hide_number_of_participants, self.hide_number_of_participants);
        set(&mut to.show_start_time, self.show_start_time);
        set(&mut to.show_end_time, self.show_end_time);
        set(&mut to.hide_organizer_when_group_event, self.hide_organizer_when_group_event);
        set(&mut to.is_online, self.is_online);
        set(&mut to.meeting_url, self.meeting_url);
        set(&mut to.status_note, self.status_note);
    }
}
