//! Finding events: words, place, time and the rest, here and on a map.
//!
//! What always holds: a search reads the projection `event_upcoming` and about as many index entries as it returns,
//! however many events there are; nothing that is not listed for everybody is ever found or counted.

mod at;
mod filters;
pub mod graphql;
mod map;
mod past;
mod service;
mod store;
mod terms;
mod tile;
mod words;

pub use at::at;
pub use filters::{Area, BoundingBox, Cursor, Filters, Near, Reach, Sort, Span};
pub use map::{Cluster, coarser, map};
pub use service::{Found, Window, browse, find, total};
pub use terms::distance;
pub use tile::{cell, grain};

use crate::app::{App, Plugs};
use crate::kernel::error::Result;

/// Plugs the slice in.
pub fn plug(plugs: &mut Plugs) {
    plugs.every("*/5 * * * *", "search.words", refresh_words);
    plugs.every("*/5 * * * *", "search.map", refresh_map);
}

/// Counts the words of upcoming events again.
pub async fn refresh_words(app: App) -> Result<()> {
    words::refresh(&mut *app.db.get().await?).await
}

/// Counts the events in each cell of the map again.
pub async fn refresh_map(app: App) -> Result<()> {
    map::refresh(&mut *app.db.get().await?, app.now()).await
}
