//! Asking again for copies while they are still to come: a word of their server may have been lost.

use super::arrive::keep;
use crate::app::App;
use crate::events::model::Event;
use crate::events::service;
use crate::events::store;
use crate::federation::{self, Miss};
use crate::kernel::activity::{Budget, Outcome};
use crate::kernel::prelude::*;
use farandole_wire::many;

/// Copies that are asked for in one go, twenty of each server at most.
const COPIES: i64 = 200;

/// Times in a row that a copy was asked for in vain before a "not found" counts: after 1, 2, 4, 8 and 16 hours.
const IN_VAIN: i32 = 4;

/// Asks for copies that nobody has told us of for a day, or for six hours when they begin within two days. What does
/// not answer is asked more and more rarely; what its server says is gone is gone, and so is what it does not have after
/// it was asked for in vain for more than a day.
pub async fn ask_again(app: App) -> Result<()> {
    let due = {
        let conn = app.db.get().await?;
        store::due_copies(&conn, app.now(), COPIES).await?
    };
    for (id, failures) in due {
        let event = {
            let conn = app.db.get().await?;
            store::find(&conn, id).await?
        };
        let Some(event) = event.filter(|event| !event.local()) else { continue };
        one(&app, &event, failures).await?;
    }
    Ok(())
}

async fn one(app: &App, event: &Event, failures: i32) -> Result<()> {
    let budget = Budget::default();
    let found = federation::document(app, &event.url, &budget).await;
    match found {
        Ok(document) if many::is_a(&document, "Tombstone") => {
            return service::vanish(app, event.id, event.organizer_id).await;
        }
        Ok(document) => match keep(app, Some(document), &budget).await {
            Ok(Outcome::Done) => return Ok(()),
            // It was there, and is not for us: that is no reason to ask each hour.
            Ok(_) => {}
            Err(error) => {
                error.log("a copy could not be looked at again");
                return missed(app, event.id).await;
            }
        },
        Err(Miss::Gone) => return service::vanish(app, event.id, event.organizer_id).await,
        Err(Miss::Missing) if failures >= IN_VAIN => {
            return service::vanish(app, event.id, event.organizer_id).await;
        }
        Err(Miss::Ours(error)) => return Err(error),
        Err(Miss::Unasked) => {}
        Err(miss) => {
            tracing::debug!(url = event.url, %miss, "a copy can not be had again");
            return missed(app, event.id).await;
        }
    }
    let conn = app.db.get().await?;
    store::asked_for(&conn, event.id, app.now()).await
}

async fn missed(app: &App, id: EventId) -> Result<()> {
    let conn = app.db.get().await?;
    store::missed(&conn, id, app.now()).await
}
