//! Tags: the words that organisers put on what they make. Two spellings with one slug are one tag; the first
//! spelling stays.

mod graphql;
mod model;
mod service;
mod store;

pub use graphql::{RelatedTags, TagNode, TagQuery};
pub use model::{Tag, checked, slug};
pub use service::{beside, find_or_create, matching};
