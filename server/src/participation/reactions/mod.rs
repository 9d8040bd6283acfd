//! What follows from facts. Each may run twice: mails are queued once under their key, everything else looks at what
//! is true now.

mod event;
mod own;
mod tell;

use super::model::ParticipationFact;
use super::service;
use crate::app::Plugs;
use crate::events::EventFact;

/// Plugs in reactions, jobs and what runs by the clock.
pub fn plug(plugs: &mut Plugs) {
    plugs.on::<ParticipationFact, _>("participation.mails", own::on_participation);
    plugs.on::<EventFact, _>("participation.events", event::on_event);
    plugs.job(event::CHANGES, event::tell_changes);
    plugs.job(tell::TELL, tell::tell);
    plugs.every("41 * * * *", "participation.sweep", service::sweep);
}
