//! Taking part without an account: an address, and a mail that asks whether it was its owner. The answer is given
//! before anything is looked up about the address, so neither its words nor its time tell whether it is known.

use super::note::{self, Note};
use crate::accounts::Address;
use crate::actors;
use crate::app::App;
use crate::events::{self, Event};
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::participation::model::Asking;
use crate::participation::policy::{self, Doors};
use crate::participation::store;

/// Askings in an hour from one client.
const CLIENT: Limit = Limit::per_hour("join-anonymous", 20);

/// The answer to somebody without an account. It tells what they said and nothing of what was known before, so that
/// it is the same for an address that takes part already.
#[derive(Debug, Clone)]
pub struct Asked {
    pub event: Event,
    /// The actor who stands for everybody without an account.
    pub actor: ActorId,
    pub message: Option<String>,
    pub name: Option<String>,
    pub lang: Lang,
    pub at: DateTime<Utc>,
}

/// Whether an actor's id is that of the one who stands for everybody without an account.
pub async fn is_anonymous(app: &App, actor: ActorId) -> Result<bool> {
    let conn = app.db.get().await?;
    Ok(actors::anonymous(&conn).await?.id == actor)
}

/// Hears that somebody without an account wants to take part; a job notes it and writes to the address. Nobody takes
/// part, and no seat is held, before the link in that mail is followed.
pub async fn ask(app: &App, viewer: &Viewer, event: EventId, asking: Asking) -> Result<Asked> {
    app.hit_client(viewer, CLIENT).await?;
    let lang = asking.lang.unwrap_or(viewer.lang);
    let note = checked(event, asking, lang)?;
    let mut conn = app.db.get().await?;
    let event = events::read_by_id(&conn, viewer, event).await?.event;
    policy::join_here(&event)?;
    policy::join_without_account(&event, &app.config)?;
    let left = store::seats_left(&conn, event.id).await?;
    policy::join(&Doors::of(&event, left, app.now()))?;
    let actor = actors::anonymous(&conn).await?.id;
    let (name, message) = (note.name.clone(), note.message.clone());
    conn.transaction(async |tx| note::enqueue(app, tx, &note).await).await?;
    Ok(Asked { event, actor, message, name, lang, at: app.now() })
}

fn checked(event: EventId, asking: Asking, lang: Lang) -> Result<Note> {
    let email = asking.email.as_deref().map(str::trim).filter(|email| !email.is_empty());
    let missing = || Error::invalid("email", Message::new("error-participation-email"));
    Ok(Note {
        event,
        email: Address::parse("email", email.ok_or_else(missing)?)?.shown,
        name: limit::line("name", asking.name.as_deref(), limit::NAME)?,
        message: limit::paragraphs("message", asking.message.as_deref(), limit::MESSAGE)?,
        lang: lang.to_string(),
        timezone: asking.timezone.map(|zone| zone.name().to_owned()),
        remind: asking.remind,
    })
}
