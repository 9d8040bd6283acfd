//! Mails that follow from what participants and organisers do.

use crate::actors;
use crate::app::App;
use crate::events::{self, Event, Sight};
use crate::kernel::prelude::*;
use crate::participation::mails::{self, About, Reader, reader_of};
use crate::participation::model::{Participant, ParticipantRole, ParticipationFact};
use crate::participation::service::Notice;
use crate::participation::store;
use crate::places::Address;
use crate::platform::mail::{self, Letter};

/// Writes the mail that a fact calls for, unless what it tells is no longer true.
pub async fn on_participation(app: App, fact: ParticipationFact) -> Result<()> {
    match fact {
        ParticipationFact::Asked { id, occasion, .. } => asked(&app, id, occasion).await,
        ParticipationFact::Joined { id, occasion, .. } => waits(&app, id, occasion).await,
        ParticipationFact::Confirmed { id, occasion, .. } => {
            write(&app, id, ParticipantRole::Participant, |about, row| {
                About { key: key(occasion, "confirmed"), ..about }.confirmed(row)
            })
            .await?;
            waits(&app, id, occasion).await
        }
        ParticipationFact::Approved { id, occasion, .. } => {
            write(&app, id, ParticipantRole::Participant, |about, row| {
                About { key: key(occasion, "approved"), ..about }.approved(row)
            })
            .await
        }
        ParticipationFact::Rejected { id, occasion, .. } => {
            write(&app, id, ParticipantRole::Rejected, |about, _| {
                About { key: key(occasion, "rejected"), ..about }.rejected()
            })
            .await
        }
        ParticipationFact::Left { .. } => Ok(()),
    }
}

fn key(occasion: Uuid, reason: &str) -> String {
    format!("participation.{occasion}.{reason}")
}

/// A participant and the event, if there is anything left to write about.
async fn current(
    app: &App,
    conn: &AsyncPgConnection,
    id: ParticipantId,
) -> Result<Option<(Participant, Event)>> {
    let Some(row) = store::find(conn, id).await? else { return Ok(None) };
    let Some(event) = events::find(conn, row.event_id).await? else { return Ok(None) };
    let over = event.ended(app.now()) || event.status == events::Status::Cancelled;
    Ok((!over).then_some((row, event)))
}

/// How much of the event a participant may know by now, and where it takes place if that is part of it. `None` where
/// nothing of it is to be told.
async fn known(
    conn: &AsyncPgConnection,
    row: &Participant,
    event: &Event,
) -> Result<Option<(Sight, Option<Address>)>> {
    Ok(match events::sight_of(conn, event.id, row.role.standing()).await? {
        Some(Sight::Full) => Some((Sight::Full, mails::place(conn, event.address_id).await?)),
        Some(Sight::Glimpse) => Some((Sight::Glimpse, None)),
        None => None,
    })
}

/// Writes to a participant who still has a role.
async fn write(
    app: &App,
    id: ParticipantId,
    role: ParticipantRole,
    letter: impl FnOnce(About<'_>, &Participant) -> Letter,
) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some((row, event)) = current(app, &conn, id).await? else { return Ok(()) };
    if row.role != role {
        return Ok(());
    }
    let Some(reader) = reader_of(app, &conn, &event, &row).await? else { return Ok(()) };
    let Some((sight, place)) = known(&conn, &row, &event).await? else { return Ok(()) };
    let (place, key) = (place.as_ref(), String::new());
    let about = About { app, event: &event, sight, place, reader: &reader, key };
    let mut letter = letter(about, &row);
    if role.goes() {
        drop(conn);
        letter.attachments.extend(mails::calendars(app, &event).await?.remove(&reader.lang));
        conn = app.db.get().await?;
    }
    conn.transaction(async |tx| mail::queue(app, tx, letter).await).await
}

/// Asks the owner of an address whether it was them; who takes part already is told so instead.
async fn asked(app: &App, id: ParticipantId, occasion: Uuid) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some((row, event)) = current(app, &conn, id).await? else { return Ok(()) };
    let Some(reader) = reader_of(app, &conn, &event, &row).await? else { return Ok(()) };
    let Some((sight, place)) = known(&conn, &row, &event).await? else { return Ok(()) };
    let about = About {
        app,
        event: &event,
        sight,
        place: place.as_ref(),
        reader: &reader,
        key: key(occasion, "asked"),
    };
    let letter = match row.role {
        ParticipantRole::NotConfirmed => about.confirm(&row),
        _ => about.already(&row),
    };
    conn.transaction(async |tx| mail::queue(app, tx, letter).await).await
}

/// Hours before the event within which whoever waits is told of at once: the next list might come too late.
const SOON_HOURS: i64 = 24;

/// Tells the organiser of somebody who waits, if that is to be told at once. Others get lists, by the clock.
async fn waits(app: &App, id: ParticipantId, occasion: Uuid) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some((row, event)) = current(app, &conn, id).await? else { return Ok(()) };
    if row.role != ParticipantRole::NotApproved {
        return Ok(());
    }
    let contacts = store::contacts(&conn, &[event.organizer_id]).await?;
    let soon = event.begins_on <= app.now() + Duration::hours(SOON_HOURS);
    let at_once =
        |who: &&store::Contact| who.pending == "direct" || (soon && who.pending != "none");
    let Some(organiser) = contacts.get(&event.organizer_id).filter(at_once) else {
        return Ok(());
    };
    let reader = Reader::with_account(organiser);
    let who = called(&conn, &row, reader.lang).await?;
    let (sight, key) = (Sight::Full, key(occasion, "pending"));
    let about = About { app, event: &event, sight, place: None, reader: &reader, key };
    let notice = organiser.user.map(Notice::Pending);
    let letter = about.pending(&who, row.message.as_deref(), notice.as_ref());
    conn.transaction(async |tx| mail::queue(app, tx, letter).await).await
}

/// What an organiser calls a participant.
async fn called(conn: &AsyncPgConnection, row: &Participant, lang: Lang) -> Result<String> {
    use crate::kernel::text::say;
    if row.anonymous() {
        let nameless = || say(lang, "mail-participation-nameless", &[]);
        return Ok(row.name.clone().unwrap_or_else(nameless));
    }
    let actor = actors::find(conn, row.actor_id).await?;
    Ok(actor.map_or_else(String::new, |actor| {
        format!("{} (@{})", actor.display_name(), actor.handle())
    }))
}
