//! The tags that an author wrote with `#`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::plain::{Detail, read};

/// At most so many tags are read from one text.
pub const MAX_HASHTAGS: usize = 20;

/// The shortest and the longest tag, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=40;

/// The hashtags in HTML, without their sign, as first spelt, in order, each once whatever its case. Words in code do
/// not count, nor do tags of digits alone, of one character or of more than 40, nor those beyond [`MAX_HASHTAGS`].
pub fn hashtags(input: &str) -> Vec<String> {
    let text: String = read(input, Detail::Prose).nfc().collect();
    let mut tags: Vec<String> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let opens = matches!(c, '#' | '＃') && before.is_none_or(may_precede);
        before = Some(c);
        let Some(tag) = opens.then(|| tag_at(&text[at + c.len_utf8()..])).flatten() else {
            continue;
        };
        let folded = tag.to_lowercase();
        if !seen.contains(&folded) {
            seen.push(folded);
            tags.push(tag.to_owned());
        }
        if tags.len() == MAX_HASHTAGS {
            break;
        }
    }
    tags
}

fn tag_at(text: &str) -> Option<&str> {
    let end = text.find(|c| !is_tag_char(c)).unwrap_or(text.len());
    let tag = text[..end].trim_end_matches(['·', '・', '\u{200c}']);
    let worded = tag.chars().any(char::is_alphabetic);
    (worded && LENGTHS.contains(&tag.chars().count())).then_some(tag)
}

fn is_tag_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '_' | '·' | '・' | '\u{200c}')
}

/// A sign after a letter or inside an address opens no tag.
fn may_precede(c: char) -> bool {
    c.is_whitespace()
        || (!c.is_alphanumeric()
            && !matches!(c, '#' | '＃' | '/' | '&' | '=' | '?' | '_' | '-' | '.' | ':' | '%'))
}
