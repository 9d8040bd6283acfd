//! The digest of a body: `Digest` ([RFC 3230](https://www.rfc-editor.org/rfc/rfc3230)) and `Content-Digest`
//! ([RFC 9530](https://www.rfc-editor.org/rfc/rfc9530)).

use super::{Fault, Incoming};
use aws_lc_rs::digest::{Algorithm, SHA256, SHA512, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sfv::{BareItem, Dictionary, ListEntry, Parser};

/// The value of a `Digest` header.
pub fn digest_header(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(digest(&SHA256, body)))
}

/// The value of a `Content-Digest` header.
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(digest(&SHA256, body)))
}

/// Every digest that we can make must be that of the body, and there must be one where a body is expected.
pub fn check(incoming: &Incoming) -> Result<(), Fault> {
    let mut known = 0;
    for value in incoming.all("digest") {
        for part in value.split(',') {
            let (name, sum) = part.trim().split_once('=').ok_or(Fault::Malformed)?;
            if let Some(algorithm) = algorithm(name) {
                compare(algorithm, STANDARD.decode(sum).map_err(|_| Fault::Malformed)?, incoming)?;
                known += 1;
            }
        }
    }
    for value in incoming.all("content-digest") {
        let sums: Dictionary = Parser::new(value).parse().map_err(|_| Fault::Malformed)?;
        for (name, entry) in &sums {
            let Some(algorithm) = algorithm(name.as_str()) else { continue };
            let ListEntry::Item(item) = entry else { return Err(Fault::Malformed) };
            let BareItem::ByteSequence(sum) = &item.bare_item else {
                return Err(Fault::Malformed);
            };
            compare(algorithm, sum.clone(), incoming)?;
            known += 1;
        }
    }
    if known == 0 && incoming.carries() { Err(Fault::Digest) } else { Ok(()) }
}

fn algorithm(name: &str) -> Option<&'static Algorithm> {
    match name.trim().to_ascii_lowercase().as_str() {
        "sha-256" => Some(&SHA256),
        "sha-512" => Some(&SHA512),
        _ => None,
    }
}

fn compare(algorithm: &'static Algorithm, sum: Vec<u8>, incoming: &Incoming) -> Result<(), Fault> {
    if digest(algorithm, incoming.body).as_ref() == sum { Ok(()) } else { Err(Fault::Digest) }
}
