//! What may be asked of a search, checked.

use crate::kernel::prelude::*;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Kilometres that a radius may have at most; a wider circle is the whole country anyway.
const WIDEST_KM: f64 = 500.0;
/// Kilometres when no radius is given.
const USUAL_KM: f64 = 50.0;

/// A circle on the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    pub lon: f64,
    pub lat: f64,
    pub metres: f64,
}

impl Near {
    /// Around a point; the radius in kilometres is clamped to what makes sense.
    pub fn of(lon: f64, lat: f64, km: Option<f64>) -> Option<Self> {
        let on_earth = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        let km = km.filter(|km| km.is_finite()).unwrap_or(USUAL_KM).clamp(0.1, WIDEST_KM);
        on_earth.then_some(Self { lon, lat, metres: km * 1000.0 })
    }

    /// Around the middle of a geohash.
    pub fn geohash(hash: &str, km: Option<f64>) -> Result<Self> {
        let wrong = || Error::Malformed {
            field: "location",
            problem: Message::new("error-search-geohash"),
        };
        let (middle, _, _) = geohash::decode(hash.trim()).map_err(|_| wrong())?;
        Self::of(middle.x, middle.y, km).ok_or_else(wrong)
    }
}

/// A box on the map, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundingBox {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl BoundingBox {
    /// Reads the contract's `north,west:south,east`: the corner at the top left, then the one at the bottom right.
    pub fn parse(text: &str) -> Result<Self> {
        let corner = |corner: &str| -> Option<(f64, f64)> {
            let (lat, lon) = corner.split_once(',')?;
            Some((lat.trim().parse().ok()?, lon.trim().parse().ok()?))
        };
        let parsed = text.split_once(':').and_then(|(a, b)| {
            let ((north, west), (south, east)) = (corner(a)?, corner(b)?);
            let fits = north >= south
                && north <= 90.0
                && south >= -90.0
                && west >= -180.0
                && east <= 180.0;
            (fits && west < east).then_some(Self { west, south, east, north })
        });
        parsed.ok_or_else(|| Error::Malformed {
            field: "bbox",
            problem: Message::new("error-search-bbox"),
        })
    }
}

impl BoundingBox {
    /// Latitude and longitude of its middle.
    pub fn middle(self) -> (f64, f64) {
        (f64::midpoint(self.south, self.north), f64::midpoint(self.west, self.east))
    }
}

impl std::fmt::Display for BoundingBox {
    /// As [`parse`](BoundingBox::parse) reads it, to a metre.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.5},{:.5}:{:.5},{:.5}", self.north, self.west, self.south, self.east)
    }
}

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Area {
    /// Anywhere, online too.
    #[default]
    Everywhere,
    /// In a circle.
    Circle(Near),
    /// In a box.
    Box(BoundingBox),
}

/// When to look: from `from`, up to events that begin before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Span {
    /// Events that have not ended by then; `None` reaches into the past.
    pub from: Option<DateTime<Utc>>,
    /// Events that begin before this.
    pub until: Option<DateTime<Utc>>,
}

/// On which side of now a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// At what has not ended.
    Coming,
    /// At what is over.
    Past,
    /// At both.
    Both,
}

impl Span {
    /// On which side of now this lies.
    pub fn reach(self, now: DateTime<Utc>) -> Reach {
        if self.until.is_some_and(|until| until <= now) {
            return Reach::Past;
        }
        if self.from.is_some_and(|from| from >= now) { Reach::Coming } else { Reach::Both }
    }
}

/// The order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// With words: the better fit first, the sooner among equals. Without: the soonest first.
    #[default]
    Match,
    /// The soonest first.
    Soonest,
    /// The latest first.
    Latest,
    /// The newest announcement first, among the soonest thousand; then the soonest.
    Newest,
    /// The oldest announcement first, among the soonest thousand; then the soonest.
    Oldest,
    /// The most attended first, among the soonest thousand; then the soonest.
    MostAttended,
}

