//! Exports: the participants of an event as a table, for its organiser; and all that an account holds, for its owner.
//!
//! What always holds: a file is made for one account and fetched by that account alone, while it may still see what
//! is inside; a day later it is gone; no cell of it is a formula, and no mail address is in it.

mod csv;
pub mod graphql;
mod model;
mod own;
mod service;
mod store;

pub use model::{Format, Made, Wanted};
pub use own::own_data;
pub use service::{export_participants, fetch, plug};
