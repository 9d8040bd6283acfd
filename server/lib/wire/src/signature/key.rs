//! Keys: RSA, which every server speaks, and Ed25519, which some do.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    ED25519, KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
};
use aws_lc_rs::{encoding, rsa};
use std::sync::Arc;

/// What a PEM block of a key may hold at most: that of 4096 bits takes less than a kilobyte.
const PEM_BYTES: usize = 4 * 1024;
/// The first bytes of an Ed25519 key written as `SubjectPublicKeyInfo`; the 32 bytes of the key follow.
const ED25519_SPKI: [u8; 12] =
    [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// What a Multikey begins with when it holds an Ed25519 key.
const ED25519_MULTICODEC: [u8; 2] = [0xed, 0x01];

/// Why a key is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Not a key, or not one that we can read.
    #[error("this is not a public key that can be read")]
    Malformed,
    /// A private key, which nobody should publish.
    #[error("this is a private key")]
    Private,
    /// Too short to be safe, or so long that checking it costs too much.
    #[error("a key has 2048 to 4096 bits, not {0}")]
    Size(usize),
}

/// A key of another server, parsed once. Cheap to clone.
#[derive(Clone)]
pub struct PublicKey {
    kind: Kind,
    parsed: Arc<ParsedPublicKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    Ed25519,
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({:?})", self.kind)
    }
}

impl PublicKey {
    /// Reads a PEM block: `PUBLIC KEY` (RSA or Ed25519) or `RSA PUBLIC KEY`. Line ends do not matter.
    pub fn from_pem(text: &str) -> Result<Self, KeyFault> {
        if text.len() > PEM_BYTES {
            return Err(KeyFault::Malformed);
        }
        if text.contains("PRIVATE KEY") {
            return Err(KeyFault::Private);
        }
        let block = pem::parse(text.trim()).map_err(|_| KeyFault::Malformed)?;
        match (block.tag(), block.contents()) {
            ("PUBLIC KEY", der) if der.starts_with(&ED25519_SPKI) => {
                Self::ed25519(&der[ED25519_SPKI.len()..])
            }
            ("PUBLIC KEY" | "RSA PUBLIC KEY", der) => Self::rsa(der),
            _ => Err(KeyFault::Malformed),
        }
    }

    /// Reads the `publicKeyMultibase` of a Multikey (FEP-521a), as far as it is an Ed25519 key.
    pub fn from_multibase(text: &str) -> Result<Self, KeyFault> {
        let encoded =
            text.strip_prefix('z').filter(|it| it.len() < 128).ok_or(KeyFault::Malformed)?;
        let bytes = bs58::decode(encoded).into_vec().map_err(|_| KeyFault::Malformed)?;
        Self::ed25519(bytes.strip_prefix(&ED25519_MULTICODEC).ok_or(KeyFault::Malformed)?)
    }

    fn ed25519(bytes: &[u8]) -> Result<Self, KeyFault> {
        let parsed = ParsedPublicKey::new(&ED25519, bytes).map_err(|_| KeyFault::Malformed)?;
        Ok(Self { kind: Kind::Ed25519, parsed: Arc::new(parsed) })
    }

    fn rsa(der: &[u8]) -> Result<Self, KeyFault> {
        let bits =
            rsa::PublicKey::from_der(der).map_err(|_| KeyFault::Malformed)?.modulus_len() * 8;
        if !(2048..=4096).contains(&bits) {
            return Err(KeyFault::Size(bits));
        }
        let parsed = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der);
        Ok(Self { kind: Kind::Rsa, parsed: Arc::new(parsed.map_err(|_| KeyFault::Malformed)?) })
    }

    /// Whether this key made the signature of the text.
    pub(super) fn made(&self, text: &[u8], signature: &[u8]) -> bool {
        self.parsed.verify_sig(text, signature).is_ok()
    }

    /// Whether a request may name this algorithm for this key. `hs2019` leaves it to the key.
    pub(super) fn goes_with(&self, algorithm: &str) -> bool {
        match self.kind {
            Kind::Rsa => matches!(algorithm, "rsa-sha256" | "hs2019" | "rsa-v1_5-sha256"),
            Kind::Ed25519 => matches!(algorithm, "ed25519" | "hs2019" | "ed25519-sha512"),
        }
    }
}

/// A key of this server, with the address that others fetch it from.
pub struct SigningKey {
    id: String,
    pair: KeyPair,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}

impl SigningKey {
    /// Makes a new key of 2048 bits and returns it as PEM (PKCS #8), to be kept. Takes some tenths of a second.
    pub fn generate() -> Result<String, KeyFault> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyFault::Malformed)?;
        let der: encoding::Pkcs8V1Der = pair.as_der().map_err(|_| KeyFault::Malformed)?;
        Ok(encode("PRIVATE KEY", der.as_ref()))
    }

    /// Takes a kept key; `id` is the address of its public part, such as that of an actor with `#main-key`.
    pub fn from_pem(id: impl Into<String>, text: &str) -> Result<Self, KeyFault> {
        let block = pem::parse(text).map_err(|_| KeyFault::Malformed)?;
        let pair = KeyPair::from_pkcs8(block.contents()).map_err(|_| KeyFault::Malformed)?;
        Ok(Self { id: id.into(), pair })
    }

    /// Where others find the public part.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The public part as PEM (`SubjectPublicKeyInfo`), as every server reads it.
    pub fn public_pem(&self) -> Result<String, KeyFault> {
        let der: encoding::PublicKeyX509Der =
            self.pair.public_key().as_der().map_err(|_| KeyFault::Malformed)?;
        Ok(encode("PUBLIC KEY", der.as_ref()))
    }

    /// Signs a text.
    pub(super) fn sign(&self, text: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature)
            .expect("a key that was read can sign, and the buffer has its length");
        signature
    }
}

fn encode(tag: &str, der: &[u8]) -> String {
    let ends = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(tag, der), ends)
}
