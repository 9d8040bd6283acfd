//! Names of countries, from `data/countries.tsv`.

use std::sync::LazyLock;

static TEXT: &str = include_str!("../../data/countries.tsv");

static COUNTRIES: LazyLock<Vec<Country>> =
    LazyLock::new(|| TEXT.lines().skip(1).map(Country::read).collect());

/// The languages of the columns after the two codes; the last column is the country's own language.
static LANGUAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let header = TEXT.lines().next().unwrap_or_default();
    header.split('\t').skip(2).collect()
});

pub(super) struct Country {
    code: &'static str,
    code3: &'static str,
    names: Vec<&'static str>,
}

impl Country {
    fn read(line: &'static str) -> Self {
        let mut fields = line.split('\t');
        let code = fields.next().unwrap_or_default();
        Self { code, code3: fields.next().unwrap_or_default(), names: fields.collect() }
    }

    /// Its name in a language, or in English.
    pub fn name(&self, language: &str) -> &'static str {
        let column = LANGUAGES.iter().position(|&known| known == language).unwrap_or(0);
        self.names.get(column).copied().unwrap_or(self.code)
    }

    /// Everything people call it, codes included.
    pub fn all_names(&self) -> String {
        format!("{} {} {}", self.code, self.code3, self.names.join(" "))
    }
}

/// All countries, by their two letters in alphabetical order.
pub(super) fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// Where in [`countries`] the country with these two capital letters is.
pub(super) fn country_index(code: &str) -> Option<u16> {
    let at = COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok()?;
    u16::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(code: &str, language: &str) -> &'static str {
        countries()[usize::from(country_index(code).expect("a country"))].name(language)
    }

    #[test]
    fn a_country_has_a_name_in_each_language() {
        assert_eq!(name("CH", "fr"), "Suisse");
        assert_eq!(name("CH", "de"), "Schweiz");
        assert_eq!(name("CH", "en"), "Switzerland");
        for country in countries() {
            assert_eq!(country.names.len(), LANGUAGES.len(), "{}", country.code);
        }
    }

    #[test]
    fn a_language_without_a_column_gets_english() {
        assert_eq!(name("CH", "eo"), "Switzerland");
    }

    #[test]
    fn what_is_no_country_has_no_index() {
        assert_eq!(country_index("ZZ"), None);
        assert_eq!(country_index("ch"), None);
    }
}
