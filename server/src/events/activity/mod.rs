//! Events on the wire: ours as other servers read them, theirs as they become rows here.
//!
//! Vocabulary: ActivityStreams `Event` with the terms of FEP-8a8e and Mobilizon.

mod again;
mod arrive;
mod read;
mod tell;
mod write;

pub use again::ask_again;
pub use arrive::{fetch, on_announce, on_create, on_delete, on_undo, on_update};
pub use read::{Draft, draft};
pub use tell::{on_event, on_follow, outbox};
pub use write::{created, tombstone_wire, wire};
