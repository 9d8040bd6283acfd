//! The conditions of a search as SQL: the same words with the same numbers in every statement of the slice.

use super::filters::{Area, BoundingBox, Filters, Near};
use crate::events::LONG_DAYS;
use crate::kernel::prelude::*;
use diesel::pg::Pg;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{Array, Bool, Double, Nullable, Text, Timestamptz};

/// A statement with its values.
pub type Query<'a> = BoxedSqlQuery<'a, Pg, SqlQuery>;

/// What holds for a row `u` of `event_upcoming`.
pub fn conditions(filters: &Filters) -> String {
    let mut all = vec![narrowed(filters)];
    if circle(&filters.area).is_some() {
        all.push(in_circle("u.geog"));
    }
    if let Area::Box(_) = filters.area {
        all.push(in_box("u.geog"));
    }
    all.join(" AND ")
}

/// The same without the place.
pub fn narrowed(filters: &Filters) -> String {
    let mut all = vec!["u.ends_on >= $2".to_owned()];
    if filters.span.until.is_some() {
        // The second half ends a walk by time where the first alone would filter to the end of all events.
        all.push("u.begins_on < $3 AND u.sort_at < $3 + interval '1 second'".to_owned());
    }
    let optional = [
        (filters.categories.is_empty(), "u.category = ANY ($4)"),
        (filters.languages.is_empty(), "u.language = ANY ($5)"),
        (filters.statuses.is_empty(), "u.status = ANY ($6)"),
        (
            filters.tags.is_empty(),
            "EXISTS (SELECT FROM event_upcoming_tags ut JOIN tags g ON g.id = ut.tag_id \
              WHERE ut.event_id = u.event_id AND g.slug = ANY ($7))",
        ),
        (filters.online.is_none(), "u.online = $8"),
        (!filters.local_only, "u.local"),
    ];
    all.extend(optional.iter().filter(|(absent, _)| !absent).map(|(_, sql)| (*sql).to_owned()));
    if let Some(long) = filters.long {
        let compared = if long { ">=" } else { "<" };
        all.push(format!("u.ends_on - u.begins_on {compared} interval '{} days'", LONG_DAYS + 1));
    }
    all.join(" AND ")
}

/// Within the circle of the search.
pub fn in_circle(point: &str) -> String {
    format!("ST_DWithin({point}, ST_SetSRID(ST_MakePoint($9, $10), 4326)::geography, $11, false)")
}

/// Within the box of the search.
pub fn in_box(point: &str) -> String {
    format!(
        "ST_X({point}::geometry) BETWEEN $12 AND $14 AND ST_Y({point}::geometry) BETWEEN $13 AND $15"
    )
}

/// The circle that a search lies in: its own, or the one around its box, since the index on place and time knows
/// circles only. `None` where the box is so large that a walk by time alone is the shorter way.
pub fn circle(area: &Area) -> Option<Near> {
    match area {
        Area::Everywhere => None,
        Area::Circle(near) => Some(*near),
        Area::Box(bbox) => around(*bbox),
    }
}

/// Metres of the widest circle that is worth an index.
const WIDE: f64 = 2_000_000.0;
/// Metres from the Earth's middle to its surface.
const EARTH: f64 = 6_371_008.8;

fn around(bbox: BoundingBox) -> Option<Near> {
    let BoundingBox { west, south, east, north } = bbox;
    let (lon, lat) = (f64::midpoint(west, east), f64::midpoint(south, north));
    // Up to half of the world the corners are what lies farthest from the middle.
    let metres = [south, north].map(|corner| distance((lon, lat), (east, corner)));
    let metres = metres[0].max(metres[1]) * 1.01 + 1.0;
    (east - lon <= 80.0 && metres <= WIDE).then_some(Near { lon, lat, metres })
}

/// Metres between two points in degrees, over the sphere.
pub fn distance((lon, lat): (f64, f64), (other_lon, other_lat): (f64, f64)) -> f64 {
    let (a, b) = (lat.to_radians(), other_lat.to_radians());
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let chord = half(lat, other_lat) + a.cos() * b.cos() * half(lon, other_lon);
    2.0 * EARTH * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// Where in time a walk stands.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// `$16`: what the walk lies behind.
    pub low: DateTime<Utc>,
    /// `$18`: what the page before ended with, or the beginning of time.
    pub after: DateTime<Utc>,
}

impl Default for Ends {
    fn default() -> Self {
        Self { low: DateTime::UNIX_EPOCH, after: DateTime::UNIX_EPOCH }
    }
}

/// Binds `$1` the words, `$2` from, `$3` until, `$4` to `$8` the lists and flags, `$9` to `$11` the circle, `$12` to
/// `$15` the box, `$16` and `$18` the ends of the walk, `$17` the present. A statement's own values follow from `$19`.
pub fn bound(sql: String, filters: &Filters, ends: Ends, now: DateTime<Utc>) -> Query<'_> {
    let nowhere = Near { lon: 0.0, lat: 0.0, metres: 0.0 };
    let near = circle(&filters.area).unwrap_or(nowhere);
    let empty = BoundingBox { west: 0.0, south: 0.0, east: 0.0, north: 0.0 };
    let bbox = if let Area::Box(bbox) = filters.area { bbox } else { empty };
    // What has ended is not to come, whether or not the sweep has been there.
    let from = filters.span.from.map_or(now, |from| from.max(now));
    diesel::sql_query(sql)
        .into_boxed::<Pg>()
        .bind::<Text, _>(filters.words.clone().unwrap_or_default())
        .bind::<Timestamptz, _>(from)
        .bind::<Nullable<Timestamptz>, _>(filters.span.until)
        .bind::<Array<Text>, _>(&filters.categories)
        .bind::<Array<Text>, _>(&filters.languages)
        .bind::<Array<Text>, _>(&filters.statuses)
        .bind::<Array<Text>, _>(&filters.tags)
        .bind::<Bool, _>(filters.online.unwrap_or_default())
        .bind::<Double, _>(near.lon)
        .bind::<Double, _>(near.lat)
        .bind::<Double, _>(near.metres)
        .bind::<Double, _>(bbox.west)
        .bind::<Double, _>(bbox.south)
        .bind::<Double, _>(bbox.east)
        .bind::<Double, _>(bbox.north)
        .bind::<Timestamptz, _>(ends.low)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(ends.after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        assert!((distance((5.0, 45.0), (5.0, 46.0)) - 111_195.0).abs() < 5.0);
        let lyon_to_paris = distance((4.8357, 45.7640), (2.3522, 48.8566));
        assert!((lyon_to_paris - 391_500.0).abs() < 1_000.0, "{lyon_to_paris}");
    }

    proptest! {
        #[test]
        fn the_circle_around_a_box_holds_all_of_it(
            west in -170.0_f64..150.0, south in -80.0_f64..70.0, w in 0.01_f64..20.0, h in 0.01_f64..10.0,
            x in 0.0_f64..1.0, y in 0.0_f64..1.0,
        ) {
            let bbox = BoundingBox { west, south, east: west + w, north: south + h };
            if let Some(near) = around(bbox) {
                let point = (west + w * x, south + h * y);
                prop_assert!(distance((near.lon, near.lat), point) <= near.metres);
            }
        }
    }
}
