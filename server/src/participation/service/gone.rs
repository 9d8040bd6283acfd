//! The parts of somebody who is gone.

use super::leave::remove;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::participation::store;

/// Participants, or people, that are read at once.
const ROWS: i64 = 200;

/// Ends every part of an identity that is gone, at whatever stage it is: its words to organisers go, its seats are
/// free. Each in a transaction of its own, since each takes the lock on the counts of another event.
pub async fn leave_everything(app: &App, actor: ActorId) -> Result<()> {
    loop {
        let mut conn = app.db.get().await?;
        let ids = store::ids_of_actor(&conn, actor, ROWS).await?;
        if ids.is_empty() {
            return Ok(());
        }
        for id in ids {
            conn.transaction(async |tx| match store::lock(tx, id).await? {
                Some(row) => remove(app, tx, &row).await.map(drop),
                None => Ok(()),
            })
            .await?;
        }
    }
}

/// Every night: takes up what a crash may have left of people who are gone.
pub async fn check(app: App) -> Result<()> {
    let gone = store::gone_with_parts(&*app.db.get().await?, ROWS).await?;
    for actor in gone {
        leave_everything(&app, actor).await?;
    }
    Ok(())
}
