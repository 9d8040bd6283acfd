//! The plain map of results: drawn here, without a tile from anywhere. Circles stand where events are, on a grid of
//! degrees in Web Mercator, large enough to be tapped, each with its place's name and a link.

use super::views::Tiles;
use crate::app::App;

/// Events at one place, or close together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cluster {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many events.
    pub count: u64,
    /// The place's name.
    pub name: String,
    /// Where a tap leads: the same search, closer.
    pub url: String,
}

/// A cluster on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The cluster.
    pub cluster: Cluster,
    /// Pixels from the left.
    pub x: f64,
    /// Pixels from the top.
    pub y: f64,
    /// The circle's radius in pixels.
    pub radius: f64,
    /// Size of the number in pixels.
    pub size: f64,
    /// Where the name stands, in pixels from the top; none if there is no room.
    pub name_y: Option<f64>,
}

/// A line of the grid with its degrees in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Pixels from the left or top.
    pub at: f64,
    /// Such as `45.5° N`.
    pub label: String,
}

/// A map ready to be written as SVG.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlainMap {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// Where the events are; the most numerous first.
    pub spots: Vec<Spot>,
    /// Lines from north to south.
    pub meridians: Vec<Line>,
    /// Lines from west to east.
    pub parallels: Vec<Line>,
    /// Address pattern of tiles and their credit, if the site offers an interactive map as well.
    pub tiles: Option<Tiles>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 480.0;
/// Room at the edges, so that circles and names are not cut.
const MARGIN: f64 = 64.0;
/// The least stretch shown, in radians of longitude: about 6 km at the equator.
const CLOSEST: f64 = 0.001;

/// Lays clusters out so that all of them fit.
pub fn draw(mut clusters: Vec<Cluster>) -> PlainMap {
    clusters.retain(|c| c.lat.is_finite() && c.lon.is_finite() && c.lat.abs() < 85.0);
    clusters.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let Some(view) = View::around(&clusters) else {
        return PlainMap { width: WIDTH, height: HEIGHT, ..PlainMap::default() };
    };
    let most = clusters.iter().map(|c| c.count).max().unwrap_or(1) as f64;
    let mut spots: Vec<Spot> =
        clusters.into_iter().map(|cluster| view.spot(cluster, most)).collect();
    place_names(&mut spots);
    PlainMap {
        width: WIDTH,
        height: HEIGHT,
        meridians: view.meridians(),
        parallels: view.parallels(),
        spots,
        tiles: None,
    }
}

/// The tiles of the interactive map, where the operator has chosen a source. They come from this server.
pub fn tiles(app: &App) -> Option<Tiles> {
    let credit = app.config.map_tiles.as_ref().map(|_| app.config.map_credit.clone())?;
    Some(Tiles { url: "/tiles/{z}/{x}/{y}".to_owned(), credit })
}

/// The part of the world shown.
struct View {
    west: f64,
    north: f64,
    scale: f64,
    east_deg: (f64, f64),
    north_deg: (f64, f64),
}

/// Web Mercator's y for a latitude in degrees, in radians.
fn mercator(lat: f64) -> f64 {
    (std::f64::consts::FRAC_PI_4 + lat.to_radians() / 2.0).tan().ln()
}

/// The latitude of a Web Mercator y.
fn latitude(y: f64) -> f64 {
    (2.0 * y.exp().atan() - std::f64::consts::FRAC_PI_2).to_degrees()
}

impl View {
    fn around(clusters: &[Cluster]) -> Option<Self> {
        let xs = || clusters.iter().map(|c| c.lon.to_radians());
        let ys = || clusters.iter().map(|c| mercator(c.lat));
        let (x0, x1) = (xs().reduce(f64::min)?, xs().reduce(f64::max)?);
        let (y0, y1) = (ys().reduce(f64::min)?, ys().reduce(f64::max)?);
        let (dx, dy) = ((x1 - x0).max(CLOSEST), (y1 - y0).max(CLOSEST));
        let scale = ((WIDTH - 2.0 * MARGIN) / dx).min((HEIGHT - 2.0 * MARGIN) / dy);
        let west = (x0 + x1) / 2.0 - WIDTH / 2.0 / scale;
        let north = (y0 + y1) / 2.0 + HEIGHT / 2.0 / scale;
        let east_deg = (west.to_degrees(), (west + WIDTH / scale).to_degrees());
        let north_deg = (latitude(north - HEIGHT / scale), latitude(north));
        Some(Self { west, north, scale, east_deg, north_deg })
    }

    fn x(&self, lon: f64) -> f64 {
        round((lon.to_radians() - self.west) * self.scale)
    }

    fn y(&self, lat: f64) -> f64 {
        round((self.north - mercator(lat)) * self.scale)
    }

