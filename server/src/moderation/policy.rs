//! Who may read reports and decide about them. Pure.

use super::model::{Note, Report};
use crate::kernel::error::Denied;
use crate::kernel::viewer::Viewer;

/// Moderators read reports, decide about them and note what they think.
pub fn keep(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("read reports")) }
}

/// Whoever reports sees what has become of it; the moderators see all.
pub fn see(viewer: &Viewer, report: &Report) -> Result<(), Denied> {
    let own = report.reporter_id.is_some_and(|reporter| viewer.owns(reporter));
    if own { Ok(()) } else { keep(viewer) }
}

/// Its author takes a note away.
pub fn delete_note(viewer: &Viewer, note: &Note) -> Result<(), Denied> {
    keep(viewer)?;
    let own = note.moderator_id.is_some_and(|moderator| viewer.owns(moderator));
    if own { Ok(()) } else { Err(Denied("delete this note")) }
}
