//! The outside world, still without domain.

pub mod mail;
