//! Events as iCalendar (RFC 5545) and Atom, from plain values.

mod entry;
mod fold;
mod ics;
mod text;
mod vevent;
mod when;
mod zones;

pub use entry::{Entry, Feed, Status};
pub use ics::{feed, file};
pub use text::MAX_TEXT;
pub use when::When;
