//! The states by which the list is sifted.

use crate::events::Counters;
use crate::participation::ParticipantRole::{self, *};

/// Whom the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Waiting,
    Coming,
    Refused,
    Unconfirmed,
    All,
}

impl State {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Coming, Self::Refused, Self::Unconfirmed, Self::All];

    /// The word in addresses and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Coming => "coming",
            Self::Refused => "refused",
            Self::Unconfirmed => "unconfirmed",
            Self::All => "all",
        }
    }

    /// The state of a word. Without one the list begins with those who wait, if there are any.
    pub fn of(code: &str, counters: &Counters) -> Self {
        let usual = if counters.not_approved > 0 { Self::Waiting } else { Self::Coming };
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(usual)
    }

    /// Its text.
    pub fn text(self) -> &'static str {
        match self {
            Self::Waiting => "guests-waiting",
            Self::Coming => "guests-coming",
            Self::Refused => "guests-refused",
            Self::Unconfirmed => "guests-unconfirmed",
            Self::All => "guests-all",
        }
    }

    /// Whom it means.
    pub fn roles(self) -> Vec<ParticipantRole> {
        match self {
            Self::Waiting => vec![NotApproved],
            Self::Coming => vec![Participant, Moderator, Administrator, Creator],
            Self::Refused => vec![Rejected],
            Self::Unconfirmed => vec![NotConfirmed],
            Self::All => ParticipantRole::ALL.to_vec(),
        }
    }

    /// How many these are.
    pub fn count(self, n: &Counters) -> u64 {
        let count = match self {
            Self::Waiting => n.not_approved,
            Self::Coming => n.going(),
            Self::Refused => n.rejected,
            Self::Unconfirmed => n.not_confirmed,
            Self::All => n.going() + n.not_approved + n.rejected + n.not_confirmed,
        };
        u64::try_from(count).unwrap_or(0)
    }
}

/// The text of a role.
pub fn word(role: ParticipantRole) -> &'static str {
    match role {
        NotApproved => "exports-not-approved",
        NotConfirmed => "exports-not-confirmed",
        Rejected => "exports-rejected",
        Participant => "exports-participant",
        Moderator | Administrator | Creator => "exports-organiser",
    }
}

/// The class of its badge.
pub fn badge(role: ParticipantRole) -> &'static str {
    match role {
        NotApproved => "badge-wait",
        NotConfirmed => "badge-past",
        Rejected => "badge-off",
        Participant => "badge-good",
        Moderator | Administrator | Creator => "badge-away",
    }
}
