//! The secrets in mails to people without an account. Rows keep their hashes; they are derived from the row's uuid,
//! so that every later mail can carry them again.

use crate::app::App;
use crate::events::{self, Event, Sight};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::kernel::secret::Token;
use crate::participation::model::Participant;

/// Wrong secrets in an hour from one client.
const GUESSES: Limit = Limit::per_hour("participation-token", 10);

/// Confirms that the owner of the address takes part.
pub fn confirm_token(app: &App, participant: Uuid) -> Token {
    app.key.token("participant-confirm", &participant.to_string())
}

/// Lets the owner of the address change, cancel and erase their part.
pub fn manage_token(app: &App, participant: Uuid) -> Token {
    app.key.token("participant", &participant.to_string())
}

/// What the link of a mail leads to.
#[derive(Debug, Clone)]
pub struct Link {
    pub participant: Participant,
    pub event: Event,
    /// How much of the event the page may show.
    pub sight: Sight,
}

impl Link {
    /// Puts together what a page shows; an event that is deleted is not found.
    pub async fn of(conn: &AsyncPgConnection, participant: Participant) -> Result<Self> {
        let event = events::find(conn, participant.event_id).await?.or_not_found("event")?;
        // Of an event whose organiser is suspended nothing is shown, but its people can still be forgotten.
        let standing = participant.role.standing();
        let sight = events::sight_of(conn, event.id, standing).await?.unwrap_or(Sight::Glimpse);
        Ok(Self { participant, event, sight })
    }

    /// Whether the link that confirms has lapsed; asking again sends another.
    pub fn lapsed(&self, now: DateTime<Utc>) -> bool {
        self.participant.lapsed(now)
    }
}

/// The answer to a secret that fits nothing, counted.
pub async fn unknown(app: &App, viewer: &Viewer) -> Error {
    match app.hit_client(viewer, GUESSES).await {
        Err(error) => error,
        Ok(()) => Error::NotFound("participant"),
    }
}
