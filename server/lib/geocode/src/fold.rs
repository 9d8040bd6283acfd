//! Spelling without what people leave out when they type: case, accents, punctuation.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The words of a text in lower case, without accents, one space between them.
///
/// Letters are taken apart by compatibility decomposition (Unicode TR 15, NFKD) and lose their
/// diacritics; letters that do not come apart (`ß`, `ø`, `ł`) are spelled as people type them.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// [`fold`] into a buffer that is emptied first.
pub(crate) fn fold_into(text: &str, into: &mut String) {
    into.clear();
    let mut apart = false;
    for c in text.chars() {
        if c.is_ascii() {
            push(c, into, &mut apart);
        } else {
            decompose_compatible(c, |part| push(part, into, &mut apart));
        }
    }
}

fn push(c: char, into: &mut String, apart: &mut bool) {
    if c.is_ascii_alphanumeric() {
        open_word(into, apart);
        into.push(c.to_ascii_lowercase());
    } else if is_diacritic(c) {
        // dropped without ending the word
    } else if c.is_alphanumeric() {
        open_word(into, apart);
        for lower in c.to_lowercase().filter(|&lower| !is_diacritic(lower)) {
            match plain(lower) {
                Some(letters) => into.push_str(letters),
                None => into.push(lower),
            }
        }
    } else {
        *apart = true;
    }
}

fn open_word(into: &mut String, apart: &mut bool) {
    if *apart && !into.is_empty() {
        into.push(' ');
    }
    *apart = false;
}

/// Accents, the marks of other scripts that are not vowels, and the apostrophes of transliterations.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | 'ʹ' | 'ʺ' | 'ʻ' | 'ʼ' | 'ʾ' | 'ʿ')
        || (!c.is_alphanumeric() && is_combining_mark(c))
}

fn plain(lower: char) -> Option<&'static str> {
    Some(match lower {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        _ => return None,
    })
}

/// The full word for a shortening that is common in names; both sides of a search go through it.
pub(crate) fn unabbreviated(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_punctuation_fall_away() {
        assert_eq!(fold("Saint-Étienne"), "saint etienne");
        assert_eq!(fold("  L'Isle-d’Abeau (38) "), "l isle d abeau 38");
        assert_eq!(fold("ZÜRICH"), "zurich");
        assert_eq!(
            fold("Łódź, İstanbul, Ærøskøbing, Weißenfels"),
            "lodz istanbul aeroskobing weissenfels"
        );
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        assert_eq!(fold("Москва́"), "москва");
        assert_eq!(fold("ΑΘΉΝΑ"), "αθηνα");
        assert_eq!(fold("東京"), "東京");
        assert_eq!(fold("دمشق"), "دمشق");
    }

    #[test]
    fn what_is_no_word_folds_to_nothing() {
        assert_eq!(fold(" -- ¿? \u{301}"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
