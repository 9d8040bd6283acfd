//! What is plugged in: one line per slice, the only list of slices in the program.

use crate::app::Plugs;

/// Every slice's reactions, jobs and schedules.
pub fn all() -> Plugs {
    Plugs::default()
}
