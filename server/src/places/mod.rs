//! Places: the addresses of events, and finding places by their names and points.
//!
//! What always holds: a row of an address never changes, so an event that writes another text gets another row and
//! nobody else's event moves; typed text is always good enough, whoever knows or does not know the place; the zone
//! of a place is the one that its point lies in; nobody outside is asked twice for the same thing within a month.

mod ask;
mod cache;
mod graphql;
mod input;
mod loader;
mod model;
mod render;
mod service;
mod store;
mod tiles;

pub use ask::{Search, credit, nearest_town, reverse, search, towns};
pub use graphql::{AddressInputObject, AddressNode, PlaceQuery, load_address};
pub use input::AddressInput;
pub use loader::AddressLoader;
pub use model::{Address, AddressText};
pub use render::{one_line, short};
pub use service::{Wanted, find, find_or_create, load_many, of_public_events};
pub use tiles::{Tile, tile};

/// Plugs the slice in.
pub fn plug(plugs: &mut crate::app::Plugs) {
    cache::plug(plugs);
    tiles::plug(plugs);
}
