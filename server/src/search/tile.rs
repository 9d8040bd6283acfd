//! Boxes on the map as ranges of the tile numbers that events carry ([`crate::events::morton`]): a tile of any zoom is
//! one range. (G. M. Morton, A computer oriented geodetic data base, 1966; tiles as in OpenStreetMap's slippy maps.)

use super::filters::BoundingBox;

/// The zoom of the tiles that are stored.
pub const ZOOM: u32 = 15;
/// The latitude at which the projection ends, in degrees.
const EDGE: f64 = 85.051_128;

/// The column and row of a point's tile at a zoom.
fn column_row(lon: f64, lat: f64, z: u32) -> (u32, u32) {
    let side = f64::from(1_u32 << z);
    let lat = lat.clamp(-EDGE, EDGE).to_radians();
    let x = (lon + 180.0) / 360.0 * side;
    let y = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0 * side;
    let within = |v: f64| v.clamp(0.0, side - 1.0).floor() as u32;
    (within(x), within(y))
}

fn interleave(x: u32, y: u32) -> i32 {
    let spread = |v: u32| (0..ZOOM).fold(0_u32, |bits, bit| bits | ((v >> bit) & 1) << (2 * bit));
    (spread(x) | (spread(y) << 1)) as i32
}

/// The ranges of stored tiles that cover a box, from the coarsest zoom at which it takes few tiles: `(from, below)`.
pub fn ranges(west: f64, south: f64, east: f64, north: f64) -> Vec<(i32, i32)> {
    let corners = |z: u32| (column_row(west, north, z), column_row(east, south, z));
    let few = |z: &u32| {
        let ((x0, y0), (x1, y1)) = corners(*z);
        (x1 - x0 + 1) * (y1 - y0 + 1) <= 64
    };
    let z = (0..=ZOOM).rev().find(few).unwrap_or(0);
    let ((x0, y0), (x1, y1)) = corners(z);
    let size = 1_i64 << (2 * (ZOOM - z));
    let mut ranges = Vec::new();
    for y in y0..=y1 {
        for x in x0..=x1 {
            let from = i64::from(interleave(x, y)) * size;
            ranges.push((from as i32, (from + size - 1) as i32));
        }
    }
    ranges
}

/// The box of the tile that a point lies in at a zoom, a metre wider on each side, so that what lies on the edge is in.
pub fn cell(lon: f64, lat: f64, z: u32) -> BoundingBox {
    const METRE: f64 = 0.00001;
    let side = f64::from(1_u32 << z);
    let (x, y) = column_row(lon, lat, z);
    let longitude = |x: u32| f64::from(x) / side * 360.0 - 180.0;
    let latitude = |y: u32| {
        (std::f64::consts::PI * (1.0 - 2.0 * f64::from(y) / side)).sinh().atan().to_degrees()
    };
    BoundingBox {
        west: (longitude(x) - METRE).max(-180.0),
        south: latitude(y + 1) - METRE,
        east: (longitude(x + 1) + METRE).min(180.0),
        north: latitude(y) + METRE,
    }
}

/// The zoom of the clusters that suit a screen with this box on it.
pub fn grain(bbox: BoundingBox) -> u32 {
    let widths = 360.0 / (bbox.east - bbox.west).max(0.0001);
    ((widths.log2().floor().max(0.0) as u32) + 3).clamp(2, ZOOM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_point_lies_in_its_cell(lon in -180.0_f64..180.0, lat in -85.0_f64..85.0, z in 2_u32..=15) {
            let cell = cell(lon, lat, z);
            prop_assert!((cell.west..=cell.east).contains(&lon) && (cell.south..=cell.north).contains(&lat));
            prop_assert!(BoundingBox::parse(&cell.to_string()).is_ok());
        }

        #[test]
        fn a_point_lies_in_a_range_of_every_box_around_it(
            lon in -179.0_f64..179.0, lat in -84.0_f64..84.0, w in 0.001_f64..20.0, h in 0.001_f64..10.0,
        ) {
            let covered = ranges((lon - w).max(-180.0), (lat - h).max(-85.0), (lon + w).min(180.0), (lat + h).min(85.0));
            let tile = crate::events::morton(lon, lat);
            prop_assert!(covered.iter().any(|(from, last)| (*from..=*last).contains(&tile)));
            prop_assert!(covered.len() <= 64);
        }
    }
}
