//! Participation: taking part in events, with an account or without; the organiser's word; leaving; and the mails
//! about all of it.
//!
//! What always holds: the counters of an event equal its rows, and no seat is given twice; nobody learns who takes
//! part but the organiser, and each their own part; no mail tells more of an event than its reader may see when it is
//! written, nor where people meet to anybody but those who come; the address of a person without an account is shown to nobody,
//! and nobody acts for it who has not read its mail.
//!
//! The secrets of a person without an account travel by mail alone. Joining answers the same for an address that is
//! new and one that is known, so `cancellationToken` is null there: whoever typed the address need not own it.
//! The answer to `confirmParticipation`, which takes a secret of that mail, carries it.

mod activity;
mod code;
pub mod graphql;
mod mails;
mod model;
mod policy;
mod reactions;
mod service;
mod store;

pub use model::{
    Asking, Joining, Participant, ParticipantRole, ParticipationFact, Rewording, Rsvp,
};
pub use policy::{Closed, Hurdle};
pub use reactions::{announce, plug};
pub use service::{
    Asked, Between, Guests, Link, Mine, Notice, Scope, Sifting, Turn, When, agenda, ask, cancel,
    confirm, decide, forget, guests, hurdle, join, leave, manage_token, manage_view, may_leave,
    may_remind, may_reword, mine, next_of_event, notice, parts_of, pending_by_token, remind,
    reword, reword_with_token, scope, try_again, unsubscribe,
};
