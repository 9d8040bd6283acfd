//! Identities of the people here, groups, the server itself, and profiles of other servers.
//!
//! What always holds: a name is given out once and never again, whatever becomes of its bearer; nobody outside an
//! account can tell which identities belong to it; one that is suspended or gone shows nothing but its name.

mod activity;
mod facts;
mod follows;
pub mod graphql;
mod keys;
mod loader;
mod model;
mod names;
mod policy;
mod remote;
mod service;
mod store;
mod write;

pub use activity::{Profile, Shown, document, moment, profile};
pub use facts::ActorFact;
pub use follows::{
    Follow, FollowState, NewFollow, Side, answer as answer_follow, between, count as count_follows,
    drop as drop_follow, find_follow, follow_by_url, page_of as follows_of, put as put_follow,
    urls as follow_urls, with as follows_with,
};
pub use keys::{key_id, key_of, public_pem, signing_key};
pub use loader::{ActorLoader, IdentitiesLoader};
pub use model::{Actor, Kind};
pub use names::username;
pub use policy::see_private;
pub use remote::{Remote, adopt, by_key, by_url, by_urls, gone, may_ask_for_key, remote};
pub use service::{identities, list, owned, read, read_by_handle};
pub use store::{PersonFilter, anonymous, by_username, discoverable, find, load_many, of_account};
pub use write::{
    NewPerson, PersonChange, check_free, create_person, picture_is_its_own, restore, retire,
    suspend, update_person,
};

/// The username of the identity that stands for everybody without an account.
pub const ANONYMOUS: &str = "anonymous";
/// The username of the identity that is this server itself.
pub const RELAY: &str = "relay";
