//! Comments: what people say under events, in threads, and what organisers announce to those who come.
//!
//! What always holds: whoever does not see the event sees no comment of it; one that waits for the organiser's word
//! is seen by its author and those who decide alone, and counted for nobody else; a comment that is deleted leaves an
//! empty place only where others have answered it, and never comes back; the organiser has the last word under their
//! event, wherever a comment was written.

mod activity;
pub mod graphql;
mod mails;
mod mentions;
mod model;
mod policy;
mod reactions;
mod service;
mod store;

pub use activity::{tombstone_wire, wire};
pub use model::{Comment, CommentFact, NewComment, Shown, Thread};
pub use policy::{Hurdle, may_announce};
pub use reactions::plug;
pub use service::{
    approve, by_uuid, create, delete, for_servers, hurdle, may_approve, may_delete, own, read,
    threads, tombstone, update,
};
pub use store::{by_url, find};

/// Characters of a comment, as HTML.
pub const TEXT: usize = 10_000;
/// Comments of one event that are shown.
const SHOWN: i64 = 1_000;
