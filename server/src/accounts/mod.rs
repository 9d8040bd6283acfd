//! Accounts: registering, confirming, signing in, settings, leaving. An account is what a person signs in to;
//! what others see are its identities, whose rows are `actors`'.
//!
//! What always holds: passwords and tokens are kept only as hashes; no answer tells whether an address has an
//! account; what ends a sign-in ends it at once, since every request looks its session up; there is always an
//! administrator once there is one; nothing that a stranger can read links two identities of one account.

mod address;
mod administration;
mod deletion;
mod email_change;
mod feeds;
pub mod graphql;
mod identities;
mod loader;
mod login;
mod mails;
mod model;
mod password;
mod policy;
mod reactions;
mod recovery;
mod registration;
mod sessions;
mod settings;
mod signup;
mod store;

pub use address::Address;
pub use administration::{
    AdminChange, MadeUser, Waiting, approve, by_email, confirm, create, list, read, refuse, update,
    waiting,
};
pub use deletion::{delete_own, disable};
pub use email_change::{change_email, undo_email_change, validate_email};
pub use feeds::{create_feed_token, delete_feed_token, feed_owner, feed_tokens, renew_feed_token};
pub use identities::{change_default_actor, create_person, delete_person};
pub use loader::{Contact, FeedsLoader, UserLoader, contacts, find, keepers};
pub use login::login;
pub use model::{AccountFact, FeedToken, Pending, Session, SessionKind, Settings, User};
pub use recovery::{change_password, reset_password, send_reset_password, set_password};
pub use registration::{
    MAILS_UNCONFIRMED, Receipt, Registered, Wish, create_user, register_person, registration_mode,
    resend_confirmation, validate_user,
};
pub use sessions::{
    Bearer, SignIn, authenticate, bearer_for, by_cookie, end, end_by_uuid as end_sign_in,
    list as sign_ins, logout, open_web,
};
pub use settings::{
    Location, SettingsChange, set_user_settings, settings_of, turn_off, update_locale,
};
pub use store::UserFilter;

use crate::app::Plugs;

/// Plugs in the mails about accounts, and the sweep of what is over.
pub fn plug(plugs: &mut Plugs) {
    plugs.on("accounts.mails", reactions::on_account);
    plugs.job(recovery::RESET, recovery::send_reset);
    plugs.job(registration::RESEND, registration::resend);
    plugs.every("41 * * * *", "accounts.sweep", reactions::sweep);
}
