//! What single characters may stand in a text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Why a text cannot be stored, with the byte where the trouble is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unstorable {
    /// PostgreSQL has no room for U+0000 in a text.
    Nul { at: usize },
    /// Unicode promises that this code point never becomes a character.
    Noncharacter { at: usize },
}

impl std::fmt::Display for Unstorable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nul { at } => write!(f, "the text holds a NUL at byte {at}"),
            Self::Noncharacter { at } => write!(f, "the text holds a noncharacter at byte {at}"),
        }
    }
}

impl std::error::Error for Unstorable {}

/// Whether a text column, JSON and XML can all hold this text. Nothing is mended here: software that sends such text
/// is broken or hostile, and dropping characters in silence would hide it.
pub fn storable(text: &str) -> Result<(), Unstorable> {
    for (at, c) in text.char_indices() {
        if c == '\0' {
            return Err(Unstorable::Nul { at });
        }
        if is_noncharacter(c) {
            return Err(Unstorable::Noncharacter { at });
        }
    }
    Ok(())
}

/// One line of plain text: characters that hide or reorder others are removed, white space is collapsed to single
/// spaces and trimmed, and the rest is in NFC.
pub fn line(text: &str) -> String {
    let visible = without_tricks(text);
    let mut line = String::with_capacity(visible.len());
    for word in visible.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.nfc().collect()
}

/// The text without control characters, bidirectional overrides and invisible marks. White space stays as it is.
pub(crate) fn without_tricks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let flag = flag_length(rest);
        let length = if flag > 0 { flag } else { c.len_utf8() };
        let (this, after) = rest.split_at(length);
        if flag > 0 || !is_trick(c) {
            kept.push_str(this);
        }
        rest = after;
    }
    kept
}

/// Whether this character belongs to the one before it, so that a text must not be cut between the two.
pub(crate) fn continues(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// Joiners and the two direction marks stay: Persian, Hindi and many emoji need the former, Arabic and Hebrew the
/// latter, and neither reaches beyond its neighbours.
fn is_trick(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || is_noncharacter(c)
        || matches!(c,
            '\u{00ad}' | '\u{180e}' | '\u{200b}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

/// The length of the flag of England, Scotland or Wales at the start of the text, or 0. These three are the only
/// emoji in general use that are spelt with tag characters, which otherwise serve to hide text.
fn flag_length(text: &str) -> usize {
    const REGIONS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];
    let Some(tags) = text.strip_prefix('\u{1f3f4}') else { return 0 };
    let spelt = |region: &str| {
        let letters = region.bytes().map(|b| char::from_u32(0xe0000 + u32::from(b)));
        letters.chain([Some('\u{e007f}')]).flatten().eq(tags.chars().take(region.len() + 1))
    };
    // Each of the seven characters takes four bytes.
    if REGIONS.iter().any(|region| spelt(region)) { 28 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_has_no_breaks_tabs_or_double_spaces() {
        assert_eq!(line("\t Picnic \r\n in\u{2028}the\u{a0}\u{3000}park \n"), "Picnic in the park");
    }

    #[test]
    fn a_line_cannot_turn_its_reader_around() {
        assert_eq!(line("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(line("a\u{2066}b\u{2069}\u{200b}\u{feff}\u{7}\u{1b}c"), "abc");
    }

    #[test]
    fn a_line_keeps_what_scripts_and_emoji_need() {
        for kept in ["می\u{200c}خواهم", "שלום\u{200f}!", "👩\u{200d}🌾", "❤\u{fe0f}"]
        {
            assert_eq!(line(kept), kept);
        }
    }

    #[test]
    fn the_flag_of_scotland_stays_and_other_tag_characters_go() {
        let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        assert_eq!(line(scotland), scotland);
        assert_eq!(line("🏴\u{e0068}\u{e0069}\u{e007f}"), "🏴");
        assert_eq!(line("hi\u{e0061}\u{e0062}"), "hi");
    }

    #[test]
    fn a_line_is_composed() {
        assert_eq!(line("Cafe\u{301}"), "Café");
    }

    #[test]
    fn nul_and_noncharacters_are_not_storable() {
        assert_eq!(storable("a\0"), Err(Unstorable::Nul { at: 1 }));
        assert_eq!(storable("é\u{ffff}"), Err(Unstorable::Noncharacter { at: 2 }));
        assert_eq!(storable("\u{fdd0}"), Err(Unstorable::Noncharacter { at: 0 }));
        assert_eq!(storable("\u{10fffe}"), Err(Unstorable::Noncharacter { at: 0 }));
        assert_eq!(storable("Fête \u{202e} 🎪\n\u{fffd}"), Ok(()));
    }

    proptest! {
        #[test]
        fn a_line_read_again_is_the_same(text in any::<String>()) {
            let once = line(&text);
            prop_assert_eq!(line(&once), once);
        }

        #[test]
        fn a_line_is_storable_and_holds_no_control_character(text in any::<String>()) {
            let line = line(&text);
            prop_assert_eq!(storable(&line), Ok(()));
            prop_assert!(!line.chars().any(char::is_control));
        }
    }
}
