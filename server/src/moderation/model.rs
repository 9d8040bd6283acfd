//! The rows of reports, and what happens to one.

use crate::kernel::fact::Fact;
use crate::kernel::prelude::*;
use crate::kernel::words::words;
use farandole_schema::tables::{report_notes, reports};
use serde::{Deserialize, Serialize};

words! {
    /// What has become of a report.
    pub enum State {
        /// Nobody has decided yet.
        Open = "open",
        /// It asks for nothing.
        Closed = "closed",
        /// What had to be done is done.
        Resolved = "resolved",
    }
}

/// Somebody tells the moderators of somebody.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = reports, check_for_backend(diesel::pg::Pg))]
pub struct Report {
    pub id: ReportId,
    pub uuid: Uuid,
    /// The id of the `Flag` that it is, or would be, on the wire.
    pub url: String,
    pub reported_id: Option<ActorId>,
    pub reporter_id: Option<ActorId>,
    /// Plain text.
    pub content: String,
    pub status: State,
    /// The host of the server that sent it; `None` for this one.
    pub origin: Option<String>,
    /// Whether the server of whom it is about is told.
    pub forwarded: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a moderator notes about a report.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = report_notes, check_for_backend(diesel::pg::Pg))]
pub struct Note {
    pub id: NoteId,
    pub report_id: ReportId,
    pub moderator_id: Option<ActorId>,
    /// Plain text.
    pub content: String,
    pub created_at: DateTime<Utc>,
}

/// A report with what it names, and what the moderators noted.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub report: Report,
    pub events: Vec<EventId>,
    pub comments: Vec<CommentId>,
    /// Oldest first; none for anybody but the moderators.
    pub notes: Vec<Note>,
}

/// What somebody wants the moderators to know.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// Whom it is about.
    pub reported: ActorId,
    /// Events of theirs.
    pub events: Vec<EventId>,
    /// Comments of theirs.
    pub comments: Vec<CommentId>,
    /// In the words of whoever reports.
    pub content: Option<String>,
    /// Whether the server of whom it is about is to be told, where that is another one.
    pub forward: bool,
}

/// Something happened to a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ReportFact {
    /// It came in.
    Filed { id: ReportId },
    /// A moderator has decided, or taken a decision back.
    Settled { id: ReportId, status: State },
}

impl Fact for ReportFact {
    const KIND: &'static str = "report";
}
