//! What follows from what happens to an event, and what events do by the clock.

use super::activity;
use super::model::EventFact;
use super::service;
use super::store;
use crate::actors::ActorFact;
use crate::app::{App, Plugs};
use crate::instances::InstanceFact;
use crate::kernel::prelude::*;

/// Plugs the slice in.
pub fn plug(plugs: &mut Plugs) {
    plugs.on("events.words", write_words);
    plugs.on("events.organiser", on_actor);
    plugs.on("events.tell", activity::on_event);
    plugs.on("events.follow", activity::on_follow);
    plugs.on("events.servers", on_server);
    plugs.job(service::FETCH, service::fetch_picture);
    plugs.receive("Create", activity::on_create);
    plugs.receive("Invite", activity::on_create);
    plugs.receive("Update", activity::on_update);
    plugs.receive("Delete", activity::on_delete);
    plugs.receive("Announce", activity::on_announce);
    plugs.receive("Undo", activity::on_undo);
    plugs.every("* * * * *", "events.sweep", sweep);
    plugs.every("23 3 * * *", "events.check", service::check);
    plugs.every("37 * * * *", "events.again", activity::ask_again);
    plugs.every("17 * * * *", "events.remove-deleted", service::remove_deleted);
}

/// What somebody organises goes with them, and is hidden and shown with them.
async fn on_actor(app: App, fact: ActorFact) -> Result<()> {
    match fact {
        ActorFact::Created { .. } | ActorFact::Updated { .. } => Ok(()),
        ActorFact::Suspended { id } | ActorFact::Restored { id } | ActorFact::Deleted { id } => {
            service::follow_organiser(&app, id).await
        }
    }
}

/// What is decided about a server holds for the copies of its events at once.
async fn on_server(app: App, InstanceFact::Decided { host }: InstanceFact) -> Result<()> {
    service::follow_host(&app, &host).await
}

/// Rows that one statement of the sweep takes away.
const SWEEP: i64 = 5_000;

/// Takes events that have ended out of the public lists. No list depends on it: each states its own time.
async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    while store::sweep(&mut conn, app.now(), SWEEP).await? == usize::try_from(SWEEP).unwrap_or(0) {}
    Ok(())
}

/// Writes the words of an event for the search: it takes time, so nobody waits for it.
async fn write_words(app: App, fact: EventFact) -> Result<()> {
    service::write_words(&app, fact.event()).await
}
