//! Who turns words into places, as the operator names them.

use url::Url;

/// The public server of OpenStreetMap, run on donations.
const PUBLIC: &str = "https://nominatim.openstreetmap.org";

/// A provider of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Geocoding {
    /// The table in the program: towns only, asks nobody.
    Gazetteer,
    /// A Nominatim at this address.
    Nominatim {
        /// Where it answers.
        base: Url,
        /// Whether it is everybody's, and asked once a second at most.
        public: bool,
    },
}

impl Geocoding {
    /// Reads `gazetteer`, `nominatim` or `nominatim:https://…`.
    pub fn named(name: &str) -> Option<Self> {
        let base = match name {
            "gazetteer" => return Some(Self::Gazetteer),
            "nominatim" => PUBLIC,
            other => other.strip_prefix("nominatim:")?,
        };
        let base = Url::parse(base).ok()?;
        let public = base.host_str() == Url::parse(PUBLIC).ok()?.host_str();
        (matches!(base.scheme(), "http" | "https") && base.has_host())
            .then_some(Self::Nominatim { base, public })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_server_is_known_by_any_spelling_and_junk_is_nobody() {
        let public = |name| match Geocoding::named(name) {
            Some(Geocoding::Nominatim { public, .. }) => Some(public),
            _ => None,
        };
        assert_eq!(Geocoding::named("gazetteer"), Some(Geocoding::Gazetteer));
        assert_eq!(public("nominatim"), Some(true));
        assert_eq!(public("nominatim:https://Nominatim.OpenStreetMap.org/"), Some(true));
        assert_eq!(public("nominatim:http://geo.example:8080/n"), Some(false));
        for junk in ["", "google", "nominatim:", "nominatim:geo.example", "nominatim:ftp://a.b"] {
            assert_eq!(Geocoding::named(junk), None, "{junk}");
        }
    }
}
