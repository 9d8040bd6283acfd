//! When an event is: the moment, and the hour on the clocks of its place.
//!
//! Both are kept. The moment orders and compares; the hour on the wall is what was printed on the poster, and stays
//! when a government changes the rules of a zone.

use crate::kernel::prelude::*;
use chrono::{Datelike, DurationRound, FixedOffset, LocalResult, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

/// A moment as somebody wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// With an offset from UTC: one moment, wherever it is read.
    Exact(DateTime<FixedOffset>),
    /// An hour on a clock, to be read in the zone of the event.
    Wall(NaiveDateTime),
    /// The same from somebody who can be asked: an hour that the clocks show twice needs to be told apart.
    Asked(NaiveDateTime, Option<Turn>),
}

/// Which of the two, where the clocks go back and show an hour twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    First,
    Second,
}

/// The years that events may be in.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;
/// The longest that an event may take: a year, and its leap day.
pub const LONGEST: Duration = Duration::days(366);

/// A moment and the hour that the clocks of a zone show at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    pub at: DateTime<Utc>,
    pub wall: NaiveDateTime,
}

impl Instant {
    /// What the clocks of a zone show at a moment.
    pub fn of(at: DateTime<Utc>, zone: Tz) -> Self {
        Self { at, wall: at.with_timezone(&zone).naive_local() }
    }
}

impl From<DateTime<Utc>> for When {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Exact(at.fixed_offset())
    }
}

impl When {
    /// Reads RFC 3339, with or without an offset.
    pub fn read(text: &str) -> Option<Self> {
        if let Ok(exact) = text.parse::<DateTime<FixedOffset>>() {
            return Some(Self::Exact(exact));
        }
        text.parse().map(Self::Wall).ok()
    }

    /// The moment in a zone, to the second. An hour that the clocks skip is refused with the field named; of an hour
    /// that they show twice, the first is meant.
    pub fn in_zone(self, zone: Tz, field: &'static str) -> Result<Instant> {
        let at = match self {
            Self::Exact(at) => at.to_utc(),
            Self::Wall(wall) => on_clocks(wall, Some(Turn::First), zone, field)?,
            Self::Asked(wall, turn) => on_clocks(wall, turn, zone, field)?,
        };
        if !YEARS.contains(&at.year()) {
            let problem = Message::new("error-events-far-date")
                .with("from", YEARS.start().to_string())
                .with("to", YEARS.end().to_string());
            return Err(Error::invalid(field, problem));
        }
        let at = at.duration_trunc(Duration::seconds(1)).unwrap_or(at);
        Ok(Instant::of(at, zone))
    }
}

/// The moment at which the clocks of a zone show an hour.
fn on_clocks(
    wall: NaiveDateTime,
    turn: Option<Turn>,
    zone: Tz,
    field: &'static str,
) -> Result<DateTime<Utc>> {
    let hour = |wall: NaiveDateTime| wall.format("%H:%M").to_string();
    let problem = |id| {
        Message::new(id)
            .with("hour", wall.format("%Y-%m-%d %H:%M").to_string())
            .with("zone", zone.name())
    };
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) => Ok(at.to_utc()),
        LocalResult::Ambiguous(first, second) => match turn {
            Some(Turn::First) => Ok(first.to_utc()),
            Some(Turn::Second) => Ok(second.to_utc()),
            None => Err(Error::invalid(field, problem(TWICE))),
        },
        LocalResult::None => {
            let skipped = skipped(wall, zone);
            let problem = problem("error-events-no-such-hour")
                .with("before", hour(wall - skipped))
                .with("after", hour(wall + skipped));
            Err(Error::invalid(field, problem))
        }
    }
}

/// The error about an hour that the clocks show twice: whoever shows a form asks which.
pub const TWICE: &str = "error-events-hour-twice";

/// How far the clocks jump at an hour that they skip.
fn skipped(wall: NaiveDateTime, zone: Tz) -> Duration {
    let offset = |wall: NaiveDateTime| {
        let at = zone.from_local_datetime(&wall).earliest();
        at.map_or(0, |at| at.offset().fix().local_minus_utc())
    };
    let day = Duration::hours(25);
    let jump = Duration::seconds((offset(wall + day) - offset(wall - day)).into());
    if jump > Duration::zero() { jump } else { Duration::hours(1) }
}

/// The first moment of the day of an hour on the wall. Where the clocks skip midnight, the day begins later.
pub fn start_of_day(wall: NaiveDateTime, zone: Tz) -> Instant {
    let midnight = wall.date().and_time(NaiveTime::MIN);
    let at = (0..=24 * 4)
        .map(|quarters| midnight + Duration::minutes(15 * quarters))
        .find_map(|wall| zone.from_local_datetime(&wall).earliest())
        .map_or_else(|| midnight.and_utc(), |at| at.to_utc());
    Instant { at, wall: midnight }
}

