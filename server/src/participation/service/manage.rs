//! What a person without an account does with the link in every mail.

use super::leave::{Left, remove};
use super::token::{Link, unknown};
use crate::app::App;
use crate::kernel::db;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use crate::participation::mails;
use crate::participation::model::Participant;
use crate::participation::policy;
use crate::participation::store;
use crate::platform::mail;

/// Where somebody without an account stands.
pub async fn manage_view(app: &App, viewer: &Viewer, token: &str) -> Result<Link> {
    let row = find(app, viewer, token).await?;
    let conn = app.db.get().await?;
    Link::of(&conn, row).await
}

/// Has the person reminded the day before, or not any more.
pub async fn remind(app: &App, viewer: &Viewer, token: &str, remind: bool) -> Result<Link> {
    let row = find(app, viewer, token).await?;
    let mut conn = app.db.get().await?;
    let link = Link::of(&conn, row).await?;
    let begun = link.event.begins_on <= app.now();
    let participant = conn
        .transaction(async |tx| {
            let row = store::lock(tx, link.participant.id).await?.or_not_found("participant")?;
            policy::remind(row.role, begun)?;
            store::set_remind(tx, row.uuid, remind).await?;
            Ok::<_, Error>(Participant { remind, ..row })
        })
        .await?;
    Ok(Link { participant, ..link })
}

/// Gives the seat back. A last mail says so, since somebody else may have found the link; then nothing of the person
/// is left.
pub async fn cancel(app: &App, viewer: &Viewer, token: &str) -> Result<Left> {
    let row = find(app, viewer, token).await?;
    let mut conn = app.db.get().await?;
    let link = Link::of(&conn, row).await?;
    let farewell = mails::left(app, &conn, &link).await?;
    db::transact(&mut conn, async |tx| {
        let row = store::lock(tx, link.participant.id).await?.or_not_found("participant")?;
        policy::leave(row.role)?;
        if let Some(letter) = farewell.clone() {
            mail::queue(app, tx, letter).await?;
        }
        remove(app, tx, &row).await
    })
    .await
}

/// Erases the row with its address at once and frees the seat, whatever the organiser has said and whether or not the
/// event is over. No mail follows. What is kept is that the counts are lower by one.
pub async fn forget(app: &App, viewer: &Viewer, token: &str) -> Result<Left> {
    let row = find(app, viewer, token).await?;
    let mut conn = app.db.get().await?;
    db::transact(&mut conn, async |tx| {
        let row = store::lock(tx, row.id).await?.or_not_found("participant")?;
        remove(app, tx, &row).await
    })
    .await
}

/// The person whose mails carry this token.
pub(super) async fn find(app: &App, viewer: &Viewer, token: &str) -> Result<Participant> {
    let hash = Token::from_outside(token).hash();
    let found = store::by_manage_hash(&*app.db.get().await?, &hash).await?;
    match found {
        Some(row) => Ok(row),
        None => Err(unknown(app, viewer).await),
    }
}
