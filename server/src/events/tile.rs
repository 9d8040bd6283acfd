//! Where a point lies on the map's grid: the Web-Mercator tile at zoom 15 as a Morton number, whose bits are those
//! of the column and the row in turn. Shifted right by `2 * (15 - z)` it is the tile at zoom `z`, so that what lies
//! in a tile of any zoom is one range of numbers.

/// The zoom of the numbers.
pub const ZOOM: u32 = 15;
/// Beyond this latitude the map ends.
const EDGE: f64 = 85.051_128_779_806_6;

/// The number of the tile of a point in degrees. Points nearer to a pole than the map lie in its last row.
pub fn morton(lon: f64, lat: f64) -> i32 {
    let side = f64::from(1u32 << ZOOM);
    let phi = lat.clamp(-EDGE, EDGE).to_radians();
    let x = (lon + 180.0) / 360.0 * side;
    let y = (1.0 - phi.tan().asinh() / std::f64::consts::PI) / 2.0 * side;
    let last = side - 1.0;
    let number =
        spread(x.floor().clamp(0.0, last) as u32) | spread(y.floor().clamp(0.0, last) as u32) << 1;
    number as i32
}

/// Puts an empty bit between the fifteen bits of a number.
fn spread(number: u32) -> u32 {
    (0..ZOOM).fold(0, |spread, bit| spread | (number >> bit & 1) << (2 * bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Column and row at a zoom, taken out of the number again.
    fn column_and_row(number: i32, zoom: u32) -> (u32, u32) {
        let number = (number as u32) >> (2 * (ZOOM - zoom));
        let pick =
            |from: u32| (0..zoom).fold(0, |n, bit| n | (number >> (2 * bit + from) & 1) << bit);
        (pick(0), pick(1))
    }

    #[test]
    fn a_number_names_the_tile_of_every_zoom() {
        // Notre-Dame de Paris: tiles as OpenStreetMap numbers them.
        let paris = morton(2.349_9, 48.853);
        assert_eq!(column_and_row(paris, 15), (16_597, 11_273));
        assert_eq!(column_and_row(paris, 10), (518, 352));
        assert_eq!(column_and_row(paris, 2), (2, 1));
    }

    #[test]
    fn the_corners_of_the_map_are_its_first_and_last_tile() {
        assert_eq!(morton(-180.0, 90.0), 0);
        assert_eq!(morton(180.0, -90.0), (1 << 30) - 1);
    }

    #[test]
    fn the_quarters_of_the_world_follow_each_other() {
        let quarters = [(-90.0, 45.0), (90.0, 45.0), (-90.0, -45.0), (90.0, -45.0)];
        let numbers = quarters.map(|(lon, lat)| morton(lon, lat) >> 28);
        assert_eq!(numbers, [0, 1, 2, 3]);
    }
}
