//! What a tag is, and which spellings are the same.

use crate::kernel::limit;
use crate::kernel::prelude::*;
use farandole_schema::tables::tags;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A tag.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = tags)]
pub struct Tag {
    pub id: TagId,
    /// As first spelt.
    pub title: String,
    /// The one spelling that counts.
    pub slug: String,
}

/// The shortest tag, in characters.
const SHORT: usize = 2;

/// The spelling that counts: lower case, without accents, words joined by hyphens. Signs that are no letters stay
/// only where nothing else is left.
pub fn slug(title: &str) -> String {
    let bare: String = title.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect();
    let words: Vec<String> = bare
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() { title.split_whitespace().collect() } else { words.join("-") }
}

/// Tags as they are kept: one line, no leading `#`, 2 to 40 characters, each slug once, at most
/// [`limit::TAGS`].
pub fn checked(field: &'static str, titles: &[String]) -> Result<Vec<String>> {
    if titles.len() > limit::TAGS * 5 {
        return Err(too_many(field));
    }
    let mut kept: Vec<String> = Vec::with_capacity(titles.len());
    let mut seen = std::collections::HashSet::new();
    for title in titles {
        let title = limit::line(field, Some(title.trim_start_matches(['#', ' '])), limit::TAG)?;
        let Some(title) = title else { continue };
        let title = limit::required_line(field, &title, SHORT, limit::TAG)?;
        if seen.insert(slug(&title)) {
            kept.push(title);
        }
    }
    if kept.len() > limit::TAGS {
        return Err(too_many(field));
    }
    Ok(kept)
}

fn too_many(field: &'static str) -> Error {
    Error::invalid(field, Message::new("error-events-too-many").with("max", limit::TAGS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_differ_in_case_accents_and_signs_are_one_tag() {
        for title in ["Fête de rue", "fete de rue", "FÊTE-DE-RUE", "fête, de rue!"] {
            assert_eq!(slug(title), "fete-de-rue");
        }
        assert_eq!(slug("日本語"), "日本語");
        assert_eq!(slug("🎉 🎉"), "🎉🎉");
    }

    #[test]
    fn tags_are_trimmed_and_counted_once() {
        let given = ["#Jazz", " jazz ", "", "Swing"].map(str::to_owned);
        assert_eq!(checked("tags", &given).unwrap(), ["Jazz", "Swing"]);
    }

    #[test]
    fn a_tag_too_short_or_too_long_or_one_too_many_is_refused() {
        assert!(checked("tags", &["a".to_owned()]).is_err());
        assert!(checked("tags", &["a".repeat(40)]).is_ok());
        assert!(checked("tags", &["a".repeat(41)]).is_err());
        let many = |n: usize| (0..n).map(|i| format!("tag {i}")).collect::<Vec<_>>();
        assert!(checked("tags", &many(20)).is_ok());
        assert_eq!(checked("tags", &many(21)).unwrap_err().field(), Some("tags"));
    }
}