/// Everything that narrows a search; the default finds all that is listed, over or not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filters {
    pub words: Option<String>,
    pub area: Area,
    pub span: Span,
    /// Any of these categories; empty is any at all.
    pub categories: Vec<String>,
    pub languages: Vec<String>,
    pub statuses: Vec<String>,
    /// Any of these tags, by slug.
    pub tags: Vec<String>,
    /// Only online, or only in a place.
    pub online: Option<bool>,
    /// Only events longer than a month, or only shorter ones.
    pub long: Option<bool>,
    /// Only events published here.
    pub local_only: bool,
    /// Whether the words are meant as they are, so that none is mended.
    pub exact: bool,
}

impl Filters {
    /// Trims the words and drops empty lists' empty entries; limits how much may be asked at once.
    pub fn checked(mut self) -> Result<Self> {
        self.words = crate::kernel::limit::line("term", self.words.as_deref(), 200)?;
        for (field, list) in [
            ("categoryOneOf", &mut self.categories),
            ("languageOneOf", &mut self.languages),
            ("statusOneOf", &mut self.statuses),
            ("tags", &mut self.tags),
        ] {
            for entry in list.iter() {
                crate::kernel::limit::storable(field, entry)?;
            }
            list.retain(|entry| !entry.trim().is_empty());
            if list.len() > 50 {
                return Err(Error::invalid(
                    field,
                    Message::new("error-search-too-many").with("max", 50_i64),
                ));
            }
        }
        Ok(self)
    }

    /// Whether nothing but time and place narrows the search.
    pub fn only_where_and_when(&self) -> bool {
        self.words.is_none()
            && self.categories.is_empty()
            && self.languages.is_empty()
            && self.statuses.is_empty()
            && self.tags.is_empty()
            && self.online.is_none()
            && self.long.is_none()
            && !self.local_only
    }
}

/// Where a page ended: the next begins behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// Behind this place in time.
    Time(DateTime<Utc>),
    /// Behind so many rows, where the order is not that of time.
    Rows(i64),
}

impl Cursor {
    /// As it travels.
    pub fn encode(self) -> String {
        let plain = match self {
            Self::Time(at) => format!("t{}", at.timestamp_micros()),
            Self::Rows(rows) => format!("r{rows}"),
        };
        URL_SAFE_NO_PAD.encode(plain)
    }

    /// Reads what travelled; `None` for anything that is not ours.
    pub fn decode(text: &str) -> Option<Self> {
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let number: i64 = plain.get(1..)?.parse().ok()?;
        match plain.get(..1)? {
            "t" => DateTime::from_timestamp_micros(number).map(Self::Time),
            "r" => {
                (0..=crate::kernel::limit::OFFSET).contains(&number).then_some(Self::Rows(number))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_box_is_read_from_its_corners() {
        let paris = BoundingBox::parse("48.9,2.2:48.8,2.4").unwrap();
        assert_eq!(paris, BoundingBox { west: 2.2, south: 48.8, east: 2.4, north: 48.9 });
        for wrong in ["", "48.9,2.2", "48.8,2.2:48.9,2.4", "91,0:0,1", "NaN,0:0,1", "1,2:0,1"] {
            assert!(BoundingBox::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_radius_is_clamped_and_any_place_is_on_earth(lon: f64, lat: f64, km: f64) {
            if let Some(near) = Near::of(lon, lat, Some(km)) {
                prop_assert!((100.0..=500_000.0).contains(&near.metres));
                prop_assert!(near.lon.abs() <= 180.0 && near.lat.abs() <= 90.0);
            }
        }

        #[test]
        fn a_cursor_survives_its_travel(micros in -1_000_000_000_000_i64..10_000_000_000_000_000, rows in 0_i64..10_000) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            prop_assert_eq!(Cursor::decode(&Cursor::Time(at).encode()), Some(Cursor::Time(at)));
            prop_assert_eq!(Cursor::decode(&Cursor::Rows(rows).encode()), Some(Cursor::Rows(rows)));
        }

        #[test]
        fn a_foreign_cursor_is_none_and_never_a_panic(text in ".{0,40}") {
            let _ = Cursor::decode(&text);
        }
    }
}
