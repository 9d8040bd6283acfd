//! Passwords that everybody tries first. Instead of a long list there are a few hundred words (`common.txt`, our own)
//! and the habits by which people lengthen them: digits and marks around, letters written as digits, repetition,
//! runs along the alphabet or the keyboard. Together they refuse many thousands, offline.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Orders in which keys are struck one after another, on keyboards of English, French and German.
const RUNS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1a2z3e4r5t6y7u8i9o0p",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
];

/// Whether a password is among the first that a stranger would try for the person whose address has this local
/// part.
pub fn is_common(password: &str, local: &str) -> bool {
    let plain = password.to_lowercase();
    let core = core(&plain);
    let read = unleet(core);
    let own = core == local.to_lowercase() || plain == local.to_lowercase();
    own || core.is_empty()
        || WORDS.contains(core)
        || WORDS.contains(read.as_str())
        || WORDS.contains(plain.as_str())
        || repeats(&plain)
        || runs(&plain)
        || two_words(&read)
}

/// The middle of a password, without what people put around a word to make it pass.
fn core(plain: &str) -> &str {
    let around = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace();
    let inner = plain.trim_matches(around);
    // More than six around a word are no ornament.
    let ornaments = plain.chars().count() - inner.chars().count();
    if inner.is_empty() || ornaments <= 6 { digits_only(plain, inner) } else { plain }
}

/// Digits alone are common when they look like a date or are few; longer numbers stand for themselves.
fn digits_only<'a>(plain: &'a str, inner: &'a str) -> &'a str {
    if inner.is_empty() && plain.chars().count() > 10 { plain } else { inner }
}

/// The word behind letters that are written as digits and marks.
fn unleet(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            '8' => 'b',
            other => other,
        })
        .collect()
}

/// One piece of at most four characters, over and over.
fn repeats(plain: &str) -> bool {
    let chars: Vec<char> = plain.chars().collect();
    (1..=4).any(|size| chars.iter().zip(chars.iter().skip(size)).all(|(a, b)| a == b))
}

/// A run along the alphabet, the digits or the keyboard, forwards or backwards, with little else.
fn runs(plain: &str) -> bool {
    let length = plain.chars().count();
    let backwards: String = plain.chars().rev().collect();
    [plain, backwards.as_str()].iter().any(|text| longest_run(text) + 3 >= length)
}

/// Characters of the longest run that a text begins with or ends with.
fn longest_run(text: &str) -> usize {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let in_a_run = |piece: &str| RUNS.iter().any(|run| run.contains(piece));
    let heads = starts.iter().map(|end| &text[..*end]).chain([text]);
    let tails = starts.iter().map(|start| &text[*start..]);
    heads
        .chain(tails)
        .filter(|piece| in_a_run(piece))
        .map(|piece| piece.chars().count())
        .max()
        .unwrap_or(0)
}

/// Two of the words in a row, such as `helloworld`, or one twice.
fn two_words(read: &str) -> bool {
    read.char_indices()
        .skip(1)
        .any(|(at, _)| WORDS.contains(&read[..at]) && WORDS.contains(&read[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_common() {
        for tried in [
            "password",
            "Password1",
            "P@ssw0rd",
            "p4ssw0rd!",
            "passw0rd123",
            "12345678",
            "123456789",
            "1234567890",
            "87654321",
            "11111111",
            "00000000",
            "qwertyuiop",
            "azertyuiop",
            "qwerty123",
            "Azerty123!",
            "qwertz1234",
            "1q2w3e4r",
            "1qaz2wsx",
            "abcdefgh",
            "abcd1234",
            "a1b2c3d4",
            "abcabcabc",
            "aaaaaaaa",
            "iloveyou",
            "iloveyou1",
            "letmein123",
            "Welcome2024",
            "admin1234",
            "administrator",
            "superman1",
            "football!",
            "motdepasse",
            "MotDePasse1",
            "bonjour123",
            "soleil2024",
            "jetaime1",
            "doudou123",
            "chocolat",
            "helloworld",
            "passwordpassword",
            "sunshine1",
            "princess99",
            "monkey123",
            "farandole",
            "Farandole2026",
            "mobilizon1",
            "summer2025",
            "01011990",
            "31-12-1999",
        ] {
            assert!(is_common(tried, "zoe"), "{tried}");
        }
    }

    #[test]
    fn the_own_address_is_common() {
        assert!(is_common("marie-louise", "marie-louise"));
        assert!(is_common("Marie-Louise42", "marie-louise"));
        assert!(!is_common("Marie-Louise42", "ana"));
    }

    #[test]
    fn what_takes_a_while_to_guess_is_not() {
        for fine in [
            "correct horse battery staple",
            "tuba-lampe-crayon",
            "Xk9#vLq2",
            "zebrafinch8",
            "84729103645",
            "le chat dort au grenier",
            "password of the old lighthouse",
            "grenouille-verte",
            "mJ7pQz4w",
            "日本語のパスワード",
            "a long walk 2026",
        ] {
            assert!(!is_common(fine, "zoe"), "{fine}");
        }
    }

    #[test]
    fn the_words_are_plain_and_there_once() {
        let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
        let words: Vec<&str> = lines.collect();
        assert_eq!(words.len(), WORDS.len(), "no word stands there twice");
        for word in words {
            assert!(word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase()), "{word:?}");
        }
    }
}
