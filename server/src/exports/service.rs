//! Making files, and fetching them.

use super::csv::Table;
use super::model::{Export, Format, Made, Wanted};
use super::store;
use crate::actors::{self, Actor};
use crate::app::{App, Plugs};
use crate::events::{self, Event};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::kernel::text::say;
use crate::participation::{self, Participant, ParticipantRole, Scope};
use std::collections::HashMap;

/// Hours for which a file can be fetched.
const HOURS: i64 = 24;
/// Files that an account may make in an hour.
const FILES: Limit = Limit::per_hour("export", 30);
/// Participants read at once.
const ROWS: i64 = 1_000;

/// Makes a table of the participants of an event, for its organiser. It takes the place of the one before.
pub async fn export_participants(app: &App, viewer: &Viewer, wanted: Wanted) -> Result<Made> {
    let user = viewer.require_account()?.user;
    app.hit(viewer, FILES, &user.to_string()).await?;
    let mut conn = app.db.get().await?;
    let event = events::read_by_id(&conn, viewer, wanted.event).await?.event;
    if participation::scope(viewer, &event) != Scope::All {
        return Err(Denied("export who takes part").into());
    }
    if wanted.format != Format::Csv {
        return Err(Error::invalid("format", Message::new("error-exports-format")));
    }
    let body = table(&conn, viewer, &event, &wanted.roles).await?;
    let made = Made { file: app.random.uuid(), format: wanted.format };
    let export = Export {
        file: made.file,
        user_id: user,
        event_id: event.id,
        format: made.format,
        name: file_name(viewer.lang, &event.title),
        body,
        created_at: app.now(),
        expires_at: app.now() + Duration::hours(HOURS),
    };
    conn.transaction(async |tx| Ok::<_, Error>(store::replace(tx, &export).await?)).await?;
    tracing::info!(event.id = event.id.0, user.id = user.0, "participants exported");
    Ok(made)
}

/// The file, for the account that had it made, if it still may see what is inside.
pub async fn fetch(app: &App, viewer: &Viewer, file: Uuid) -> Result<(String, Vec<u8>)> {
    let user = viewer.require_account()?.user;
    let conn = app.db.get().await?;
    let export = store::find(&conn, file, user, app.now()).await?.or_not_found("export")?;
    let event = events::find(&conn, export.event_id).await?.or_not_found("export")?;
    if participation::scope(viewer, &event) != Scope::All {
        return Err(Error::NotFound("export"));
    }
    Ok((export.name, export.body))
}

async fn table(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    event: &Event,
    roles: &[ParticipantRole],
) -> Result<Vec<u8>> {
    let lang = viewer.lang;
    let roles = if roles.is_empty() { ParticipantRole::ALL } else { roles };
    let mut table = Table::new([
        say(lang, "exports-name", &[]),
        say(lang, "exports-role", &[]),
        say(lang, "exports-code", &[]),
        say(lang, "exports-since", &[]),
        say(lang, "exports-message", &[]),
    ])?;
    let mut last = ParticipantId(0);
    loop {
        let rows = participation::next_of_event(conn, viewer, event, roles, last, ROWS).await?;
        let Some(row) = rows.last() else { return table.finish() };
        last = row.id;
        let ids: Vec<ActorId> = rows.iter().map(|row| row.actor_id).collect();
        let actors = actors::load_many(conn, &ids).await?;
        for row in rows {
            table.row(cells(lang, event, row, &actors))?;
        }
    }
}

fn cells(
    lang: Lang,
    event: &Event,
    row: Participant,
    actors: &HashMap<ActorId, Actor>,
) -> [String; 5] {
    let nameless = || say(lang, "exports-anonymous", &[]);
    let name = match actors.get(&row.actor_id) {
        Some(actor) if !row.anonymous() => {
            format!("{} (@{})", actor.display_name(), actor.handle())
        }
        _ => row.name.map_or_else(nameless, |name| format!("{name} ({})", nameless())),
    };
    let since = row.created_at.with_timezone(&event.zone()).format("%Y-%m-%d %H:%M");
    [
        name,
        say(lang, role_word(row.role), &[]),
        row.code,
        since.to_string(),
        row.message.unwrap_or_default(),
    ]
}

fn role_word(role: ParticipantRole) -> &'static str {
    match role {
        ParticipantRole::NotApproved => "exports-not-approved",
        ParticipantRole::NotConfirmed => "exports-not-confirmed",
        ParticipantRole::Rejected => "exports-rejected",
        ParticipantRole::Participant => "exports-participant",
        ParticipantRole::Moderator | ParticipantRole::Administrator | ParticipantRole::Creator => {
            "exports-organiser"
        }
    }
}

fn file_name(lang: Lang, title: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let title: String = title.chars().take(60).map(word).collect();
    format!("{}_{}.csv", title.trim_matches('-'), say(lang, "exports-participants", &[]))
}

/// Plugs in the sweep of files whose day is over.
pub fn plug(plugs: &mut Plugs) {
    plugs.every("23 * * * *", "exports.sweep", sweep);
}

async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    store::sweep(&mut conn, app.now()).await?;
    Ok(())
}
