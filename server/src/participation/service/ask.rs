//! Taking part without an account: an address, and a mail that asks whether it was its owner.

use super::seat::{ADDRESS, again, new_row};
use super::token::{confirm_token, manage_token};
use crate::accounts::Address;
use crate::actors;
use crate::app::App;
use crate::events::{self, Event};
use crate::kernel::db::Conn;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::participation::model::{Asking, ParticipantRole, ParticipationFact};
use crate::participation::policy::{self, Closed, Doors};
use crate::participation::store::{self, NewAnonymous, NewParticipant};

/// Askings in an hour from one client.
const CLIENT: Limit = Limit::per_hour("join-anonymous", 20);
/// Mails in an hour to one address.
const MAILS: Limit = Limit::per_hour("join-mail", 3);
/// Mails in a day to an address whose owner has never answered one.
const MAILS_UNANSWERED: Limit = Limit { bucket: "join-mail-day", hits: 3, seconds: 86_400 };

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
    let mut conn = app.db.get().await?;
    let event = events::read_by_id(&conn, viewer, event).await?.event;
    policy::join_here(&event)?;
    policy::join_without_account(&event, &app.config)?;
    let left = store::seats_left(&conn, event.id).await?;
    policy::join(&Doors::of(&event, left, app.now()))?;
    let actor = actors::anonymous(&conn).await?.id;
    let mail = may_mail(app, viewer, &conn, &words.address).await?;
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

/// Whether one more mail may go to an address. Whoever asks is not told: they need not be its owner.
async fn may_mail(
    app: &App,
    viewer: &Viewer,
    conn: &AsyncPgConnection,
    address: &Address,
) -> Result<bool> {
    let answered = store::address_confirmed(conn, &address.key).await?;
    let limits: &[Limit] = if answered { &[MAILS] } else { &[MAILS, MAILS_UNANSWERED] };
    for limit in limits {
        match app.hit(viewer, *limit, &address.key).await {
            Err(Error::TooMany { .. }) => return Ok(false),
            counted => counted?,
        }
    }
    Ok(true)
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
        let id = note(app, tx, event.id, who).await?;
        if mail {
            let occasion = app.random.uuid();
            app.emit(tx, ParticipationFact::Asked { id, event: event.id, occasion }).await?;
        }
        Ok(())
    })
    .await
}

/// The row of the address, written or found. What was confirmed stays as its owner left it.
async fn note(
    app: &App,
    tx: &mut AsyncPgConnection,
    event: EventId,
    (actor, words): (ActorId, &Words),
) -> Result<ParticipantId> {
    if let Some(row) = store::lock_of_address(tx, event, &words.address.key).await? {
        if row.role == ParticipantRole::NotConfirmed {
            let (name, message) = (words.name.as_deref(), words.message.as_deref());
            store::ask_again(tx, row.id, name, message, app.now()).await?;
        }
        return Ok(row.id);
    }
    let blank = new_row(app, event, actor, ParticipantRole::NotConfirmed);
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
