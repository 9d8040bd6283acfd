//! The reservation number: six characters that can be read over a telephone.

use crate::kernel::secret::Random;

/// Digits and capital consonants, of each pair that looks alike (2 and Z, 5 and S, 8 and B) one. No vowels, so that
/// no word can come out.
const ALPHABET: &[u8; 24] = b"23456789CDFGHJKMNPQRTVWX";
/// Characters of a code.
const LENGTH: usize = 6;

/// A code, one of 190 million. The database keeps it unique in its event.
pub fn draw(random: &Random) -> String {
    let mut number = u64::from_be_bytes(random.bytes());
    let base = ALPHABET.len() as u64;
    let letter = |digit: u64| char::from(ALPHABET[usize::try_from(digit).unwrap_or_default()]);
    (0..LENGTH)
        .map(|_| {
            let digit = number % base;
            number /= base;
            letter(digit)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_code_has_six_characters_that_are_not_mistaken_for_others() {
        let random = Random::seeded(7);
        let codes: HashSet<String> = (0..1_000).map(|_| draw(&random)).collect();
        assert!(codes.len() > 990, "codes differ: {}", codes.len());
        for code in &codes {
            assert_eq!(code.chars().count(), 6, "{code}");
            assert!(!code.contains(|c| "01OILZSBAEIOUY".contains(c)), "{code}");
        }
        let used: HashSet<char> = codes.iter().flat_map(|code| code.chars()).collect();
        assert_eq!(used.len(), ALPHABET.len(), "every character comes up");
    }
}
