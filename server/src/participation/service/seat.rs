//! Writing a row that takes a seat or a place in a queue.

use crate::app::App;
use crate::kernel::prelude::*;
use crate::participation::code;
use crate::participation::model::ParticipantRole;
use crate::participation::store::{NewAnonymous, NewParticipant};

/// One part for each identity in an event.
pub const ACTOR: &str = "participants_actor";
/// One part for each address in an event.
pub const ADDRESS: &str = "participants_email";
/// One reservation for each code in an event.
const CODE: &str = "participants_code";
/// How often a row is written anew.
const TRIES: usize = 5;

/// Whether to try once more after an attempt that failed because its code was taken, or because of a row that
/// appeared meanwhile and counts for `index`.
pub fn again<T>(attempt: usize, outcome: &Result<T>, index: &str) -> bool {
    let clash = violated(outcome);
    attempt < TRIES && clash.is_some_and(|name| name == CODE || name == index)
}

/// The unique index that a statement ran against.
pub fn violated<T>(outcome: &Result<T>) -> Option<&str> {
    outcome.as_ref().err().and_then(Error::violated)
}

/// A row to be, with what it gets by itself.
pub fn new_row(
    app: &App,
    event_id: EventId,
    actor_id: ActorId,
    role: ParticipantRole,
) -> NewParticipant {
    NewParticipant {
        uuid: app.random.uuid(),
        event_id,
        actor_id,
        role,
        code: code::draw(&app.random),
        message: None,
        anonymous: None::<NewAnonymous>,
        now: app.now(),
    }
}
