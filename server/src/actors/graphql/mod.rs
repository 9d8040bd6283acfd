//! Actors in the API. What every kind of actor shows is in `profile`; what only a person shows is in `person`.

mod actor;
mod mutation;
mod person;
mod profile;
mod query;

pub use actor::{ActorNode, ActorType, ApplicationNode, GroupNode, load_actor};
pub use mutation::ActorMutation;
pub use person::{PersonNode, load_person};
pub use profile::Profile;
pub use query::ActorQuery;
