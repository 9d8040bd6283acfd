//! What people do with reports.

use super::activity::Flag;
use super::model::{NewReport, Note, Report, ReportFact, State, Told};
use super::store::{self, NewNote, NewRow, Which};
use super::{NAMED, TEXT, policy};
use crate::actors::{self, Actor, Kind};
use crate::app::App;
use crate::comments;
use crate::events::{self, Door};
use crate::kernel::host;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

/// Reports that one account may file in an hour.
const AN_HOUR: Limit = Limit::per_hour("report", 10);
/// The same for people without an account, by where they are.
const AN_HOUR_OUTSIDE: Limit = Limit::per_hour("report-outside", 5);
/// The same for a server.
const AN_HOUR_ELSEWHERE: Limit = Limit::per_hour("report-elsewhere", 60);

/// Somebody tells the moderators of somebody, and of events and comments of theirs that they see. People without an
/// account may.
pub async fn create(app: &App, viewer: &Viewer, new: NewReport) -> Result<Told> {
    let content = limit::paragraphs("content", new.content.as_deref(), TEXT)?.unwrap_or_default();
    few("eventsIds", new.events.len())?;
    few("commentsIds", new.comments.len())?;
    let reporter = match viewer.account() {
        Some(account) => {
            let reporter = viewer.require_actor()?;
            app.hit(viewer, AN_HOUR, &account.user.to_string()).await?;
            reporter
        }
        None => {
            app.hit_client(viewer, AN_HOUR_OUTSIDE).await?;
            let conn = app.db.get().await?;
            actors::anonymous(&conn).await?.id
        }
    };
    let reported = {
        let conn = app.db.get().await?;
        let found = actors::find(&conn, new.reported).await?;
        found.filter(may_be_reported).or_not_found("actor")?
    };
    if viewer.owns(reported.id) {
        return Err(Error::invalid("reportedId", Message::new("error-report-own")));
    }
    let events = theirs_of_events(app, viewer, &reported, &new.events).await?;
    let comments = theirs_of_comments(app, viewer, &reported, &new.comments).await?;
    let uuid = app.random.uuid();
    let row = NewRow {
        uuid,
        url: app.config.link(&format!("/report/{uuid}")),
        reported_id: reported.id,
        reporter_id: reporter,
        content,
        origin: None,
        forwarded: new.forward && !reported.local(),
        created_at: app.now(),
        updated_at: app.now(),
    };
    let filed = file(app, &row, &events, &comments).await?;
    let report = filed.ok_or_else(|| anyhow::anyhow!("a fresh address is taken"))?;
    Ok(Told { report, events, comments, notes: Vec::new() })
}

fn may_be_reported(actor: &Actor) -> bool {
    let somebody = actor.kind != Kind::Application && actor.preferred_username != actors::ANONYMOUS;
    actor.alive() && (somebody || !actor.local())
}

fn few(field: &'static str, count: usize) -> Result<()> {
    let problem = || Message::new("error-report-many").with("max", NAMED);
    if count > NAMED { Err(Error::invalid(field, problem())) } else { Ok(()) }
}

/// Events that the viewer sees and that somebody answers for. Those that are not told from those that are not there.
async fn theirs_of_events(
    app: &App,
    viewer: &Viewer,
    reported: &Actor,
    ids: &[EventId],
) -> Result<Vec<EventId>> {
    let conn = app.db.get().await?;
    let mut kept = Vec::new();
    for id in ids {
        let event = events::find(&conn, *id).await?;
        let theirs = event.is_some_and(|event| {
            event.organizer_id == reported.id || event.attributed_to_id == Some(reported.id)
        });
        if !theirs || !events::sees(&conn, viewer, *id, Door::Link).await? {
            return Err(Error::invalid("eventsIds", Message::new("error-report-events")));
        }
        if !kept.contains(id) {
            kept.push(*id);
        }
    }
    Ok(kept)
}

/// The same for comments.
async fn theirs_of_comments(
    app: &App,
    viewer: &Viewer,
    reported: &Actor,
    ids: &[CommentId],
) -> Result<Vec<CommentId>> {
    let mut kept = Vec::new();
    for id in ids {
        let comment = match comments::read(app, viewer, *id).await {
            Ok((comment, _)) => Some(comment),
            Err(Error::NotFound(_)) => None,
            Err(other) => return Err(other),
        };
        if comment.is_none_or(|comment| comment.actor_id != reported.id) {
            return Err(Error::invalid("commentsIds", Message::new("error-report-comments")));
        }
        if !kept.contains(id) {
            kept.push(*id);
        }
    }
    Ok(kept)
}

