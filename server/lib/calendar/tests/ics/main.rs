//! Calendars, read back by another crate.

#![allow(clippy::unwrap_used)]

mod events;
mod reader;
mod text;
mod zones;
