use serde::{Deserialize, Serialize};

use crate::fold::fold;

/// Longer texts are cut: no address needs more characters than this.
pub(crate) const LONGEST_TEXT: usize = 200;
/// No provider is asked for more places than this.
const LARGEST_LIMIT: usize = 50;

/// What someone is looking for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// A name or an address, as people write it.
    pub text: String,
    /// The language of the answer, as a BCP 47 tag.
    pub lang: String,
    /// How many places to answer with, from 1 to 50.
    pub limit: usize,
    /// Longitude and latitude in degrees: places near this point are preferred, none is left out.
    pub near: Option<(f64, f64)>,
    /// Whether only settlements and administrative areas count, not houses, streets or shops.
    pub administrative_only: bool,
}

impl Query {
    /// A query for up to ten places of any kind anywhere.
    pub fn new(text: impl Into<String>, lang: impl Into<String>) -> Self {
        let (text, lang) = (text.into(), lang.into());
        Self { text, lang, limit: 10, near: None, administrative_only: false }
    }

    /// The same for any two queries that deserve the same answer from one provider.
    ///
    /// Case, accents, spacing and punctuation other than commas do not matter, `near` counts to a
    /// tenth of a degree, and the length is bounded. A cache has to add the provider's name.
    pub fn cache_key(&self) -> String {
        let near = self.near().map(|(lon, lat)| format!("{lon:.1},{lat:.1}")).unwrap_or_default();
        let scope = if self.administrative_only { "areas" } else { "all" };
        let text: Vec<_> =
            self.text().split(',').map(fold).filter(|part| !part.is_empty()).collect();
        format!("{}|{}|{scope}|{near}|{}", language(&self.lang), self.limit(), text.join(","))
    }

    /// The text, cut to a sensible length.
    pub(crate) fn text(&self) -> &str {
        let text = self.text.trim();
        text.char_indices().nth(LONGEST_TEXT).map_or(text, |(end, _)| &text[..end])
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit.clamp(1, LARGEST_LIMIT)
    }

    /// The point to prefer, unless it is not on Earth.
    pub(crate) fn near(&self) -> Option<(f64, f64)> {
        self.near.filter(|&(lon, lat)| crate::on_earth(lat, lon))
    }
}

/// The language of a BCP 47 tag in lower case; English where there is none.
pub(crate) fn language(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let sound =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    if sound { primary.to_ascii_lowercase() } else { "en".to_owned() }
}

/// A place as a provider knows it. Texts are plain, and for reading only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its name, or its street address if it has none.
    pub description: String,
    /// House number and street.
    pub street: Option<String>,
    /// City, town or village.
    pub locality: Option<String>,
    /// As written in its country.
    pub postal_code: Option<String>,
    /// State, province or region.
    pub region: Option<String>,
    /// The country's name in the language asked for.
    pub country: Option<String>,
    /// `house`, `street`, `zone` (a quarter), `city` (any settlement), `administrative` (anything
    /// larger), or a word of OpenStreetMap for points of interest (`cafe`, `library`).
    pub kind: String,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// What to call [`lookup`](crate::Geocoder::lookup) with: `geonames:2996944`, `nominatim:120965`.
    pub origin_id: String,
    /// The IANA name of its time zone.
    pub timezone: Option<String>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spelling_does_not_change_the_cache_key() {
        let key = |text| Query::new(text, "fr-FR").cache_key();
        assert_eq!(key("  Saint-Étienne ,  France"), key("saint etienne,france"));
        assert_ne!(key("Lyon, France"), key("Lyon"));
        assert_ne!(key("Lyon, France"), key("Lyon France"));
    }

    #[test]
    fn what_changes_the_answer_changes_the_cache_key() {
        let lyon = Query::new("Lyon", "fr");
        let others = [
            Query { lang: "en".into(), ..lyon.clone() },
            Query { limit: 3, ..lyon.clone() },
            Query { near: Some((4.8, 45.7)), ..lyon.clone() },
            Query { administrative_only: true, ..lyon.clone() },
        ];
        for other in others {
            assert_ne!(lyon.cache_key(), other.cache_key());
        }
    }

    #[test]
    fn a_point_a_few_steps_away_shares_the_cache_key() {
        let near = |lon, lat| Query { near: Some((lon, lat)), ..Query::new("Lyon", "fr") };
        assert_eq!(near(4.84, 45.71).cache_key(), near(4.81, 45.74).cache_key());
        assert_eq!(near(f64::NAN, 45.7).cache_key(), Query::new("Lyon", "fr").cache_key());
    }

    #[test]
    fn a_language_is_read_from_its_tag() {
        assert_eq!(language("pt-BR"), "pt");
        assert_eq!(language("FR_ca"), "fr");
        assert_eq!(language(""), "en");
        assert_eq!(language("../etc"), "en");
    }

    proptest! {
        #[test]
        fn any_query_has_a_bounded_cache_key(text in any::<String>(), lang in any::<String>()) {
            prop_assert!(Query::new(text.repeat(9), lang).cache_key().len() < 20_000);
        }
    }
}
