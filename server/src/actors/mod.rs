//! Identities of the people here, groups, the server itself, and profiles of other servers.
//!
//! What always holds: a name is given out once and never again, whatever becomes of its bearer; nobody outside an
//! account can tell which identities belong to it; one that is suspended or gone shows nothing but its name.

pub mod graphql;
mod loader;
mod model;
mod policy;
mod service;
mod store;

pub use loader::ActorLoader;
pub use model::{Actor, Kind};
pub use store::{anonymous, by_username, find, load_many};

/// The username of the identity that stands for everybody without an account.
pub const ANONYMOUS: &str = "anonymous";
/// The username of the identity that is this server itself.
pub const RELAY: &str = "relay";
