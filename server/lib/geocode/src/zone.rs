use std::sync::LazyLock;

use chrono_tz::Tz;
use tzf_rs::EmbeddedFinder;

use crate::on_earth;

/// Reads the compressed boundaries in place, about 6 MiB with its index, rather than unpacking
/// them to ten times that.
static BOUNDARIES: LazyLock<EmbeddedFinder> = LazyLock::new(EmbeddedFinder::new);

/// The time zone whose clocks people follow at this point (degrees, WGS 84).
///
/// Within about 100 metres of a boundary the answer may be the neighbour's. The open sea has the
/// nautical zones (`Etc/GMT+3` is three hours *behind* UTC). None for a point that is not on Earth.
pub fn zone_at(lon: f64, lat: f64) -> Option<Tz> {
    if !on_earth(lat, lon) {
        return None;
    }
    BOUNDARIES.get_tz_name(lon, lat).parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn land_has_the_zone_of_its_people() {
        assert_eq!(zone_at(4.8357, 45.764), Some(Tz::Europe__Paris));
        assert_eq!(zone_at(8.55, 47.3667), Some(Tz::Europe__Zurich));
        assert_eq!(zone_at(55.45, -20.88), Some(Tz::Indian__Reunion));
        assert_eq!(zone_at(85.32, 27.71), Some(Tz::Asia__Kathmandu));
        assert_eq!(zone_at(-52.71, 47.56), Some(Tz::America__St_Johns));
    }

    #[test]
    fn the_open_sea_has_nautical_zones() {
        assert_eq!(zone_at(-40.0, 30.0), Some(Tz::Etc__GMTPlus3));
        assert_eq!(zone_at(0.0, 0.0), Some(Tz::Etc__GMT));
    }

    #[test]
    fn what_is_not_on_earth_has_no_zone() {
        assert_eq!(zone_at(f64::NAN, 45.0), None);
        assert_eq!(zone_at(4.0, f64::INFINITY), None);
        assert_eq!(zone_at(181.0, 45.0), None);
        assert_eq!(zone_at(4.0, -90.5), None);
    }

    #[test]
    fn every_zone_with_a_boundary_is_known() {
        for name in BOUNDARIES.timezonenames() {
            assert!(name.parse::<Tz>().is_ok(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_point_on_earth_has_a_zone(lon in -180.0..=180.0, lat in -90.0..=90.0) {
            prop_assert!(zone_at(lon, lat).is_some());
        }

        #[test]
        fn no_numbers_make_it_panic(lon in any::<f64>(), lat in any::<f64>()) {
            let _ = zone_at(lon, lat);
        }
    }
}