async fn file(
    app: &App,
    row: &NewRow,
    events: &[EventId],
    comments: &[CommentId],
) -> Result<Option<Report>> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some(report) = store::insert(tx, row, events, comments).await? else { return Ok(None) };
        app.emit(tx, ReportFact::Filed { id: report.id }).await?;
        Ok(Some(report))
    })
    .await
}

/// Keeps what another server tells of somebody of here. The same twice is one report.
pub async fn receive(app: &App, flag: Flag) -> Result<()> {
    let nobody = Viewer::nobody(Lang::En, None);
    app.hit(&nobody, AN_HOUR_ELSEWHERE, &flag.host).await?;
    let row = NewRow {
        uuid: app.random.uuid(),
        url: flag.url,
        reported_id: flag.reported,
        reporter_id: flag.reporter,
        content: flag.content,
        origin: Some(flag.host),
        forwarded: false,
        created_at: app.now(),
        updated_at: app.now(),
    };
    file(app, &row, &flag.events, &flag.comments).await.map(drop)
}

/// A page of reports in a state, those that changed last first.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    status: State,
    domain: Option<&str>,
    page: Page,
) -> Result<Paged<Told>> {
    viewer.require_known()?;
    policy::keep(viewer)?;
    let domain = domain.map(|typed| host::normal(typed).unwrap_or_default());
    let which = Which { status, domain: domain.as_deref() };
    let conn = app.db.get().await?;
    let found = store::list(&conn, which, page).await?;
    Ok(Paged { total: found.total, elements: told(&conn, viewer, found.elements).await? })
}

/// A report that the viewer may see.
pub async fn read(app: &App, viewer: &Viewer, id: ReportId) -> Result<Told> {
    viewer.require_known()?;
    let conn = app.db.get().await?;
    let report = store::find(&conn, id).await?;
    let report = report.filter(|report| policy::see(viewer, report).is_ok());
    let all = told(&conn, viewer, vec![report.or_not_found("report")?]).await?;
    all.into_iter().next().or_not_found("report")
}

async fn told(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    reports: Vec<Report>,
) -> Result<Vec<Told>> {
    let ids: Vec<ReportId> = reports.iter().map(|report| report.id).collect();
    let events = store::events(conn, &ids).await?;
    let comments = store::comments(conn, &ids).await?;
    let notes = match policy::keep(viewer) {
        Ok(()) => store::notes(conn, &ids).await?,
        Err(_) => Vec::new(),
    };
    let of = |report: Report| Told {
        events: events.iter().filter(|row| row.0 == report.id).map(|row| row.1).collect(),
        comments: comments.iter().filter(|row| row.0 == report.id).map(|row| row.1).collect(),
        notes: notes.iter().filter(|note| note.report_id == report.id).cloned().collect(),
        report,
    };
    Ok(reports.into_iter().map(of).collect())
}

/// A moderator decides about a report, or takes a decision back.
pub async fn settle(app: &App, viewer: &Viewer, id: ReportId, status: State) -> Result<Told> {
    viewer.require_known()?;
    policy::keep(viewer)?;
    {
        let mut conn = app.db.get().await?;
        conn.transaction(async |tx| {
            let report = store::lock(tx, id).await?.or_not_found("report")?;
            if report.status == status {
                return Ok(());
            }
            store::set_status(tx, id, status, app.now()).await?;
            app.emit(tx, ReportFact::Settled { id, status }).await
        })
        .await?;
    }
    read(app, viewer, id).await
}

/// A moderator notes something about a report, for the others.
pub async fn note(app: &App, viewer: &Viewer, id: ReportId, content: &str) -> Result<Note> {
    viewer.require_known()?;
    policy::keep(viewer)?;
    let moderator_id = viewer.require_actor()?;
    let content = limit::paragraphs("content", Some(content), TEXT)?;
    let content = content
        .ok_or_else(|| Error::invalid("content", Message::new("error-too-short").with("min", 1)))?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        store::lock(tx, id).await?.or_not_found("report")?;
        let new = NewNote { report_id: id, moderator_id, content: &content, created_at: app.now() };
        store::insert_note(tx, &new).await
    })
    .await
}

/// Its author takes a note away.
pub async fn delete_note(app: &App, viewer: &Viewer, id: NoteId) -> Result<()> {
    viewer.require_known()?;
    policy::keep(viewer)?;
    let mut conn = app.db.get().await?;
    let note = store::find_note(&conn, id).await?.or_not_found("note")?;
    policy::delete_note(viewer, &note)?;
    store::delete_note(&mut conn, id).await
}
