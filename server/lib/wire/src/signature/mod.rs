//! Who sent a request, proven by a signature over its parts.
//!
//! Two schemes are read: the one that most servers speak, [draft-cavage-http-signatures-12], and its successor,
//! [RFC 9421]. [`read`] does all that needs no key (one unambiguous reading, the parts that have to be covered, the
//! digest of the body, the date) and returns a [`Claim`]; [`Claim::check`] holds it against a key. What the request
//! says about algorithms is never believed: the kind of the key decides.
//!
//! [draft-cavage-http-signatures-12]: https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12
//! [RFC 9421]: https://www.rfc-editor.org/rfc/rfc9421

mod cavage;
mod digest;
mod key;
mod message;
mod sign;
#[cfg(test)]
mod tests;
mod window;

pub use key::{KeyFault, PublicKey, SigningKey};
pub use sign::Scheme;

use aws_lc_rs::digest as hash;
use chrono::{DateTime, Utc};

/// A request as it was received.
#[derive(Debug, Clone)]
pub struct Incoming<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// Scheme and authority under which this server is known, without a slash at the end.
    pub origin: &'a str,
    /// Path and query, as received.
    pub target: &'a str,
    /// Names in small letters, and values, in the order they were received.
    pub headers: Vec<(String, String)>,
    /// The raw body; empty for a request without one.
    pub body: &'a [u8],
}

impl Incoming<'_> {
    /// The values of a header.
    fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The one value of a header; a second one makes the request ambiguous.
    fn one(&self, name: &'static str) -> Result<Option<&str>, Fault> {
        let mut values = self.headers.iter().filter(|(key, _)| key == name);
        let first = values.next().map(|(_, value)| value.as_str());
        if values.next().is_some() { Err(Fault::Ambiguous) } else { Ok(first) }
    }

    /// Whether the body has to be covered.
    fn carries(&self) -> bool {
        !matches!(self.method, "GET" | "HEAD") || !self.body.is_empty()
    }
}

/// Why a signature does not count. The texts are for the sender's logs and tell nothing about keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is none.
    #[error("the request is not signed")]
    Missing,
    /// It can be read in two ways.
    #[error("the signature can be read in more than one way")]
    Ambiguous,
    /// It cannot be read.
    #[error("the signature cannot be read")]
    Malformed,
    /// A part that matters is not covered.
    #[error("the signature does not cover {0}")]
    Uncovered(&'static str),
    /// The body is not the one that was signed.
    #[error("the digest is not that of the body")]
    Digest,
    /// Too old, or from the future.
    #[error("the date of the signature is out of bounds")]
    Stale,
    /// Made by another key, or over another request.
    #[error("the signature does not fit the request and the key")]
    Wrong,
    /// An algorithm that does not belong to the key.
    #[error("the algorithm is not one for this key")]
    Algorithm,
}

/// A signature that is well made; who made it is still to be checked.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The key that is said to have signed: the address of a key, as the sender writes it.
    pub key_id: String,
    /// The schemes in which the request is signed.
    proofs: Vec<Proof>,
}

/// One signature, and what it may have been made over.
#[derive(Debug, Clone)]
struct Proof {
    key_id: String,
    algorithm: Option<String>,
    /// The text itself, and where peers differ, the other readings.
    texts: Vec<String>,
    signature: Vec<u8>,
}

impl Claim {
    /// Whether this key made every signature of the request.
    pub fn check(&self, key: &PublicKey) -> Result<(), Fault> {
        for proof in &self.proofs {
            if proof.algorithm.as_deref().is_some_and(|name| !key.goes_with(name)) {
                return Err(Fault::Algorithm);
            }
            if !proof.texts.iter().any(|text| key.made(text.as_bytes(), &proof.signature)) {
                return Err(Fault::Wrong);
            }
        }
        Ok(())
    }

    /// The same for the same signature by the same key, so that a request that comes twice is known again.
    pub fn fingerprint(&self) -> Vec<u8> {
        let mut context = hash::Context::new(&hash::SHA256);
        for proof in &self.proofs {
            context.update(proof.key_id.as_bytes());
            context.update(&[0]);
            context.update(&proof.signature);
        }
        context.finish().as_ref().to_vec()
    }
}

/// Reads the signature of a request and checks all that needs no key. With both schemes in one request, both have
/// to hold, by the same key.
pub fn read(incoming: &Incoming, now: DateTime<Utc>) -> Result<Claim, Fault> {
    let proofs = if incoming.headers.iter().any(|(name, _)| name == "signature-input") {
        let mut proofs = vec![message::read(incoming, now)?];
        // The same header holds this scheme's signature, so the older one can only stand in the other header.
        proofs.extend(cavage::from_authorization(incoming, now)?);
        proofs
    } else {
        vec![cavage::read(incoming, now)?]
    };
    digest::check(incoming)?;
    let key_id = proofs.first().map(|proof| proof.key_id.clone()).ok_or(Fault::Missing)?;
    if proofs.iter().any(|proof| proof.key_id != key_id) {
        return Err(Fault::Ambiguous);
    }
    Ok(Claim { key_id, proofs })
}
