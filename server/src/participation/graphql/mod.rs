//! Participation in the API. Events, people and accounts show participants in fields of their own, which ask here.

mod lists;
mod loaders;
mod mutation;
mod node;

pub use lists::{ParticipantPage, participants_of, participations_of, participations_of_viewer};
pub use loaders::equip;
pub use mutation::ParticipationMutation;
pub use node::{DeletedParticipant, ParticipantNode, ParticipantRoleEnum};