    /// A circle's area grows with its number; the smallest can still be tapped (44 px across).
    fn spot(&self, cluster: Cluster, most: f64) -> Spot {
        let share = (cluster.count as f64 / most.max(1.0)).sqrt();
        let radius = round(22.0 + 14.0 * share);
        let (x, y) = (self.x(cluster.lon), self.y(cluster.lat));
        let size = if cluster.count > 999 { 13.0 } else { 16.0 };
        Spot { cluster, x, y, radius, size, name_y: Some(round(y + radius + 17.0)) }
    }

    fn meridians(&self) -> Vec<Line> {
        let lines = steps(self.east_deg);
        lines
            .map(|(lon, digits)| Line { at: self.x(lon), label: degrees(lon, digits, "E", "W") })
            .collect()
    }

    fn parallels(&self) -> Vec<Line> {
        let lines = steps(self.north_deg);
        lines
            .map(|(lat, digits)| Line { at: self.y(lat), label: degrees(lat, digits, "N", "S") })
            .collect()
    }
}

fn round(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

/// Round degrees within a stretch, four to eight of them, and how many digits they need.
fn steps((from, to): (f64, f64)) -> impl Iterator<Item = (f64, usize)> {
    const WIDTHS: [(f64, usize); 11] = [
        (30.0, 0),
        (10.0, 0),
        (5.0, 0),
        (2.0, 0),
        (1.0, 0),
        (0.5, 1),
        (0.2, 1),
        (0.1, 1),
        (0.05, 2),
        (0.02, 2),
        (0.01, 2),
    ];
    let fits = WIDTHS.into_iter().find(|(step, _)| (to - from) / step >= 3.0);
    let (step, digits) = fits.unwrap_or((0.005, 3));
    let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
    (first..=last).map(move |n| (n as f64 * step, digits))
}

fn degrees(value: f64, digits: usize, plus: &str, minus: &str) -> String {
    let side = if value < 0.0 { minus } else { plus };
    format!("{:.digits$}° {side}", value.abs())
}

/// Leaves out the names that would run into a circle or name of more events.
fn place_names(spots: &mut [Spot]) {
    let mut taken: Vec<[f64; 4]> = spots.iter().map(circle_box).collect();
    for (i, spot) in spots.iter_mut().enumerate() {
        let Some(y) = spot.name_y else { continue };
        let half = spot.cluster.name.chars().count() as f64 * 4.2;
        let name = [spot.x - half, y - 12.0, spot.x + half, y + 4.0];
        let crossed = taken.iter().enumerate().any(|(j, other)| j != i && overlap(&name, other));
        if crossed || name[3] > HEIGHT {
            spot.name_y = None;
        } else {
            taken.push(name);
        }
    }
}

fn circle_box(spot: &Spot) -> [f64; 4] {
    [spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius]
}

fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cluster(name: &str, lat: f64, lon: f64, count: u64) -> Cluster {
        Cluster { lat, lon, count, name: name.into(), url: format!("/search?place={name}") }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let map = draw(vec![cluster("Lille", 50.63, 3.06, 2), cluster("Nice", 43.7, 7.26, 3)]);
        let (nice, lille) = (&map.spots[0], &map.spots[1]);
        assert!(lille.y < nice.y && lille.x < nice.x);
    }

    #[test]
    fn every_circle_lies_within_the_map_and_can_be_tapped() {
        let map = draw(vec![
            cluster("A", -33.9, 151.2, 900),
            cluster("B", 64.1, -21.9, 1),
            cluster("C", 0.0, 0.0, 30),
        ]);
        for spot in &map.spots {
            let [left, top, right, bottom] = circle_box(spot);
            assert!(
                left >= 0.0 && top >= 0.0 && right <= map.width && bottom <= map.height,
                "{spot:?}"
            );
            assert!(spot.radius >= 22.0);
        }
    }

    #[test]
    fn one_place_alone_stands_in_the_middle_with_a_grid() {
        let map = draw(vec![cluster("Die", 44.75, 5.37, 1)]);
        assert_eq!((map.spots[0].x, map.spots[0].y), (360.0, 240.0));
        assert!(map.meridians.len() >= 3 && map.parallels.len() >= 2, "{map:?}");
    }

    #[test]
    fn a_name_gives_way_to_that_of_more_events() {
        let map = draw(vec![
            cluster("Saint-Martin", 45.02, 5.4, 9),
            cluster("Saint-Julien", 45.021, 5.401, 2),
            cluster("Far", 47.0, 5.4, 1),
        ]);
        let named: Vec<_> =
            map.spots.iter().filter(|s| s.name_y.is_some()).map(|s| &s.cluster.name[..]).collect();
        assert_eq!(named, ["Saint-Martin", "Far"]);
    }

    #[test]
    fn nowhere_is_an_empty_map() {
        assert!(draw(Vec::new()).spots.is_empty());
        assert!(draw(vec![cluster("?", f64::NAN, 0.0, 1)]).spots.is_empty());
    }
}
