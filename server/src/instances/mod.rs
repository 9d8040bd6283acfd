//! Other servers: what moderators decided about them, and how reaching them goes.
//!
//! What always holds: a host is known by one spelling; what is decided about a host holds for its sub-domains too;
//! a server that does not answer is asked more and more rarely, and one sign of life makes it an ordinary one again.

mod facts;
mod model;
mod policy;
mod service;
mod store;

pub use facts::InstanceFact;
pub use model::{ALL, Health, Instance, Stance};
pub use service::{
    about, answered, failed, find, heard, known, list, of_host, put_off, read, set_actor,
    set_stance, stance, strictest,
};
pub use store::Filter;
