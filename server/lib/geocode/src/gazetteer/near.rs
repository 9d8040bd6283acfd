//! Which town is nearest, by a grid of whole degrees.

use super::table::Town;

const EARTH_RADIUS_KM: f64 = 6371.0;
const KM_PER_DEGREE: f64 = 111.2;
const COLUMNS: usize = 360;
const ROWS: usize = 180;

/// Kilometres between two points (latitude, longitude) along the surface of a sphere (haversine).
pub(super) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

/// The towns by the square degree they are in.
pub(super) struct Grid {
    /// Where each square's towns start; one more entry for the end.
    starts: Vec<u32>,
    towns: Vec<u32>,
}

impl Grid {
    pub fn new(towns: &[Town]) -> Self {
        let square = |town: &Town| row(town.lat()) * COLUMNS + column(town.lon());
        let mut starts = vec![0u32; ROWS * COLUMNS + 1];
        for town in towns {
            starts[square(town) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut ordered = vec![0u32; towns.len()];
        for (index, town) in (0u32..).zip(towns) {
            let slot = &mut next[square(town)];
            ordered[*slot as usize] = index;
            *slot += 1;
        }
        Self { starts, towns: ordered }
    }

    /// The town nearest to a point on Earth, if one is at most `within_km` away.
    pub fn nearest(&self, towns: &[Town], lat: f64, lon: f64, within_km: f64) -> Option<u32> {
        let reach = within_km / KM_PER_DEGREE;
        let rows = row(lat - reach)..=row(lat + reach);
        // Meridians draw together towards the poles, so the same distance spans more of them.
        let narrowest = (lat.abs() + reach).min(89.9).to_radians().cos();
        let columns_each_way = (reach / narrowest).ceil().min(COLUMNS as f64 / 2.0) as usize;
        let from = column(lon) + COLUMNS - columns_each_way;
        let mut best: Option<(f64, u32)> = None;
        for row in rows {
            for step in 0..=(2 * columns_each_way).min(COLUMNS - 1) {
                let square = row * COLUMNS + (from + step) % COLUMNS;
                for &index in
                    &self.towns[self.starts[square] as usize..self.starts[square + 1] as usize]
                {
                    let town = &towns[index as usize];
                    let km = distance_km((lat, lon), (town.lat(), town.lon()));
                    if km <= within_km && best.is_none_or(|(nearest, _)| km < nearest) {
                        best = Some((km, index));
                    }
                }
            }
        }
        best.map(|(_, index)| index)
    }
}

fn row(lat: f64) -> usize {
    ((lat + 90.0).max(0.0) as usize).min(ROWS - 1)
}

fn column(lon: f64) -> usize {
    ((lon + 180.0).max(0.0) as usize).min(COLUMNS - 1)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::table::Table;
    use super::*;

    static WORLD: LazyLock<(Vec<Town>, Grid)> = LazyLock::new(|| {
        let towns = Table::read().towns;
        let grid = Grid::new(&towns);
        (towns, grid)
    });

    #[test]
    fn distances_are_those_on_a_map() {
        let (lyon, paris) = ((45.7578, 4.8320), (48.8534, 2.3488));
        assert!((distance_km(lyon, paris) - 392.0).abs() < 2.0);
        assert_eq!(distance_km(lyon, lyon), 0.0);
        assert!((distance_km((0.0, 179.9), (0.0, -179.9)) - 22.2).abs() < 0.1);
    }

    #[test]
    fn the_date_line_is_no_border() {
        let (towns, grid) = &*WORLD;
        let fiji =
            grid.nearest(towns, -16.4, -179.5, 300.0).map(|index| towns[index as usize].lon());
        assert!(fiji.is_some_and(|lon| lon > 179.0), "{fiji:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_grid_finds_what_looking_at_every_town_finds(lat in -90.0..=90.0, lon in -180.0..=180.0) {
            let (towns, grid) = &*WORLD;
            let km = |town: &Town| distance_km((lat, lon), (town.lat(), town.lon()));
            let nearest = towns.iter().map(km).min_by(f64::total_cmp).filter(|&km| km <= 300.0);
            let found = grid.nearest(towns, lat, lon, 300.0).map(|index| km(&towns[index as usize]));
            prop_assert_eq!(found, nearest);
        }
    }
}
