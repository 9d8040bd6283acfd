//! What follows from facts. Each may run twice: mails are queued once under their key, everything else looks at what
//! is true now.

mod event;
mod own;
mod remind;
mod tell;

pub use tell::announce;

use super::activity;
use super::model::ParticipationFact;
use super::service;
use crate::actors::ActorFact;
use crate::app::{App, Plugs};
use crate::events::EventFact;
use crate::federation::DeliveryFact;
use crate::kernel::prelude::*;

/// Plugs in reactions, jobs and what runs by the clock.
pub fn plug(plugs: &mut Plugs) {
    plugs.on::<ParticipationFact, _>("participation.mails", own::on_participation);
    plugs.on::<EventFact, _>("participation.events", event::on_event);
    plugs.on::<ActorFact, _>("participation.gone", on_actor);
    plugs.on::<ParticipationFact, _>("participation.abroad", activity::on_participation);
    plugs.on::<DeliveryFact, _>("participation.delivered", activity::on_delivery);
    plugs.receive("Join", activity::on_join);
    plugs.receive("Leave", activity::on_leave);
    plugs.receive("Accept", activity::on_accept);
    plugs.receive("Reject", activity::on_reject);
    plugs.receive("TentativeAccept", activity::on_tentative);
    plugs.receive("TentativeReject", activity::on_tentative);
    plugs.receive("Ignore", activity::on_ignore);
    plugs.receive("Undo", activity::on_undo);
    plugs.job(service::NOTE, service::note);
    plugs.job(event::CHANGES, event::tell_changes);
    plugs.job(tell::TELL, tell::tell);
    plugs.every("29 3 * * *", "participation.check", service::check);
    plugs.every("*/10 * * * *", "participation.remind", remind::remind);
    plugs.every("*/15 * * * *", "participation.rounds", remind::rounds);
    plugs.every("41 * * * *", "participation.sweep", service::sweep);
}

/// Whoever is gone takes part in nothing any more.
async fn on_actor(app: App, fact: ActorFact) -> Result<()> {
    match fact {
        ActorFact::Deleted { id } => service::leave_everything(&app, id).await,
        _ => Ok(()),
    }
}