/// The first moment of the day after.
pub fn end_of_day(wall: NaiveDateTime, zone: Tz) -> Instant {
    start_of_day(wall + Duration::days(1), zone)
}

/// The last moment of whole days: an end at midnight closes the day before, any other its own day.
pub fn end_of_days(begins: Instant, ends: Instant, zone: Tz) -> Instant {
    if ends.wall.time() == NaiveTime::MIN && ends.wall > begins.wall {
        return start_of_day(ends.wall, zone);
    }
    end_of_day(ends.wall, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{Africa::Cairo, Europe::Paris};

    fn moment(text: &str) -> Instant {
        When::read(text).unwrap().in_zone(Paris, "beginsOn").unwrap()
    }

    #[test]
    fn an_hour_without_offset_is_read_on_the_clocks_of_the_place() {
        let summer = moment("2026-07-14T20:00:00");
        assert_eq!(summer.at.to_rfc3339(), "2026-07-14T18:00:00+00:00");
        assert_eq!(summer, moment("2026-07-14T18:00:00Z"));
        assert_eq!(summer, moment("2026-07-14T14:00:00-04:00"));
        assert_eq!(summer.wall.to_string(), "2026-07-14 20:00:00");
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_refused() {
        let skipped = When::read("2026-03-29T02:30:00").unwrap().in_zone(Paris, "endsOn");
        assert_eq!(skipped.unwrap_err().field(), Some("endsOn"));
        assert_eq!(moment("2026-03-29T02:30:00+01:00").wall.to_string(), "2026-03-29 03:30:00");
    }

    #[test]
    fn of_an_hour_shown_twice_the_first_is_meant_unless_an_offset_says_otherwise() {
        let first = moment("2026-10-25T02:30:00");
        assert_eq!(first.at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
        let second = moment("2026-10-25T02:30:00+01:00");
        assert_eq!(second.at.to_rfc3339(), "2026-10-25T01:30:00+00:00");
        assert_eq!(first.wall, second.wall);
    }

    #[test]
    fn somebody_who_can_be_asked_is_asked_which_of_two_hours() {
        let hour = "2026-10-25T02:30:00".parse().unwrap();
        let asked = |turn| When::Asked(hour, turn).in_zone(Paris, "beginsOn");
        assert_eq!(asked(None).unwrap_err().field(), Some("beginsOn"));
        assert_eq!(asked(Some(Turn::First)).unwrap(), moment("2026-10-25T02:30:00+02:00"));
        assert_eq!(asked(Some(Turn::Second)).unwrap(), moment("2026-10-25T02:30:00+01:00"));
    }

    #[test]
    fn an_hour_that_is_skipped_names_the_two_beside_it() {
        let refused = When::read("2026-03-29T02:30:00").unwrap().in_zone(Paris, "endsOn");
        let said = refused.unwrap_err().say(Lang::En);
        assert!(said.contains("01:30") && said.contains("03:30"), "{said}");
    }

    #[test]
    fn the_years_of_events_have_an_end() {
        for (text, holds) in [
            ("1969-12-31T00:00:00Z", false),
            ("1970-01-01T00:00:00Z", true),
            ("2200-12-31T00:00:00Z", true),
            ("2201-01-01T12:00:00Z", false),
        ] {
            assert_eq!(
                When::read(text).unwrap().in_zone(Paris, "beginsOn").is_ok(),
                holds,
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_without_midnight_begins_at_its_first_hour() {
        let day = start_of_day("2026-04-24T15:00:00".parse().unwrap(), Cairo);
        assert_eq!(day.at.to_rfc3339(), "2026-04-23T22:00:00+00:00");
        assert_eq!(day.wall.to_string(), "2026-04-24 00:00:00");
    }

    #[test]
    fn an_end_at_midnight_closes_the_day_before() {
        let begins = start_of_day("2026-07-14T00:00:00".parse().unwrap(), Paris);
        let midnight = start_of_day("2026-07-15T00:00:00".parse().unwrap(), Paris);
        assert_eq!(end_of_days(begins, midnight, Paris), midnight);
        assert_eq!(end_of_days(begins, moment("2026-07-14T18:00:00"), Paris), midnight);
        assert_eq!(end_of_days(begins, begins, Paris), midnight);
    }

    #[test]
    fn text_that_is_no_moment_is_not_read() {
        for text in ["", "tomorrow", "2026-13-01T00:00:00Z", "2026-06-01"] {
            assert_eq!(When::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_in_another_age_is_refused() {
        for text in ["0001-01-01T00:00:00Z", "+12345-01-01T00:00:00Z"] {
            assert!(When::read(text).unwrap().in_zone(Paris, "beginsOn").is_err(), "{text}");
        }
    }
}
