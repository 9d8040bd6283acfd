//! The outside world, still without domain.

pub mod blob;
pub mod geocoder;
pub mod mail;
