//! Feeds: calendars to subscribe to, news for feed readers, maps for search engines, facts for machines.
//!
//! What always holds: whatever is asked for by an address that strangers may have shows what strangers see, no more;
//! a private calendar shows what its owner may see at the moment of asking; a cancelled event stays, so that those
//! who wrote it into their calendars learn of it; the same content is the same bytes.

mod channel;
mod facts;
mod service;
mod sitemap;
mod store;

pub use channel::{Channel, Document, Form};
pub use facts::{Preview, breadcrumbs, preview, structured};
pub use service::{follows, going, instance, of_events, person};
pub use sitemap::{index, pages, part};
