//! What can be done with events: the only door for writing them.

mod apply;
mod create;
mod delete;
mod index;
mod lists;
mod organiser;
mod picture;
mod read;
mod receive;
mod update;

pub use create::{create, duplicate};
pub use delete::{delete, remove_deleted};
pub use index::{check, reindex, write_words};
pub use lists::{coming_of, drafts, listed, organised_by, related};
pub use organiser::follow_organiser;
pub use picture::{FETCH, fetch as fetch_picture};
pub use read::{
    Seen, contacts, counters, description, glimpse, read, read_by_id, sees, sight_of, standing,
    tags,
};
pub use receive::{Origin, follow_host, receive, share, unshare, vanish};
pub use update::{CHANGED, update};
