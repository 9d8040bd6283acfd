//! What the tests stand on: a server of their own, people, and what reached them.

mod app;
mod browser;
mod fediverse;
pub mod network;
mod person;
pub mod played;
pub mod upload;

pub use app::{TestApp, data};
pub use browser::{Browser, Fields, Shown};
pub use fediverse::Fediverse;
pub use person::Person;
