//! What can be done with events: the only door for writing them.

mod apply;
mod create;
mod delete;
mod lists;
mod read;
mod update;

pub use create::{create, duplicate};
pub use delete::{delete, remove_deleted};
pub use lists::{drafts, organised_by};
pub use read::{tags, Seen, counters, description, glimpse, read, read_by_id};
pub use update::update;
