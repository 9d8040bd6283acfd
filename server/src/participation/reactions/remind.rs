//! What goes out by the clock: reminders, lists of what comes, and who waits for an answer. Each round looks for what
//! has not been told and notes what it tells in the same transaction, so that it may stop anywhere and run twice.

use crate::app::App;
use crate::events::{self, Event, Sight};
use crate::kernel::prelude::*;
use crate::participation::mails::{self, About, Reader, Roundup, readers_of};
use crate::participation::model::Participant;
use crate::participation::service::Notice;
use crate::participation::store::{self, Reason, Round, Told};
use crate::platform::mail;
use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;
use std::collections::HashMap;

/// Participants or accounts of one transaction.
const ROWS: i64 = 200;
/// The hour at which what comes is told, on the reader's clock.
const MORNING: u32 = 8;
/// The hour at which organisers are told of those who wait.
const EVENING: u32 = 18;

/// Reminds those whose events begin soon.
pub async fn remind(app: App) -> Result<()> {
    for reason in [Reason::Day, Reason::Hour] {
        loop {
            let due = {
                let conn = app.db.get().await?;
                store::due_reminders(&conn, reason, app.now(), ROWS).await?
            };
            if due.is_empty() {
                break;
            }
            for of_event in due.chunk_by(|a, b| a.event_id == b.event_id) {
                remind_of_event(&app, reason, of_event).await?;
            }
        }
    }
    Ok(())
}

async fn remind_of_event(app: &App, reason: Reason, rows: &[Participant]) -> Result<()> {
    let conn = app.db.get().await?;
    let Some(event) = events::find(&conn, rows[0].event_id).await? else { return Ok(()) };
    let place = mails::place(&conn, event.address_id).await?;
    let readers = readers_of(app, &conn, &event, rows.to_vec()).await?;
    drop(conn);
    let calendars = mails::calendars(app, &event).await?;
    let ids: Vec<ParticipantId> = rows.iter().map(|row| row.id).collect();
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        for (row, reader) in &readers {
            let key = format!(
                "participant.{}.reminder.{}.{}",
                row.uuid,
                reason.as_str(),
                event.begins_on
            );
            let notice = match reason {
                Reason::Day => Notice::Reminder(row.uuid),
                Reason::Hour => Notice::Hour(row.actor_id),
            };
            let (sight, place) = (Sight::Full, place.as_ref());
            let about = About { app, event: &event, sight, place, reader, key };
            let mut letter = about.reminder(row, &notice);
            letter.attachments.extend(calendars.get(&reader.lang).cloned());
            mail::queue(app, tx, letter).await?;
        }
        store::reminded(tx, &ids, reason, event.begins_on).await?;
        Ok(())
    })
    .await
}

/// Tells accounts in the morning what comes, and organisers in the evening who waits, each on their own clocks.
pub async fn rounds(app: App) -> Result<()> {
    let zones = store::zones(&*app.db.get().await?).await?;
    for zone in zones {
        let clock: Tz = zone.as_deref().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC);
        let local = app.now().with_timezone(&clock);
        let (day, hour, zone) = (local.date_naive(), local.hour(), zone.as_deref());
        let week = day.weekday() == Weekday::Mon;
        if hour == MORNING {
            recap(&app, zone, clock, Recap::Day, day).await?;
            if week {
                recap(&app, zone, clock, Recap::Week, day).await?;
                pending(&app, zone, "one_week", day, hour).await?;
            }
        }
        if hour == EVENING {
            pending(&app, zone, "one_day", day, hour).await?;
        }
        pending(&app, zone, "one_hour", day, hour).await?;
    }
    Ok(())
}

/// A list of what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recap {
    /// Of a day.
    Day,
    /// Of a week.
    Week,
}

impl Recap {
    fn setting(self) -> &'static str {
        match self {
            Self::Day => "notification_on_day",
            Self::Week => "notification_each_week",
        }
    }

    fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
        }
    }

    fn notice(self, user: UserId) -> Notice {
        match self {
            Self::Day => Notice::Day(user),
            Self::Week => Notice::Week(user),
        }
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Day => ("mail-participation-days-subject", "mail-participation-days-why"),
            Self::Week => ("mail-participation-weeks-subject", "mail-participation-weeks-why"),
        }
    }
}

