//! Changing what somebody told the organiser.

use super::manage;
use super::token::{Link, unknown};
use crate::app::App;
use crate::events::{self, Event};
use crate::kernel::db::Conn;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, Rewording};
use crate::participation::policy;
use crate::participation::store;

/// Changes what a person without an account told the organiser, by the token in their mails.
pub async fn reword_with_token(
    app: &App,
    viewer: &Viewer,
    token: &str,
    words: Rewording,
) -> Result<Link> {
    let words = checked(words)?;
    let row = manage::find(app, viewer, token).await?;
    let mut conn = app.db.get().await?;
    let link = Link::of(&conn, row).await?;
    let participant = write(app, &mut conn, &link.event, link.participant.id, words).await?;
    Ok(Link { participant, ..link })
}

/// The same for the part in one event, of which the token must be.
pub async fn reword_in_event(
    app: &App,
    viewer: &Viewer,
    event: EventId,
    token: &str,
    words: Rewording,
) -> Result<Link> {
    if manage::find(app, viewer, token).await?.event_id != event {
        return Err(unknown(app, viewer).await);
    }
    reword_with_token(app, viewer, token, words).await
}

/// Changes what an identity of the viewer told the organiser; its name is that of the profile.
pub async fn reword(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    event: EventId,
    words: Rewording,
) -> Result<Participant> {
    let actor = viewer.act_as(actor)?;
    let words = checked(Rewording { name: None, ..words })?;
    let mut conn = app.db.get().await?;
    let Some(row) = store::of_actor(&conn, event, actor).await? else {
        events::read_by_id(&conn, viewer, event).await?;
        return Err(Error::NotFound("participant"));
    };
    let event = events::find(&conn, event).await?.or_not_found("event")?;
    write(app, &mut conn, &event, row.id, words).await
}

fn checked(words: Rewording) -> Result<Rewording> {
    let name = |name: Option<String>| limit::line("name", name.as_deref(), limit::NAME);
    let message =
        |text: Option<String>| limit::paragraphs("message", text.as_deref(), limit::MESSAGE);
    Ok(Rewording {
        name: words.name.map(name).transpose()?,
        message: words.message.map(message).transpose()?,
    })
}

async fn write(
    app: &App,
    conn: &mut Conn,
    event: &Event,
    id: ParticipantId,
    words: Rewording,
) -> Result<Participant> {
    let ended = event.ended(app.now());
    conn.transaction(async |tx| {
        let row = store::lock(tx, id).await?.or_not_found("participant")?;
        policy::reword(row.role, ended)?;
        let name = words.name.unwrap_or(row.name);
        let message = words.message.unwrap_or(row.message);
        Ok(store::set_words(tx, row.id, name.as_deref(), message.as_deref()).await?)
    })
    .await
}
