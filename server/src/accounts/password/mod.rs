//! Passwords: what a new one must be, and checking one without letting a flood of checks take the machine.

mod common;
mod gate;

use crate::kernel::prelude::*;
use crate::kernel::secret;
use std::sync::LazyLock;

/// Characters of a new password, at least.
pub const MIN: usize = 8;
/// Characters of any password, at most; longer ones are refused before any work is done on them.
pub const MAX: usize = 128;

/// Checks a new password of the person whose address has this local part.
pub fn check_new(field: &'static str, password: &str, local: &str) -> Result<()> {
    check_size(field, password)?;
    let length = password.chars().count();
    if length < MIN {
        return Err(Error::invalid(field, Message::new("error-too-short").with("min", MIN)));
    }
    if common::is_common(password, local) {
        return Err(Error::invalid(field, Message::new("error-accounts-password-common")));
    }
    Ok(())
}

/// Refuses a password that is too long to be looked at, new or not.
pub fn check_size(field: &'static str, password: &str) -> Result<()> {
    let length = password.chars().count();
    if length > MAX {
        let problem = Message::new("error-too-long").with("max", MAX).with("length", length);
        return Err(Error::Malformed { field, problem });
    }
    Ok(())
}

/// The hash to keep.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    gate::through(move || secret::hash_password(&password)).await?
}

/// Whether a password has this hash. Without one it takes as long and fits nothing, so that the time tells
/// nobody whether there is an account.
pub async fn fits(password: &str, hash: Option<String>) -> Result<bool> {
    static NOBODYS: LazyLock<String> = LazyLock::new(|| {
        secret::hash_password("the password of nobody").expect("a fixed password can be hashed")
    });
    let password = password.to_owned();
    gate::through(move || match hash {
        Some(hash) => secret::verify_password(&password, &hash),
        None => {
            secret::verify_password(&password, &NOBODYS);
            false
        }
    })
    .await
}
