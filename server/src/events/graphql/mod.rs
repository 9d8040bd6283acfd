//! Events in the API. Resolvers translate; they decide nothing.

mod enums;
mod input;
mod loaders;
mod mutation;
mod node;
mod options;
mod query;
mod when;

pub use enums::{EventCategory, EventJoinOptions, EventStatus, EventVisibility, SortDirection};
pub use loaders::{equip, organised_by};
pub use mutation::EventMutation;
pub use node::{EventNode, EventPage, ParticipantStats, load_event};
pub use options::EventOptionsNode;
pub use query::EventQuery;
