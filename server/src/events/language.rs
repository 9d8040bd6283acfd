//! The language of an event: as declared, or as its words tell.

use crate::kernel::prelude::*;

/// How sure the detection must be, of 1: half is right for texts of a few lines, which are never quite sure.
const SURE: f64 = 0.5;
/// Where nobody knows.
pub const UNKNOWN: &str = "und";

/// A language tag such as `fr` or `pt-BR`, in lower case but for what follows the first part.
pub fn declared(tag: &str) -> Result<String> {
    let wrong = || Error::invalid("language", Message::new("error-events-language"));
    let mut parts = tag.trim().split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !(2..=3).contains(&first.len()) || !letters(first) || tag.len() > 35 {
        return Err(wrong());
    }
    let mut tag = first.to_ascii_lowercase();
    for part in parts {
        let fits = (1..=8).contains(&part.len());
        if !fits || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(wrong());
        }
        tag.push('-');
        tag.push_str(part);
    }
    Ok(tag)
}

/// What the words of a title and a description (HTML) tell; [`UNKNOWN`] where they are too few to be sure.
pub fn detected(title: &str, description: &str) -> &'static str {
    let words = format!("{title}\n{}", farandole_sanitise::excerpt(description, 2_000));
    let sure = whatlang::detect(&words).filter(|info| info.confidence() >= SURE);
    sure.map_or(UNKNOWN, |info| short(info.lang().code()))
}

/// Languages by their codes in ISO 639-3 and 639-1: all that can be detected.
const CODES: &[(&str, &str)] = &[
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

fn short(code: &str) -> &'static str {
    CODES.iter().find(|(long, _)| *long == code).map_or(UNKNOWN, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_their_language() {
        let french = "<p>Venez nombreux partager un repas avec les voisins du quartier.</p>";
        assert_eq!(detected("Fête des voisins", french), "fr");
        let english = "<p>Bring something to share with the others, and a blanket.</p>";
        assert_eq!(detected("Picnic by the river", english), "en");
        assert_eq!(detected("OK", ""), UNKNOWN);
    }

    #[test]
    fn every_language_that_can_be_detected_has_a_short_code() {
        for lang in whatlang::Lang::all() {
            assert_ne!(short(lang.code()), UNKNOWN, "{lang:?}");
        }
    }

    #[test]
    fn a_declared_language_is_a_tag() {
        for (given, kept) in [("FR", "fr"), ("pt_BR", "pt-BR"), ("und", "und"), ("nds", "nds")] {
            assert_eq!(declared(given).unwrap(), kept);
        }
        for given in ["", "f", "french", "fr-", "fr-toolongpart", "fr--ca", "f1"] {
            assert!(declared(given).is_err(), "{given}");
        }
    }
}
