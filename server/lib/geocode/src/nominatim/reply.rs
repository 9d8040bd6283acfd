//! What Nominatim answers (`format=jsonv2`, <https://nominatim.org/release-docs/latest/api/Output/>),
//! read with patience: numbers may be strings, and what makes no sense is left out.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ID_PREFIX;
use crate::place::Place;
use crate::{on_earth, zone_at};

/// Longer names are cut.
const LONGEST_NAME: usize = 300;

const TOWNS: &[&str] = &[
    "city",
    "town",
    "village",
    "municipality",
    "hamlet",
    "isolated_dwelling",
    "croft",
    "farm",
    "allotments",
];
const QUARTERS: &[&str] = &[
    "city_district",
    "district",
    "borough",
    "suburb",
    "subdivision",
    "quarter",
    "neighbourhood",
    "city_block",
    "residential",
    "industrial",
    "commercial",
    "retail",
];
const ROADS: &[&str] = &["road", "pedestrian", "footway", "cycleway", "path", "square", "street"];
const REGIONS: &[&str] = &["state", "province", "region", "state_district", "county"];

/// One result.
#[derive(Deserialize)]
pub(super) struct Found {
    #[serde(default)]
    osm_id: Value,
    lat: Value,
    lon: Value,
    #[serde(default)]
    category: String,
    #[serde(default, rename = "type")]
    kind: String,
    addresstype: Option<String>,
    name: Option<String>,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    address: Map<String, Value>,
}

impl Found {
    /// The result as a place, unless it is nowhere.
    pub fn into_place(self) -> Option<Place> {
        let (lat, lon) = (number(&self.lat)?, number(&self.lon)?);
        if !on_earth(lat, lon) {
            return None;
        }
        let street = self.street();
        let first_words = self.display_name.split(',').next().and_then(text);
        let description =
            self.name.as_deref().and_then(text).or_else(|| street.clone()).or(first_words)?;
        Some(Place {
            description,
            street,
            locality: self.part(TOWNS),
            postal_code: self.part(&["postcode"]),
            region: self.part(REGIONS),
            country: self.part(&["country"]),
            kind: self.kind(),
            lon,
            lat,
            origin_id: self.origin_id(lat, lon),
            timezone: zone_at(lon, lat).map(|zone| zone.name().to_owned()),
        })
    }

    /// The first of these parts that the address has.
    fn part(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|&name| text(self.address.get(name)?.as_str()?))
    }

    fn street(&self) -> Option<String> {
        let road = self.part(ROADS)?;
        Some(match self.part(&["house_number"]) {
            Some(number) => format!("{number} {road}"),
            None => road,
        })
    }

    fn kind(&self) -> String {
        let class = self.addresstype.as_deref().unwrap_or(&self.kind);
        let kind = match self.category.as_str() {
            "highway" => "street",
            "building" => "house",
            "place" | "boundary" | "landuse" if TOWNS.contains(&class) => "city",
            "place" | "boundary" | "landuse" if QUARTERS.contains(&class) => "zone",
            "place" if matches!(self.kind.as_str(), "house" | "houses") => "house",
            "place" if self.kind == "square" => "street",
            "place" | "boundary" => "administrative",
            _ => return text(&self.kind).unwrap_or_else(|| "house".to_owned()),
        };
        kind.to_owned()
    }

    /// Postal codes are no object of OpenStreetMap; where they are has to do as their id.
    fn origin_id(&self, lat: f64, lon: f64) -> String {
        match &self.osm_id {
            Value::Number(id) => format!("{ID_PREFIX}{id}"),
            Value::String(id) if id.parse::<u64>().is_ok() => format!("{ID_PREFIX}{id}"),
            _ => format!("{ID_PREFIX}{lat},{lon}"),
        }
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A text worth keeping, cut to a sensible length.
fn text(value: &str) -> Option<String> {
    let value: String =
        value.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    Some(value).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn place(found: Value) -> Option<Place> {
        serde_json::from_value::<Found>(found).ok()?.into_place()
    }

    #[test]
    fn a_house_is_told_by_its_number() {
        let house = place(json!({
            "osm_type": "node", "osm_id": 1704756187, "lat": "44.5015307", "lon": "11.3398676",
            "category": "place", "type": "house", "addresstype": "place", "name": "",
            "display_name": "71, Via Guglielmo Marconi, Bologna, Emilia-Romagna, 40122, Italia",
            "address": {
                "house_number": "71", "road": "Via Guglielmo Marconi", "city": "Bologna", "county": "Bologna",
                "state": "Emilia-Romagna", "postcode": "40122", "country": "Italia", "country_code": "it"
            }
        }));
        let expected = Place {
            description: "71 Via Guglielmo Marconi".into(),
            street: Some("71 Via Guglielmo Marconi".into()),
            locality: Some("Bologna".into()),
            postal_code: Some("40122".into()),
            region: Some("Emilia-Romagna".into()),
            country: Some("Italia".into()),
            kind: "house".into(),
            lon: 11.3398676,
            lat: 44.5015307,
            origin_id: "nominatim:1704756187".into(),
            timezone: Some("Europe/Rome".into()),
        };
        assert_eq!(house, Some(expected));
    }

    #[test]
    fn kinds_are_the_words_that_clients_know() {
        let kind = |category: &str, kind: &str, addresstype: &str| {
            let found = json!({
                "osm_id": 1, "lat": 1, "lon": 1, "name": "x", "category": category, "type": kind, "addresstype": addresstype
            });
            place(found).map(|place| place.kind).unwrap_or_default()
        };
        assert_eq!(kind("boundary", "administrative", "city"), "city");
        assert_eq!(kind("place", "village", "village"), "city");
        assert_eq!(kind("boundary", "administrative", "state"), "administrative");
        assert_eq!(kind("boundary", "administrative", "suburb"), "zone");
        assert_eq!(kind("place", "postcode", "postcode"), "administrative");
        assert_eq!(kind("highway", "residential", "road"), "street");
        assert_eq!(kind("building", "yes", "building"), "house");
        assert_eq!(kind("place", "house", "place"), "house");
        assert_eq!(kind("amenity", "library", "amenity"), "library");
    }

    #[test]
    fn a_postal_code_has_no_object_of_its_own() {
        let found = json!({"lat": "45.76", "lon": "4.83", "category": "place", "type": "postcode", "name": "69001"});
        assert_eq!(place(found).map(|place| place.origin_id), Some("nominatim:45.76,4.83".into()));
    }

    #[test]
    fn a_result_that_is_nowhere_is_left_out() {
        assert_eq!(place(json!({"osm_id": 1, "lat": "95", "lon": "0", "name": "x"})), None);
        assert_eq!(place(json!({"osm_id": 1, "lat": "NaN", "lon": "0", "name": "x"})), None);
        assert_eq!(
            place(json!({"osm_id": 1, "lat": 1, "lon": 1})),
            None,
            "and so is one without a name"
        );
    }

    proptest! {
        #[test]
        fn no_text_in_a_result_makes_it_panic(a in any::<String>(), b in any::<String>()) {
            let _ = place(json!({
                "osm_id": a, "lat": 1, "lon": b, "name": b, "category": a, "type": b, "display_name": a,
                "address": {"road": a, "house_number": b, "city": a}
            }));
        }
    }
}
