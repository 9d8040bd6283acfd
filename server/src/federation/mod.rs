//! The traffic with other servers, without knowing what it is about: signing and checking, fetching, taking in,
//! sending out, following.
//!
//! What always holds: nothing is believed of what a server does not own; what is taken in is a row before it is
//! answered for; what is sent out is a row of the change that it tells of; the same thing arriving twice, late or
//! never does no harm; blocked servers are met with silence at every door.

mod address;
mod context;
mod deliver;
mod discover;
mod door;
mod facts;
mod fetch;
mod follow;
pub mod graphql;
mod incoming;
mod keys;
mod model;
mod people;
mod policy;
mod quota;
mod reactions;
mod relay;
mod remote;
mod send;
mod store;

pub use address::is_ours;

pub use context::{context, with_context};
pub use deliver::hasten;
pub use discover::{actor_by_handle, look_up};
pub use facts::{DeliveryFact, FollowFact};
pub use fetch::{Miss, document};
pub use follow::{
    Followed, accept_relay, follow_relay, reject_relay, relay_follows, unfollow_relay,
};
pub use incoming::{Refused, receive};
pub use model::{Queued, Waiting};
pub use people::{actor_document, collection_page};
pub use quota::{KEPT_A_DAY, room};
pub use relay::{relay, signs_for};
pub use remote::{actor, fresh};
pub use send::{Audience, Parcel, reaches, send};
pub use store::{buried, bury, queue, queue_of};

use crate::app::Plugs;

/// Plugs the slice in.
pub fn plug(plugs: &mut Plugs) {
    plugs.job(incoming::HANDLE, incoming::handle);
    plugs.job_within(deliver::limits(), deliver::DELIVER, deliver::deliver);
    plugs.every("17 3 * * *", "federation.sweep", reactions::sweep);
    plugs.on("federation.actors", reactions::on_actor);
    plugs.receive("Follow", follow::on_follow);
    plugs.receive("Accept", follow::on_accept);
    plugs.receive("Reject", follow::on_reject);
    plugs.receive("Undo", follow::on_undo);
    plugs.receive("Move", follow::on_move);
    plugs.receive("Update", people::on_update);
    plugs.receive("Delete", people::on_delete);
    plugs.receive("Block", people::on_block);
}
