//! What is exported, and the row of a file.

use crate::kernel::prelude::*;
use crate::kernel::words::words;
use crate::participation::ParticipantRole;
use farandole_schema::tables::exports;

words! {
    /// What kind of file.
    pub enum Format {
        /// Comma-separated values.
        Csv = "csv",
        /// A spreadsheet.
        Ods = "ods",
        /// Pages to print.
        Pdf = "pdf",
    }
}

/// Whose table is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub event: EventId,
    pub format: Format,
    /// Only these; none are all.
    pub roles: Vec<ParticipantRole>,
}

/// A file that waits to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    pub file: Uuid,
    pub format: Format,
}

impl Made {
    /// Where it is fetched.
    pub fn path(&self) -> String {
        format!("/exports/{}/{}.{}", self.format, self.file, self.format)
    }
}

/// A file.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = exports, check_for_backend(diesel::pg::Pg))]
pub struct Export {
    pub file: Uuid,
    pub user_id: UserId,
    pub event_id: EventId,
    pub format: Format,
    /// What to call it when it is saved.
    pub name: String,
    pub body: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
