//! What somebody writes of a place, checked and laid over what is known.

use super::model::{Address, AddressText, WGS84};
use crate::kernel::limit::line;
use crate::kernel::prelude::*;
use chrono_tz::Tz;
use farandole_geocode::zone_at;
use postgis_diesel::types::Point;

/// Characters of a geocoder's name for a place.
const ORIGIN: usize = 200;
/// Degrees within which two points are the same: a tenth of a metre.
const SAME_POINT: f64 = 1e-6;

/// A place as written in a request. Beside an `id`, what is `None` stays as that address has it, and the empty text
/// empties it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AddressInput {
    /// An address that exists.
    pub id: Option<AddressId>,
    /// The geocoder's own name for the place.
    pub origin_id: Option<String>,
    pub description: Option<String>,
    pub street: Option<String>,
    pub locality: Option<String>,
    pub postal_code: Option<String>,
    pub region: Option<String>,
    pub country: Option<String>,
    pub kind: Option<String>,
    /// Longitude and latitude in degrees, WGS 84.
    pub geom: Option<(f64, f64)>,
    /// Counts only where there is no point.
    pub timezone: Option<Tz>,
}

/// A place as it would be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    pub text: AddressText,
    pub point: Option<Point>,
    pub zone: Option<String>,
    pub origin_id: Option<String>,
}

impl Place {
    /// Checks what was written. Errors name the field as `physicalAddress.street`.
    pub fn written(input: &AddressInput) -> Result<Self> {
        Self::default().overwritten(input)
    }

    /// What was written, over an address that exists.
    pub fn over(address: &Address, input: &AddressInput) -> Result<Self> {
        let known = Self {
            text: address.text.clone(),
            point: address.geog,
            zone: address.timezone.clone(),
            origin_id: address.origin_id.clone(),
        };
        known.overwritten(input)
    }

    fn overwritten(self, input: &AddressInput) -> Result<Self> {
        let text = |field, given: &Option<String>, known: Option<String>, max| match given {
            None => Ok(known),
            Some(given) => line(field, Some(given), max),
        };
        let known = self.text;
        let text = AddressText {
            description: text(
                "physicalAddress.description",
                &input.description,
                known.description,
                500,
            )?,
            street: text("physicalAddress.street", &input.street, known.street, 500)?,
            locality: text("physicalAddress.locality", &input.locality, known.locality, 200)?,
            postal_code: text(
                "physicalAddress.postalCode",
                &input.postal_code,
                known.postal_code,
                50,
            )?,
            region: text("physicalAddress.region", &input.region, known.region, 200)?,
            country: text("physicalAddress.country", &input.country, known.country, 200)?,
            kind: text("physicalAddress.type", &input.kind, known.kind, 100)?,
        };
        let origin_id = match &input.origin_id {
            None => self.origin_id,
            Some(given) => line("physicalAddress.originId", Some(given), ORIGIN)?,
        };
        let point = input.geom.map(on_earth).transpose()?.or(self.point);
        let zone = match point {
            Some(point) => zone_at(point.x, point.y).map(|zone| zone.name().to_owned()),
            None => input.timezone.map(|zone| zone.name().to_owned()).or(self.zone),
        };
        Ok(Self { text, point, zone, origin_id })
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.point.is_none()
    }

    /// Whether an address says just this, whatever the geocoder calls it.
    pub fn is(&self, address: &Address) -> bool {
        let point = match (self.point, address.geog) {
            (Some(a), Some(b)) => (a.x - b.x).abs() < SAME_POINT && (a.y - b.y).abs() < SAME_POINT,
            (None, None) => self.zone == address.timezone,
            _ => false,
        };
        point && self.text == address.text
    }
}

fn on_earth((lon, lat): (f64, f64)) -> Result<Point> {
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok(Point { x: lon, y: lat, srid: Some(WGS84) });
    }
    Err(Error::invalid("physicalAddress.geom", Message::new("error-places-point")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lyon() -> AddressInput {
        AddressInput {
            description: Some("  Lyon ".into()),
            geom: Some((4.8357, 45.764)),
            ..AddressInput::default()
        }
    }

    #[test]
    fn the_zone_is_the_one_of_the_point() {
        let place = Place::written(&AddressInput { timezone: Some(Tz::UTC), ..lyon() }).unwrap();
        assert_eq!(place.zone.as_deref(), Some("Europe/Paris"));
        assert_eq!(place.text.description.as_deref(), Some("Lyon"));
        let pointless = AddressInput { timezone: Some(Tz::Asia__Tokyo), geom: None, ..lyon() };
        assert_eq!(Place::written(&pointless).unwrap().zone.as_deref(), Some("Asia/Tokyo"));
    }

    #[test]
    fn a_point_that_is_not_on_earth_is_refused() {
        for geom in [(181.0, 0.0), (0.0, -90.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            let refused = Place::written(&AddressInput { geom: Some(geom), ..lyon() }).unwrap_err();
            assert_eq!(refused.field(), Some("physicalAddress.geom"), "{geom:?}");
        }
    }

    #[test]
    fn a_text_too_long_names_its_field() {
        let input = AddressInput { postal_code: Some("9".repeat(51)), ..lyon() };
        let refused = Place::written(&input).unwrap_err();
        assert_eq!(refused.field(), Some("physicalAddress.postalCode"));
    }

    #[test]
    fn blank_fields_and_a_kind_alone_say_nothing() {
        let blank = AddressInput {
            street: Some("  ".into()),
            kind: Some("house".into()),
            ..AddressInput::default()
        };
        assert!(Place::written(&blank).unwrap().is_empty());
        assert!(!Place::written(&lyon()).unwrap().is_empty());
    }
}
