//! The queue against a real PostgreSQL, a database per test.

#![allow(clippy::unwrap_used)]

mod asking;
mod failing;
mod operating;
mod scheduling;
mod support;
mod working;
