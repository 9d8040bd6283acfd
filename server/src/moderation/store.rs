//! The SQL of reports.

use super::model::{Note, Report, State};
use crate::kernel::prelude::*;
use farandole_schema::tables::{actors, report_comments, report_events, report_notes, reports};

/// A report to be written.
#[derive(Insertable)]
#[diesel(table_name = reports)]
pub struct NewRow {
    pub uuid: Uuid,
    pub url: String,
    pub reported_id: ActorId,
    pub reporter_id: ActorId,
    pub content: String,
    pub origin: Option<String>,
    pub forwarded: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Writes a report and what it names; `None` if one with its address is there.
pub async fn insert(
    tx: &mut AsyncPgConnection,
    new: &NewRow,
    events: &[EventId],
    comments: &[CommentId],
) -> Result<Option<Report>> {
    let row = diesel::insert_into(reports::table).values(new).on_conflict_do_nothing();
    let report = row.returning(Report::as_returning()).get_result(tx).await.optional()?;
    let Some(report) = report else { return Ok(None) };
    let rows: Vec<_> = events
        .iter()
        .map(|id| (report_events::report_id.eq(report.id), report_events::event_id.eq(*id)))
        .collect();
    diesel::insert_into(report_events::table).values(rows).execute(tx).await?;
    let rows: Vec<_> = comments
        .iter()
        .map(|id| (report_comments::report_id.eq(report.id), report_comments::comment_id.eq(*id)))
        .collect();
    diesel::insert_into(report_comments::table).values(rows).execute(tx).await?;
    Ok(Some(report))
}

/// The report with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: ReportId) -> Result<Option<Report>> {
    let row = reports::table.find(id).select(Report::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// The same, held until the end of the transaction.
pub async fn lock(tx: &mut AsyncPgConnection, id: ReportId) -> Result<Option<Report>> {
    let row = reports::table.find(id).select(Report::as_select()).for_update();
    Ok(row.first(tx).await.optional()?)
}

/// Which reports.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// In this state.
    pub status: State,
    /// About somebody of this server.
    pub domain: Option<&'a str>,
}

/// A page of reports, those that changed last first, and how many there are.
pub async fn list(
    mut conn: &AsyncPgConnection,
    which: Which<'_>,
    page: Page,
) -> Result<Paged<Report>> {
    let rows = || {
        let mut rows = reports::table
            .left_join(actors::table.on(reports::reported_id.eq(actors::id.nullable())))
            .filter(reports::status.eq(which.status))
            .into_boxed();
        if let Some(domain) = which.domain {
            rows = rows.filter(actors::domain.eq(domain));
        }
        rows
    };
    let total = rows().count().get_result(&mut conn).await?;
    let elements = rows()
        .order((reports::updated_at.desc(), reports::id.desc()))
        .limit(page.limit)
        .offset(page.offset)
        .select(Report::as_select())
        .load(&mut conn)
        .await?;
    Ok(Paged { total, elements })
}

/// Decides about a report.
pub async fn set_status(
    tx: &mut AsyncPgConnection,
    id: ReportId,
    status: State,
    now: DateTime<Utc>,
) -> Result<Report> {
    let row = diesel::update(reports::table.find(id))
        .set((reports::status.eq(status), reports::updated_at.eq(now)));
    Ok(row.returning(Report::as_returning()).get_result(tx).await?)
}

/// The events that reports name.
pub async fn events(
    mut conn: &AsyncPgConnection,
    ids: &[ReportId],
) -> Result<Vec<(ReportId, EventId)>> {
    let rows = report_events::table
        .filter(report_events::report_id.eq_any(ids))
        .order((report_events::report_id, report_events::event_id))
        .select((report_events::report_id, report_events::event_id));
    Ok(rows.load(&mut conn).await?)
}

/// The comments that reports name.
pub async fn comments(
    mut conn: &AsyncPgConnection,
    ids: &[ReportId],
) -> Result<Vec<(ReportId, CommentId)>> {
    let rows = report_comments::table
        .filter(report_comments::report_id.eq_any(ids))
        .order((report_comments::report_id, report_comments::comment_id))
        .select((report_comments::report_id, report_comments::comment_id));
    Ok(rows.load(&mut conn).await?)
}

/// A note to be written.
#[derive(Insertable)]
#[diesel(table_name = report_notes)]
pub struct NewNote<'a> {
    pub report_id: ReportId,
    pub moderator_id: ActorId,
    pub content: &'a str,
    pub created_at: DateTime<Utc>,
}

/// Writes a note.
pub async fn insert_note(tx: &mut AsyncPgConnection, new: &NewNote<'_>) -> Result<Note> {
    let row = diesel::insert_into(report_notes::table).values(new);
    Ok(row.returning(Note::as_returning()).get_result(tx).await?)
}

/// The notes on reports, oldest first.
pub async fn notes(mut conn: &AsyncPgConnection, ids: &[ReportId]) -> Result<Vec<Note>> {
    let rows = report_notes::table
        .filter(report_notes::report_id.eq_any(ids))
        .order(report_notes::id)
        .select(Note::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// The note with this id.
pub async fn find_note(mut conn: &AsyncPgConnection, id: NoteId) -> Result<Option<Note>> {
    let row = report_notes::table.find(id).select(Note::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// Takes a note away.
pub async fn delete_note(conn: &mut AsyncPgConnection, id: NoteId) -> Result<()> {
    diesel::delete(report_notes::table.find(id)).execute(conn).await?;
    Ok(())
}