/// From nine in the morning: what begins earlier is told the day before, when it still helps.
async fn recap(
    app: &App,
    zone: Option<&str>,
    clock: Tz,
    recap: Recap,
    day: NaiveDate,
) -> Result<()> {
    let between = (nine(clock, day), nine(clock, day + Duration::days(recap.days())));
    let key = format!("recap.{}.{day}.", recap.days());
    let round = Round { zone, key: &key, limit: ROWS };
    loop {
        let conn = app.db.get().await?;
        let told = store::recap(&conn, &round, recap.setting(), between).await?;
        if told.is_empty() {
            return Ok(());
        }
        let events = events_of(&conn, &told).await?;
        drop(conn);
        let mut conn = app.db.get().await?;
        conn.transaction(async |tx| {
            for theirs in told.chunk_by(|a, b| a.user == b.user) {
                let reader = reader(&theirs[0], zone);
                let roundup = Roundup {
                    app,
                    reader: &reader,
                    key: format!("{key}{}", theirs[0].user),
                    texts: recap.texts(),
                    notice: recap.notice(theirs[0].user),
                };
                let events: Vec<&Event> =
                    theirs.iter().filter_map(|told| events.get(&told.event)).collect();
                mail::queue(app, tx, roundup.coming(&events)).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    }
}

/// Who waits for an answer of those organisers who want to hear of it at this time.
async fn pending(
    app: &App,
    zone: Option<&str>,
    setting: &str,
    day: NaiveDate,
    hour: u32,
) -> Result<()> {
    let key = format!("pending.{day}.{hour}.");
    let round = Round { zone, key: &key, limit: ROWS };
    loop {
        let conn = app.db.get().await?;
        let told = store::pending(&conn, &round, setting, app.now()).await?;
        if told.is_empty() {
            return Ok(());
        }
        let events = events_of(&conn, &told).await?;
        drop(conn);
        let users: Vec<UserId> =
            told.chunk_by(|a, b| a.user == b.user).map(|theirs| theirs[0].user).collect();
        let mut conn = app.db.get().await?;
        conn.transaction(async |tx| {
            for theirs in told.chunk_by(|a, b| a.user == b.user) {
                let reader = reader(&theirs[0], zone);
                let roundup = Roundup {
                    app,
                    reader: &reader,
                    key: format!("{key}{}", theirs[0].user),
                    texts: (
                        "mail-participation-pendings-subject",
                        "mail-participation-pendings-why",
                    ),
                    notice: Notice::Pending(theirs[0].user),
                };
                let events: Vec<(&Event, i64)> = theirs
                    .iter()
                    .filter_map(|told| Some((events.get(&told.event)?, told.waiting)))
                    .collect();
                mail::queue(app, tx, roundup.waiting(&events)).await?;
            }
            store::told_of_pending(tx, &users, app.now()).await?;
            Ok::<_, Error>(())
        })
        .await?;
    }
}

async fn events_of(conn: &AsyncPgConnection, told: &[Told]) -> Result<HashMap<EventId, Event>> {
    let ids: Vec<EventId> = told.iter().map(|told| told.event).collect();
    let events = events::find_many(conn, &ids).await?;
    Ok(events.into_iter().map(|event| (event.id, event)).collect())
}

fn reader(told: &Told, zone: Option<&str>) -> Reader {
    Reader {
        address: told.email.clone(),
        lang: Lang::negotiate(&told.locale).unwrap_or(Lang::En),
        zone: zone.and_then(|name| name.parse().ok()),
        manage: None,
    }
}

/// Nine in the morning; where the clocks skip it, the moment at which they do.
fn nine(clock: Tz, day: NaiveDate) -> DateTime<Utc> {
    let wall = day.and_time(NaiveTime::from_hms_opt(MORNING + 1, 0, 0).unwrap_or_default());
    let moment = clock.from_local_datetime(&wall).earliest();
    moment.map_or_else(|| wall.and_utc(), |moment| moment.to_utc())
}
