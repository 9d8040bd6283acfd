//! Mail addresses, and the one normal form by which two of them are the same.
//!
//! The form, also for the allow- and deny-lists: compatibility characters are folded (NFKC), the local part is
//! lower-cased, loses a `+tag` and needless quotes; the host is lower-cased, in ASCII (IDNA), without a dot at its
//! end. So `Ana+events@Example.ORG.` and `ana@example.org` are one account. Dots in the local part stay: only some
//! hosts ignore them. Local parts outside ASCII are refused, since few servers carry them.

use crate::kernel::limit::storable;
use crate::kernel::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// An address that mail can be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As its owner wrote it, with its host in ASCII.
    pub shown: String,
    /// The normal form.
    pub key: String,
}

impl Address {
    /// Reads an address; `field` names the argument in the error.
    pub fn parse(field: &'static str, text: &str) -> Result<Self> {
        storable(field, text)?;
        let problem = || Error::invalid(field, Message::new("error-accounts-address"));
        let text: String = text.trim().nfkc().collect();
        let (local, host) = text.rsplit_once('@').ok_or_else(problem)?;
        let local = unquoted(local).ok_or_else(problem)?;
        let host = ascii_host(host).ok_or_else(problem)?;
        let shown = format!("{local}@{host}");
        if !is_dot_atom(local) || local.len() > 64 || shown.len() > 250 {
            return Err(problem());
        }
        let untagged = local.split_once('+').map_or(local, |(before, _)| before);
        if untagged.is_empty() {
            return Err(problem());
        }
        let key = format!("{}@{host}", untagged.to_ascii_lowercase());
        Ok(Self { shown, key })
    }

    /// The part of the normal form before the `@`.
    pub fn local(&self) -> &str {
        self.key.rsplit_once('@').map_or("", |(local, _)| local)
    }

    fn host(&self) -> &str {
        self.key.rsplit_once('@').map_or("", |(_, host)| host)
    }

    /// Whether a deny-list names this address, its host, or a host above it.
    pub fn denied(&self, list: &[String]) -> bool {
        list.iter().any(|entry| match Entry::parse(entry) {
            Some(Entry::Address(key)) => self.key == key,
            Some(Entry::Host(host)) => {
                self.host() == host
                    || self.host().strip_suffix(&host).is_some_and(|sub| sub.ends_with('.'))
            }
            None => false,
        })
    }

    /// Whether an allow-list names this address or its very host.
    pub fn allowed(&self, list: &[String]) -> bool {
        list.iter().any(|entry| match Entry::parse(entry) {
            Some(Entry::Address(key)) => self.key == key,
            Some(Entry::Host(host)) => self.host() == host,
            None => false,
        })
    }
}

/// What an allow- or deny-list names.
enum Entry {
    Address(String),
    Host(String),
}

impl Entry {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('@');
        if text.contains('@') {
            Address::parse("", text).ok().map(|address| Self::Address(address.key))
        } else {
            ascii_host(text).map(Self::Host)
        }
    }
}

/// The local part without quotes, where it means the same without them.
fn unquoted(local: &str) -> Option<&str> {
    match local.strip_prefix('"') {
        None => Some(local),
        Some(rest) => rest.strip_suffix('"').filter(|inner| is_dot_atom(inner)),
    }
}

/// RFC 5322's dot-atom: what stands before the `@` without quotes.
fn is_dot_atom(text: &str) -> bool {
    let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atext))
}

/// A host in ASCII and lower case, without the dot of the root.
fn ascii_host(host: &str) -> Option<String> {
    let host = idna::domain_to_ascii(host).ok()?;
    let host = host.strip_suffix('.').unwrap_or(&host);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let numeric = host.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    (host.split('.').all(label) && !numeric).then(|| host.to_owned())
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
