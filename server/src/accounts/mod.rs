//! Accounts: registering, confirming, signing in, settings, leaving. An account is what a person signs in to;
//! what others see are its identities, which live in `actors`.
//!
//! What always holds: passwords and tokens are kept only as hashes; no answer tells whether an address has an
//! account; what ends a sign-in ends it at once, since every request looks its session up.

mod sessions;

pub use sessions::authenticate;
