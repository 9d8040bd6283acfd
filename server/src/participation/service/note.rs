//! Noting who asked to take part without an account, and having a mail sent to the address.

use super::seat::{ADDRESS, again, new_row};
use super::token::{confirm_token, manage_token};
use crate::accounts::{self, Address};
use crate::actors;
use crate::app::App;
use crate::kernel::db::Conn;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::participation::model::{Participant, ParticipantRole, ParticipationFact};
use crate::participation::policy::{self, Doors};
use crate::participation::store::{self, NewAnonymous, NewParticipant};
use crate::worker;
use farandole_jobs::NewJob;
use serde::{Deserialize, Serialize};

/// The kind of the job.
pub const NOTE: &str = "participation.note";

/// Mails in an hour to one address.
const MAILS: Limit = Limit::per_hour("join-mail", 3);
/// Mails in a day to an address whose owner has never answered one.
const MAILS_UNANSWERED: Limit = accounts::MAILS_UNCONFIRMED;
/// Minutes in which asking again sends nothing: the mail is on its way, and a client may ask twice for one wish.
const MINUTES: i64 = 5;
/// What an address is that nobody has confirmed.
const ASKED: ParticipantRole = ParticipantRole::NotConfirmed;

/// What somebody without an account asked, checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Note {
    pub event: EventId,
    pub email: String,
    pub name: Option<String>,
    pub message: Option<String>,
    pub lang: String,
    pub timezone: Option<String>,
    #[serde(default)]
    pub remind: bool,
}

/// Asks for it to be noted.
pub async fn enqueue(app: &App, tx: &mut AsyncPgConnection, note: &Note) -> Result<()> {
    let job = NewJob::new(worker::WORK, NOTE, serde_json::to_value(note)?);
    farandole_jobs::enqueue(tx, app.now(), &[job]).await?;
    Ok(())
}

/// Writes the row of an address unless there is one, and has a mail sent, at most three an hour. Where nobody can take
/// part any more nothing happens.
pub async fn note(app: App, note: Note) -> Result<()> {
    let address = Address::parse("email", &note.email)?;
    let mut conn = app.db.get().await?;
    let actor = actors::anonymous(&conn).await?.id;
    let mut attempt = 1;
    loop {
        let noted = write(&app, &mut conn, (&note, &address), actor).await;
        if !again(attempt, &noted, ADDRESS) {
            return match noted {
                Err(Error::Conflict { .. } | Error::NotFound(_) | Error::Denied(_)) => Ok(()),
                other => other,
            };
        }
        attempt += 1;
    }
}

/// What is done in one transaction. The counts of mails are taken in it, so that a job that is tried again counts
/// once; only then come the counters of the event, whose lock others wait for.
async fn write(
    app: &App,
    conn: &mut Conn,
    (note, address): (&Note, &Address),
    actor: ActorId,
) -> Result<()> {
    conn.transaction(async |tx| {
        let event = store::hold_event(tx, note.event).await?.or_not_found("event")?;
        policy::join_without_account(&event, &app.config)?;
        policy::join(&Doors::of(&event, None, app.now()))?;
        let known = store::lock_of_address(tx, event.id, &address.key).await?;
        if known.as_ref().is_some_and(|row| on_its_way(app, row)) {
            return Ok(());
        }
        let due = may_mail(app, tx, address).await?;
        let id = match known {
            Some(row) => {
                if due {
                    note_again(app, tx, &row, note).await?;
                }
                row.id
            }
            None => {
                note_first(app, tx, new_row(app, event.id, actor, ASKED), note, address).await?
            }
        };
        if due {
            let occasion = app.random.uuid();
            app.emit(tx, ParticipationFact::Asked { id, event: event.id, occasion }).await?;
        }
        Ok(())
    })
    .await
}

/// Whether the mail that asks the owner of an address has just been sent.
fn on_its_way(app: &App, row: &Participant) -> bool {
    row.role == ASKED && row.updated_at > app.now() - Duration::minutes(MINUTES)
}

/// Counts one more mail to an address; whether it may go.
async fn may_mail(app: &App, tx: &mut AsyncPgConnection, address: &Address) -> Result<bool> {
    let answered = store::address_confirmed(tx, &address.key).await?;
    let limits: &[Limit] = if answered { &[MAILS] } else { &[MAILS, MAILS_UNANSWERED] };
    let nobody = Viewer::nobody(app.config.default_language, None);
    for limit in limits {
        match app.hit_within(tx, &nobody, *limit, &address.key).await {
            Err(Error::TooMany { .. }) => return Ok(false),
            counted => counted?,
        }
    }
    Ok(true)
}

/// Takes note that an address asked once more. What was confirmed stays as its owner left it. So does what waits to be
/// confirmed while its link works: whoever types the address once more need not be its owner, and would put words into
/// their mouth.
async fn note_again(
    app: &App,
    tx: &mut AsyncPgConnection,
    row: &Participant,
    note: &Note,
) -> Result<()> {
    if row.role != ASKED {
        return Ok(());
    }
    if row.lapsed(app.now()) {
        store::set_words(tx, row.id, note.name.as_deref(), note.message.as_deref()).await?;
    }
    store::ask_again(tx, row.id, app.now()).await?;
    Ok(())
}

/// Writes the row of an address.
async fn note_first(
    app: &App,
    tx: &mut AsyncPgConnection,
    blank: NewParticipant,
    note: &Note,
    address: &Address,
) -> Result<ParticipantId> {
    let anonymous = NewAnonymous {
        name: note.name.clone(),
        email: address.shown.clone(),
        email_key: address.key.clone(),
        lang: note.lang.parse().unwrap_or(app.config.default_language),
        timezone: note.timezone.clone(),
        confirm_hash: confirm_token(app, blank.uuid).hash(),
        manage_hash: manage_token(app, blank.uuid).hash(),
    };
    let new = NewParticipant { message: note.message.clone(), anonymous: Some(anonymous), ..blank };
    let row = store::insert(tx, new).await?.ok_or(policy::Closed::Full)?;
    if note.remind {
        store::set_remind(tx, row.uuid, true).await?;
    }
    Ok(row.id)
}
