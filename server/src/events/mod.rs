//! Events: what people are invited to. Drafts, dates, options, metadata, tags, status, deletion.
//!
//! What always holds: what the viewer may not see is not found, at every door; a draft is its organiser's alone and
//! leaves no facts; the rows that public lists read are written with the change; seats are never fewer than
//! those who have one; a deleted event's address is never taken again.

mod activity;
mod calendar;
mod change;
mod checks;
pub mod graphql;
mod language;
mod likeness;
mod model;
mod options;
mod policy;
mod projection;
mod reactions;
mod service;
mod store;
mod tile;
mod time;
mod whole;
mod words;

pub use activity::{created, draft, fetch, outbox, tombstone_wire, wire};
pub use calendar::{calendar_file, calendar_mail};
pub use change::{EventChange, OptionsChange};
pub use language::{
    UNKNOWN as UNKNOWN_LANGUAGE, declared as declared_language, detected as detected_language,
};
#[cfg(test)]
pub use model::testing;
pub use model::{Changed, Event, EventFact, LONG_DAYS, Tombstone};
pub use options::{Condition, Entry, Metadata, Offer, Options};
pub use policy::{Door, Sight, Standing, edit, see_all_counts, see_going, see_meeting};
pub use projection::sort_at;
pub use reactions::plug;
pub use service::{
    CHANGED, Seen, coming_of, contacts, counters, create, delete, description, drafts, duplicate,
    glimpse, listed, organised_by, read, read_by_id, reindex, related, sees, sight_of, standing,
    tags, update,
};
pub use store::{
    Around, Condition as VisibleCondition, Counters, Listing, Order, by_url, find,
    find_even_deleted, find_many, knows_host, remote_of, rsvp_of, tombstone, visible,
};
pub use tile::morton;
pub use time::{TWICE, Turn, When};
pub use whole::{Whole, whole};
pub use words::{Category, CommentModeration, JoinOptions, MetadataType, Status, Visibility};

/// People whom an event may name as contacts.
const CONTACTS: usize = 20;
/// Characters of a programme.
const PROGRAM: usize = 10_000;
