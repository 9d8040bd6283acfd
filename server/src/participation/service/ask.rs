//! Taking part without an account: an address, and a mail that asks whether it was its owner.

use super::seat::{ADDRESS, again, new_row};
use super::token::{confirm_token, manage_token};
use crate::accounts::{self, Address};
use crate::actors;
use crate::app::App;
use crate::events::{self, Event};
use crate::kernel::db::Conn;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::participation::model::{Asking, Participant, ParticipantRole, ParticipationFact};
use crate::participation::policy::{self, Closed, Doors};
use crate::participation::store::{self, NewAnonymous, NewParticipant};

/// Askings in an hour from one client.
const CLIENT: Limit = Limit::per_hour("join-anonymous", 20);
/// Mails in an hour to one address.
const MAILS: Limit = Limit::per_hour("join-mail", 3);
/// Mails in a day to an address whose owner has never answered one.
const MAILS_UNANSWERED: Limit = accounts::MAILS_UNCONFIRMED;

/// Minutes in which asking again sends nothing: the mail is on its way, and a client may ask twice for one wish.
const MINUTES: i64 = 5;

/// What an address is that nobody has confirmed.
const ASKED: ParticipantRole = ParticipantRole::NotConfirmed;

/// The moment after which a mail is still on its way.
fn recently(app: &App) -> DateTime<Utc> {
    app.now() - Duration::minutes(MINUTES)
}

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

/// Notes that somebody without an account wants to take part, and has a mail sent to the address, at most three an
/// hour. Nobody takes part, and no seat is held, before its link is followed.
pub async fn ask(app: &App, viewer: &Viewer, event: EventId, asking: Asking) -> Result<Asked> {
    app.hit_client(viewer, CLIENT).await?;
    let words = checked(asking, viewer.lang)?;
    let (event, actor, limits) = look(app, viewer, event, &words.address).await?;
    let mail = may_mail(app, viewer, limits, &words.address).await?;
    let mut conn = app.db.get().await?;
    let mut attempt = 1;
    loop {
        let noted = write(app, &mut conn, event.id, (actor, &words), mail).await;
        if !again(attempt, &noted, ADDRESS) {
            noted?;
            break;
        }
        attempt += 1;
    }
    let Words { name, message, lang, .. } = words;
    Ok(Asked { event, actor, message, name, lang, at: app.now() })
}

/// What was asked, checked.
struct Words {
    address: Address,
    name: Option<String>,
    message: Option<String>,
    lang: Lang,
    timezone: Option<String>,
}

fn checked(asking: Asking, lang: Lang) -> Result<Words> {
    let email = asking.email.as_deref().map(str::trim).filter(|email| !email.is_empty());
    let missing = || Error::invalid("email", Message::new("error-participation-email"));
    Ok(Words {
        address: Address::parse("email", email.ok_or_else(missing)?)?,
        name: limit::line("name", asking.name.as_deref(), limit::NAME)?,
        message: limit::paragraphs("message", asking.message.as_deref(), limit::MESSAGE)?,
        lang: asking.lang.unwrap_or(lang),
        timezone: asking.timezone.map(|zone| zone.name().to_owned()),
    })
}

/// The limits that a mail to an address counts for; no mail may go where there are none.
type Limits = &'static [Limit];

/// Whether people without an account can take part, and what a mail would count for. Gives its connection back, since
/// counting takes one of its own.
async fn look(
    app: &App,
    viewer: &Viewer,
    event: EventId,
    address: &Address,
) -> Result<(Event, ActorId, Limits)> {
    let conn = app.db.get().await?;
    let event = events::read_by_id(&conn, viewer, event).await?.event;
    policy::join_here(&event)?;
    policy::join_without_account(&event, &app.config)?;
    let left = store::seats_left(&conn, event.id).await?;
    policy::join(&Doors::of(&event, left, app.now()))?;
    let actor = actors::anonymous(&conn).await?.id;
    let asked = store::asked_since(&conn, event.id, &address.key, recently(app)).await?;
    let limits: Limits = if asked {
        &[]
    } else if store::address_confirmed(&conn, &address.key).await? {
        &[MAILS]
    } else {
        &[MAILS, MAILS_UNANSWERED]
    };
    Ok((event, actor, limits))
}

/// Whether one more mail may go to an address. Whoever asks is not told: they need not be its owner.
async fn may_mail(app: &App, viewer: &Viewer, limits: Limits, address: &Address) -> Result<bool> {
    for limit in limits {
        match app.hit(viewer, *limit, &address.key).await {
            Err(Error::TooMany { .. }) => return Ok(false),
            counted => counted?,
        }
    }
    Ok(!limits.is_empty())
}

/// What is done in one transaction.
async fn write(
    app: &App,
    conn: &mut Conn,
    event: EventId,
    who: (ActorId, &Words),
    mail: bool,
) -> Result<()> {
    conn.transaction(async |tx| {
        let event = store::hold_event(tx, event).await?.or_not_found("event")?;
        policy::join(&Doors::of(&event, None, app.now()))?;
        let (actor, words) = who;
        let (id, due) = match store::lock_of_address(tx, event.id, &words.address.key).await? {
            Some(row) => (row.id, mail && note_again(app, tx, &row, words).await?),
            None => (note_first(app, tx, new_row(app, event.id, actor, ASKED), words).await?, mail),
        };
        if due {
            let occasion = app.random.uuid();
            app.emit(tx, ParticipationFact::Asked { id, event: event.id, occasion }).await?;
        }
        Ok(())
    })
    .await
}

/// Takes note that an address asked once more; whether a mail is due. What was confirmed stays as its owner left it.
async fn note_again(
    app: &App,
    tx: &mut AsyncPgConnection,
    row: &Participant,
    words: &Words,
) -> Result<bool> {
    if row.role != ASKED {
        return Ok(true);
    }
    store::set_words(tx, row.id, words.name.as_deref(), words.message.as_deref()).await?;
    if row.updated_at > recently(app) {
        return Ok(false);
    }
    store::ask_again(tx, row.id, app.now()).await?;
    Ok(true)
}

/// Writes the row of an address.
async fn note_first(
    app: &App,
    tx: &mut AsyncPgConnection,
    blank: NewParticipant,
    words: &Words,
) -> Result<ParticipantId> {
    let anonymous = NewAnonymous {
        name: words.name.clone(),
        email: words.address.shown.clone(),
        email_key: words.address.key.clone(),
        lang: words.lang,
        timezone: words.timezone.clone(),
        confirm_hash: confirm_token(app, blank.uuid).hash(),
        manage_hash: manage_token(app, blank.uuid).hash(),
    };
    let new =
        NewParticipant { message: words.message.clone(), anonymous: Some(anonymous), ..blank };
    Ok(store::insert(tx, new).await?.ok_or(Closed::Full)?.id)
}
