//! Tokens: 256 random bits, shown once, kept as their SHA-256.

use super::error::Result;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// Who makes random bytes: the system, always. Tests that need the same bytes again inject a seed.
#[derive(Clone, Default)]
pub struct Random(Option<std::sync::Arc<std::sync::atomic::AtomicU64>>);

impl Random {
    /// The system's generator.
    pub fn system() -> Self {
        Self(None)
    }

    /// A generator whose bytes follow from `seed`. For tests only: anybody can guess them.
    pub fn seeded(seed: u64) -> Self {
        Self(Some(std::sync::Arc::new(seed.into())))
    }

    /// `N` bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            None => {
                aws_lc_rs::rand::fill(&mut bytes).expect("the system's random generator answers")
            }
            Some(seed) => {
                for chunk in bytes.chunks_mut(32) {
                    let n = seed.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    chunk.copy_from_slice(&Sha256::digest(n.to_be_bytes())[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A fresh token.
    pub fn token(&self) -> Token {
        Token(URL_SAFE_NO_PAD.encode(self.bytes::<32>()))
    }

    /// A random UUID (version 4), which tells nothing of when it was made.
    pub fn uuid(&self) -> uuid::Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

/// A secret in the form that travels: 43 characters of URL-safe base64.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token that came from outside; anything can be one, only its hash is compared.
    pub fn from_outside(text: &str) -> Self {
        Self(text.chars().take(200).collect())
    }

    /// The text to show, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The token under a mask that is another each time. What stands in a page beside a stranger's words must not be
    /// the same twice: from the lengths of compressed replies it could be guessed letter by letter.
    pub fn masked(&self, random: &Random) -> String {
        let mask = random.bytes::<32>();
        let under = mask.iter().zip(Sha256::digest(self.0.as_bytes())).map(|(m, byte)| m ^ byte);
        let both: Vec<u8> = mask.iter().copied().chain(under).collect();
        URL_SAFE_NO_PAD.encode(both)
    }

    /// Whether this token is the one under a mask, in constant time.
    pub fn is_under(&self, masked: &str) -> bool {
        let Ok(both) = URL_SAFE_NO_PAD.decode(masked) else { return false };
        let Some((mask, under)) = both.split_at_checked(32).filter(|(_, under)| under.len() == 32)
        else {
            return false;
        };
        let shown: Vec<u8> = mask.iter().zip(under).map(|(m, byte)| m ^ byte).collect();
        let ours = Sha256::digest(self.0.as_bytes());
        aws_lc_rs::constant_time::verify_slices_are_equal(&shown, &ours).is_ok()
    }

    /// What the database keeps.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The server's own key, from which tokens are derived that must be written again in later mails.
#[derive(Clone)]
pub struct ServerKey(aws_lc_rs::hmac::Key);

impl ServerKey {
    /// From the bytes in the table `secrets`.
    pub fn new(bytes: &[u8]) -> Self {
        Self(aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, bytes))
    }

    /// The token for a purpose and a thing: always the same for the same two, not to be guessed without the key.
    pub fn token(&self, purpose: &str, thing: &str) -> Token {
        let tag = aws_lc_rs::hmac::sign(&self.0, format!("{purpose}\0{thing}").as_bytes());
        Token(URL_SAFE_NO_PAD.encode(tag.as_ref()))
    }

    /// What the database keeps of a thing that it must know again and must not tell, such as the address of a client:
    /// without the key nobody can try which thing it was.
    pub fn mark(&self, purpose: &str, thing: &str) -> Vec<u8> {
        self.token(purpose, thing).hash()
    }

    /// Whether a token is the one for a purpose and a thing, in constant time.
    pub fn verify(&self, purpose: &str, thing: &str, token: &str) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(token) else { return false };
        aws_lc_rs::hmac::verify(&self.0, format!("{purpose}\0{thing}").as_bytes(), &tag).is_ok()
    }
}

/// Derives the hash of a password: Argon2id, 19 MiB, two passes (OWASP's second choice for small machines).
pub fn hash_password(password: &str) -> Result<String> {
    use argon2::PasswordHasher;
    let hash = argon2::Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|cause| anyhow::anyhow!("password hashing: {cause}"))?;
    Ok(hash.to_string())
}

/// Whether a password has this hash. A hash that cannot be read fits no password.
pub fn verify_password(password: &str, hash: &str) -> bool {
    use argon2::password_hash::{PasswordVerifier, phc::PasswordHash};
    PasswordHash::new(hash).is_ok_and(|hash| {
        argon2::Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_token_never_looks_the_same_and_is_still_known() {
        let random = Random::seeded(1);
        let (token, other) = (random.token(), random.token());
        let (first, second) = (token.masked(&random), token.masked(&random));
        assert_ne!(first, second);
        for masked in [&first, &second] {
            assert!(token.is_under(masked) && !other.is_under(masked));
        }
        for junk in ["", "x", token.reveal(), &first[1..], &format!("{first}AAAA")] {
            assert!(!token.is_under(junk), "{junk}");
        }
    }
}
