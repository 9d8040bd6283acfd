#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod address;
mod client;
mod error;
mod guard;
pub mod json;
pub mod many;
pub mod media_type;
mod redirect;
mod resolver;
pub mod signature;
pub mod webfinger;

pub use address::is_public;
pub use client::{Client, Reply, Timeouts, install_crypto_provider};
pub use error::{Error, Refusal, SetupError};
pub use guard::{Policy, PolicyError};
pub use reqwest::{StatusCode, header};
