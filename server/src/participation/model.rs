//! The rows of those who take part, what people bring to join, and the facts that are left.

use crate::events::Standing;
use crate::kernel::fact::Fact;
use crate::kernel::prelude::*;
use crate::kernel::words::words;
use chrono_tz::Tz;
use farandole_schema::tables::participants;
use serde::{Deserialize, Serialize};

words! {
    /// What somebody is to an event.
    pub enum ParticipantRole {
        /// Waits for the organiser's word.
        NotApproved = "not_approved",
        /// Has not answered the mail that asks whether it was them.
        NotConfirmed = "not_confirmed",
        /// Was turned down by the organiser.
        Rejected = "rejected",
        /// Takes part.
        Participant = "participant",
        /// Helps to organise.
        Moderator = "moderator",
        /// Organises together with others.
        Administrator = "administrator",
        /// Made the event.
        Creator = "creator",
    }
}

words! {
    /// How far the wish to take part in an event of another server has come.
    pub enum Rsvp {
        /// It is on its way.
        Sending = "sending",
        /// The other server has it, and has promised nothing.
        Received = "received",
        /// It has said yes or no.
        Answered = "answered",
        /// It does not get there.
        Failed = "failed",
    }
}

impl ParticipantRole {
    /// Whether it means to come.
    pub fn goes(self) -> bool {
        matches!(self, Self::Participant) || self.organises()
    }

    /// Whether it is one of those that organisers have.
    pub fn organises(self) -> bool {
        matches!(self, Self::Moderator | Self::Administrator | Self::Creator)
    }

    /// What its bearer is to the event, at least: it decides how much of it they may know.
    pub fn standing(self) -> Standing {
        if self.goes() { Standing::Attends } else { Standing::Applicant }
    }
}

/// Somebody's part in an event. One with an address is a person without an account, who acts as the anonymous
/// actor.
#[derive(Debug, Clone, PartialEq, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = participants, check_for_backend(diesel::pg::Pg))]
pub struct Participant {
    pub id: ParticipantId,
    pub uuid: Uuid,
    pub event_id: EventId,
    pub actor_id: ActorId,
    pub role: ParticipantRole,
    /// The reservation number.
    pub code: String,
    /// A word to the organiser.
    pub message: Option<String>,
    /// What a person without an account wants to be called.
    pub name: Option<String>,
    /// Never shown to anybody.
    pub email: Option<String>,
    pub locale: Option<String>,
    pub timezone: Option<String>,
    /// Whether a mail is to come the day before.
    pub remind: bool,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// While it is not confirmed, the moment of the last asking.
    pub updated_at: DateTime<Utc>,
    /// The id of the Join with which it crossed from one server to the other.
    pub activity_url: Option<String>,
    /// In an event of another server: how far it has come.
    pub rsvp: Option<Rsvp>,
    /// Why it did not get there, in words of that moment.
    pub rsvp_error: Option<String>,
}

/// Hours in which the link of a mail confirms.
pub const CONFIRM_HOURS: i64 = 48;

impl Participant {
    /// Whether this is a person without an account.
    pub fn anonymous(&self) -> bool {
        self.email.is_some()
    }

    /// Whether the link that confirms has lapsed.
    pub fn lapsed(&self, now: DateTime<Utc>) -> bool {
        self.role == ParticipantRole::NotConfirmed
            && self.updated_at + Duration::hours(CONFIRM_HOURS) < now
    }
}

/// Somebody with an account who wants to take part.
#[derive(Debug, Clone)]
pub struct Joining {
    pub event: EventId,
    /// A word to the organiser.
    pub message: Option<String>,
    /// Whether a mail is to come the day before.
    pub remind: bool,
}

/// Somebody without an account who wants to take part.
#[derive(Debug, Clone, Default)]
pub struct Asking {
    /// Where the mail with the link goes; must be there.
    pub email: Option<String>,
    /// What to be called in the organiser's list.
    pub name: Option<String>,
    /// A word to the organiser.
    pub message: Option<String>,
    /// The language of the mails; that of the page unless told.
    pub lang: Option<Lang>,
    /// The zone in which mails tell the time as well.
    pub timezone: Option<Tz>,
    /// Whether a mail is to come the day before.
    pub remind: bool,
}

/// What somebody wants to have told the organiser instead; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct Rewording {
    /// What a person without an account wants to be called.
    pub name: Option<Option<String>>,
    /// The word to the organiser.
    pub message: Option<Option<String>>,
}

/// What has happened to somebody's part in an event. An `occasion` names what happened for ever, so that the mail
/// about it is written once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ParticipationFact {
    /// Somebody gave an address, perhaps not for the first time, and is to be sent a link.
    Asked { id: ParticipantId, event: EventId, occasion: Uuid },
    /// Somebody with an account takes part, or waits for the organiser's word.
    Joined { id: ParticipantId, event: EventId, actor: ActorId, occasion: Uuid },
    /// Somebody without an account has followed the link, and takes part or waits for the organiser's word.
    Confirmed { id: ParticipantId, event: EventId, occasion: Uuid },
    /// The organiser said yes; `waited` unless somebody who was turned down is let in after all.
    Approved { id: ParticipantId, event: EventId, actor: ActorId, occasion: Uuid, waited: bool },
    /// The organiser said no.
    Rejected { id: ParticipantId, event: EventId, actor: ActorId, occasion: Uuid },
    /// Somebody does not take part any more; the row is gone.
    Left { uuid: Uuid, event: EventId, actor: ActorId, role: ParticipantRole },
}

impl Fact for ParticipationFact {
    const KIND: &'static str = "participation";
}
