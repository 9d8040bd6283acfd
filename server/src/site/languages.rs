//! The names of languages, from the Unicode CLDR.

use crate::kernel::text::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Code, English name, French name; a line each, after one of titles.
const TABLE: &str = include_str!("languages.tsv");

/// A language and its name in the reader's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 where it has one there, with a script or country where that matters.
    pub code: &'static str,
    pub name: &'static str,
}

type Names = [&'static str; 3];

static BY_CODE: LazyLock<HashMap<String, Names>> =
    LazyLock::new(|| rows().map(|names| (names[0].to_ascii_lowercase(), names)).collect());

fn rows() -> impl Iterator<Item = Names> {
    TABLE.lines().skip(1).filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

fn named(names: Names, lang: Lang) -> Language {
    let name = match lang {
        Lang::En => names[1],
        Lang::Fr => names[2],
    };
    Language { code: names[0], name }
}

/// A language by its code: `fr`, `pt-BR`, `pt_BR`. A region that is not in the table is left out.
pub fn find(code: &str, lang: Lang) -> Option<Language> {
    let code = code.trim().to_ascii_lowercase().replace('_', "-");
    let short = code.split('-').next().unwrap_or_default();
    let names = BY_CODE.get(code.as_str()).or_else(|| BY_CODE.get(short))?;
    Some(named(*names, lang))
}

/// The name of a language in the reader's.
pub fn language_name(code: &str, lang: Lang) -> Option<&'static str> {
    find(code, lang).map(|language| language.name)
}

/// Languages by their codes, those that exist; all of them, by code, where none is named.
pub fn languages(codes: &[String], lang: Lang) -> Vec<Language> {
    if codes.is_empty() {
        return rows().map(|names| named(names, lang)).collect();
    }
    codes.iter().filter_map(|code| find(code, lang)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_code_and_two_names() {
        let mut count = 0;
        for names in rows() {
            assert!(names.iter().all(|name| !name.is_empty()), "{names:?}");
            count += 1;
        }
        assert_eq!(count, TABLE.lines().count() - 1);
        assert_eq!(count, BY_CODE.len(), "each code once");
    }

    #[test]
    fn a_language_is_found_by_the_ways_to_write_its_code() {
        for (code, name) in [
            ("fr", Some("français")),
            ("FR", Some("français")),
            ("fr_CA", Some("français")),
            ("pt_br", Some("portugais brésilien")),
            ("xx", None),
            ("", None),
        ] {
            assert_eq!(language_name(code, Lang::Fr), name, "{code}");
        }
        assert_eq!(language_name("br", Lang::En), Some("Breton"));
    }
}
