//! Who may take part, decide and leave. Pure: everything the answer depends on is an argument.

use super::model::{ParticipantRole, Rsvp};
use crate::events::{self, Event, JoinOptions, Status};
use crate::kernel::config::Config;
use crate::kernel::prelude::*;

/// Why nobody can take part in an event that they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It is not published yet.
    Draft,
    /// It has been called off.
    Cancelled,
    /// It is over.
    Ended,
    /// Every seat is taken.
    Full,
    /// People take part on another site.
    External,
}

impl From<Closed> for Error {
    fn from(closed: Closed) -> Self {
        let (code, text) = match closed {
            Closed::Draft => ("event_not_published", "error-participation-draft"),
            Closed::Cancelled => ("event_cancelled", "error-participation-cancelled"),
            Closed::Ended => ("event_ended", "error-participation-ended"),
            Closed::Full => ("event_full", "error-participation-full"),
            Closed::External => ("event_external", "error-participation-external"),
        };
        Self::conflict(code, Message::new(text))
    }
}

/// What joining depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doors {
    pub draft: bool,
    pub status: Status,
    pub ended: bool,
    pub join_options: JoinOptions,
    /// `None` without a limit.
    pub seats_left: Option<i32>,
}

impl Doors {
    /// The doors of an event at a moment.
    pub fn of(event: &Event, seats_left: Option<i32>, now: DateTime<Utc>) -> Self {
        Self {
            draft: event.draft,
            status: event.status,
            ended: event.ended(now),
            join_options: event.join_options,
            seats_left,
        }
    }
}

/// The role that somebody gets who joins now, or why nobody can. Whether they see the event has been asked before.
/// Nobody can be invited yet, so an event by invitation works as Mobilizon's do: whoever asks waits for the
/// organiser's word.
pub fn join(doors: &Doors) -> Result<ParticipantRole, Closed> {
    if doors.draft {
        return Err(Closed::Draft);
    }
    if doors.status == Status::Cancelled {
        return Err(Closed::Cancelled);
    }
    if doors.ended {
        return Err(Closed::Ended);
    }
    let role = match doors.join_options {
        JoinOptions::Free => ParticipantRole::Participant,
        JoinOptions::Restricted | JoinOptions::Invite => ParticipantRole::NotApproved,
        JoinOptions::External => return Err(Closed::External),
    };
    if doors.seats_left.is_some_and(|left| left <= 0) { Err(Closed::Full) } else { Ok(role) }
}

/// People without an account take part here in what was published here.
pub fn join_here(event: &Event) -> Result<(), Denied> {
    if event.local() { Ok(()) } else { Err(Denied("take part in an event of another server here")) }
}

/// Somebody of another server takes part in what was published here: what is of a third one is decided there.
pub fn join_from(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    if viewer.account().is_none() { join_here(event) } else { Ok(()) }
}

/// What did not get to the other server can be sent once more.
pub fn try_again(rsvp: Option<Rsvp>) -> Result<(), Denied> {
    match rsvp {
        Some(Rsvp::Failed | Rsvp::Received) => Ok(()),
        _ => Err(Denied("send this once more")),
    }
}

/// The organiser and the server both decide whether an account is needed.
pub fn join_without_account(event: &Event, config: &Config) -> Result<(), Denied> {
    if event.takes_anonymous(config) {
        Ok(())
    } else {
        Err(Denied("take part in this event without an account"))
    }
}

/// What stands between somebody and an event that they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hurdle {
    /// Nobody can take part now.
    Closed(Closed),
    /// Whoever has an account can.
    Account,
}

/// What would refuse the viewer who asks now, known before they fill in a form.
pub fn hurdle(viewer: &Viewer, event: &Event, doors: &Doors, config: &Config) -> Option<Hurdle> {
    match join(doors) {
        Err(closed) => Some(Hurdle::Closed(closed)),
        Ok(_) if viewer.account().is_some() => None,
        Ok(_) if !event.local() => Some(Hurdle::Account),
        Ok(_) => join_without_account(event, config).err().map(|_| Hurdle::Account),
    }
}

/// The organiser sees all participants; others see their own parts.
pub fn list(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    events::edit(viewer, event).map_err(|_| Denied("see who takes part"))
}

/// What somebody takes part in is theirs to see.
pub fn see_participations(viewer: &Viewer, actor: ActorId) -> Result<(), Denied> {
    if viewer.owns(actor) { Ok(()) } else { Err(Denied("see what others take part in")) }
}

/// What a decision depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Whether the viewer decides about this event.
    pub organises: bool,
    /// Whether it is the viewer's own part, under whichever identity.
    pub own: bool,
    pub from: ParticipantRole,
    pub to: ParticipantRole,
}

/// The organiser lets in, turns down and puts back, never themselves, and nobody who has not confirmed or who
/// organises too.
pub fn decide(decision: &Decision) -> Result<()> {
    use ParticipantRole as Role;
    if !decision.organises {
        return Err(Denied("decide who takes part").into());
    }
    if decision.own {
        return Err(Denied("decide about your own part").into());
    }
    if !matches!(decision.to, Role::Participant | Role::NotApproved | Role::Rejected) {
        return Err(Error::invalid("role", Message::new("error-participation-role")));
    }
    if decision.from.organises() {
        return Err(Denied("decide about somebody who organises").into());
    }
    if decision.from == Role::NotConfirmed {
        let problem = Message::new("error-participation-not-confirmed");
        return Err(Error::conflict("participant_not_confirmed", problem));
    }
    Ok(())
}

/// Everybody may leave but those who organise, who call the event off instead. One who was turned down stays so:
/// leaving and joining again is no way around the organiser's word.
pub fn leave(role: ParticipantRole) -> Result<(), Denied> {
    match role {
        role if role.organises() => Err(Denied("leave an event that you organise")),
        ParticipantRole::Rejected => Err(Denied("leave an event that you were turned down from")),
        _ => Ok(()),
    }
}

/// The word to the organiser can be changed by those whom it may still help, until the event is over.
pub fn reword(role: ParticipantRole, ended: bool) -> Result<()> {
    if ended {
        return Err(Closed::Ended.into());
    }
    if role == ParticipantRole::Rejected {
        return Err(Denied("write to an organiser who turned you down").into());
    }
    Ok(())
}

/// The reminder of the day before is for those who may still come, while there is a day to come.
pub fn remind(role: ParticipantRole, begun: bool) -> Result<(), Denied> {
    if begun {
        return Err(Denied("be reminded of an event that has begun"));
    }
    if role == ParticipantRole::Rejected {
        return Err(Denied("be reminded of an event that you were turned down from"));
    }
    Ok(())
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
