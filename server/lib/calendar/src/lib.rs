#![doc = include_str!("../README.md")]

mod atom;
mod entry;
mod fold;
mod ics;
mod text;
mod vevent;
mod when;
mod zones;

pub use atom::{AtomEntry, AtomFeed, atom};
pub use entry::{Entry, Feed, Status};
pub use ics::{cancellation, feed, file};
pub use text::MAX_TEXT;
pub use when::When;
