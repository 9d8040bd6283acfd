//! Writing to everybody who takes part, some hundreds at a time, so that no job lasts long and a crash repeats little.

use crate::app::App;
use crate::events::{self, Changed, Event, Sight, Standing};
use crate::kernel::prelude::*;
use crate::participation::mails::{self, About, Change, readers_of};
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::store;
use crate::places::Address;
use crate::platform::mail::{self, Letter};
use crate::worker;
use farandole_jobs::NewJob;
use serde::{Deserialize, Serialize};

/// The kind of the job.
pub const TELL: &str = "participation.tell";
/// Participants to whom one job writes.
const ROWS: i64 = 300;

/// What is to be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum News {
    /// Something is not as it was.
    Changed { before: Box<Changed>, sequence: i32 },
    /// It has been called off.
    Cancelled,
    /// It is gone.
    Deleted,
    /// The organiser has something to say to everybody who comes.
    Announced { uuid: Uuid, text: String },
}

/// To whom it is to be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tell {
    event: EventId,
    news: News,
    /// Those up to this one have been told.
    after: ParticipantId,
}

impl Tell {
    /// Tells everybody whom it concerns.
    pub fn all(event: EventId, news: News) -> Self {
        Self { event, news, after: ParticipantId(0) }
    }
}

impl News {
    /// Whom it concerns: a change those who come, an end those as well who wait for an answer. Never those who have
    /// not confirmed their address, and not the organiser, who knows.
    fn roles(&self) -> &'static [ParticipantRole] {
        use ParticipantRole::{Administrator, Moderator, NotApproved, Participant};
        match self {
            Self::Changed { .. } | Self::Announced { .. } => {
                &[Participant, Moderator, Administrator]
            }
            Self::Cancelled | Self::Deleted => {
                &[Participant, Moderator, Administrator, NotApproved]
            }
        }
    }
}

/// Has everybody who comes told what the organiser says; `uuid` names it for ever, so that nobody is told twice.
pub async fn announce(
    app: &App,
    tx: &mut AsyncPgConnection,
    event: EventId,
    uuid: Uuid,
    text: String,
) -> Result<()> {
    enqueue(app, tx, Tell::all(event, News::Announced { uuid, text })).await
}

/// Asks for it in the transaction of the change.
pub async fn enqueue(app: &App, tx: &mut AsyncPgConnection, tell: Tell) -> Result<()> {
    let job = NewJob::new(worker::WORK, TELL, serde_json::to_value(tell)?);
    farandole_jobs::enqueue(tx, app.now(), &[job]).await?;
    Ok(())
}

/// Writes to the next few hundred, then asks for the rest.
pub async fn tell(app: App, tell: Tell) -> Result<()> {
    let conn = app.db.get().await?;
    let Some(event) = events::find_even_deleted(&conn, tell.event).await? else { return Ok(()) };
    let rows = store::next_of_event(&conn, event.id, tell.news.roles(), tell.after, ROWS).await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(()) };
    let all = i64::try_from(rows.len()).is_ok_and(|told| told < ROWS);
    let words = Words::read(&conn, &event, &tell.news).await?;
    let come = sight_of(&conn, &event, Standing::Attends).await?;
    let wait = sight_of(&conn, &event, Standing::Applicant).await?;
    let readers = readers_of(&app, &conn, &event, rows).await?;
    drop(conn);
    let calendars = mails::calendars(&app, &event).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        for (row, reader) in &readers {
            let (sight, key) = (if row.role.goes() { come } else { wait }, String::new());
            let about = About { app: &app, event: &event, sight, place: None, reader, key };
            let mut letter = words.letter(about, row);
            // Whoever only waits for an answer may not know the place. An announcement changes nothing in a calendar.
            if row.role.goes() && !matches!(words, Words::Announced { .. }) {
                letter.attachments.extend(calendars.get(&reader.lang).cloned());
            }
            mail::queue(&app, tx, letter).await?;
        }
        if !all {
            enqueue(&app, tx, Tell { after: last, ..tell.clone() }).await?;
        }
        Ok(())
    })
    .await
}

/// How much of an event is told to those who are this to it; of one that is deleted, what they may remember.
async fn sight_of(conn: &AsyncPgConnection, event: &Event, standing: Standing) -> Result<Sight> {
    Ok(events::sight_of(conn, event.id, standing).await?.unwrap_or(Sight::Glimpse))
}

/// What all letters have in common.
enum Words {
    Changed { change: Box<Change>, place: Option<Box<Address>>, sequence: i32 },
    Cancelled,
    Deleted,
    Announced { uuid: Uuid, text: String },
}

impl Words {
    async fn read(conn: &AsyncPgConnection, event: &Event, news: &News) -> Result<Self> {
        Ok(match news {
            News::Cancelled => Self::Cancelled,
            News::Deleted => Self::Deleted,
            News::Announced { uuid, text } => Self::Announced { uuid: *uuid, text: text.clone() },
            News::Changed { before, sequence } => {
                let old_place = mails::place(conn, before.address_id.flatten()).await?;
                let change = Box::new(Change { before: (**before).clone(), old_place });
                let place = mails::place(conn, event.address_id).await?.map(Box::new);
                Self::Changed { change, place, sequence: *sequence }
            }
        })
    }

    fn letter<'a>(&'a self, about: About<'a>, row: &Participant) -> Letter {
        let key = |reason: String| format!("participant.{}.{reason}", row.uuid);
        match self {
            Self::Changed { change, place, sequence } => {
                let key = key(format!("changed.{sequence}"));
                About { place: place.as_deref(), key, ..about }.changed(row, change)
            }
            Self::Cancelled => {
                let key = key(format!("cancelled.{}", about.event.sequence));
                About { key, ..about }.cancelled()
            }
            Self::Deleted => About { key: key("deleted".to_owned()), ..about }.deleted(),
            Self::Announced { uuid, text } => {
                About { key: key(format!("announced.{uuid}")), ..about }.announced(text)
            }
        }
    }
}
