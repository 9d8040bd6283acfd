use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;
use icalendar::Property;

/// A day or a moment, as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A whole day, wherever one is.
    Day(NaiveDate),
    /// What a clock in this zone shows. The moment it denotes follows the zone's rules, should they change.
    Zoned { wall: NaiveDateTime, zone: Tz },
    /// A moment, whatever clocks show.
    Utc(DateTime<Utc>),
}

impl When {
    /// Whether a calendar can hold it: years are written with four digits.
    pub(crate) fn writable(self) -> bool {
        (1..=9998).contains(&self.date().year())
    }

    /// The zone whose rules the reader of a calendar needs.
    pub(crate) fn zone(self) -> Option<Tz> {
        match self {
            Self::Zoned { zone, .. } if zone != Tz::UTC => Some(zone),
            _ => None,
        }
    }

    /// The day it is there.
    pub(crate) fn date(self) -> NaiveDate {
        match self {
            Self::Day(date) => date,
            Self::Zoned { wall, .. } => wall.date(),
            Self::Utc(moment) => moment.date_naive(),
        }
    }

    /// As the value of a property such as `DTSTART`.
    pub(crate) fn property(self, key: &str) -> Property {
        const WALL: &str = "%Y%m%dT%H%M%S";
        match self {
            Self::Day(date) => Property::new(key, date.format("%Y%m%d").to_string())
                .add_parameter("VALUE", "DATE")
                .done(),
            Self::Zoned { wall, zone } if zone != Tz::UTC => {
                Property::new(key, wall.format(WALL).to_string())
                    .add_parameter("TZID", zone.name())
                    .done()
            }
            Self::Zoned { wall, .. } => Property::new(key, format!("{}Z", wall.format(WALL))),
            Self::Utc(moment) => Property::new(key, format!("{}Z", moment.format(WALL))),
        }
    }

    /// The moment at which something that starts or ends then does so.
    fn moment(self) -> DateTime<Utc> {
        match self {
            Self::Day(date) => date.and_time(NaiveTime::MIN).and_utc(),
            Self::Zoned { wall, zone } => moment_in(zone, wall),
            Self::Utc(moment) => moment,
        }
    }
}

/// The end to write for something that starts and ends then: of the same kind as the start, as the standard asks, after
/// it, and exclusive, so that an end on a day becomes the start of the next. `None` if there is no such end.
pub(crate) fn end(starts: When, ends: When) -> Option<When> {
    let next_day = |day: NaiveDate| day.checked_add_days(Days::new(1));
    let end = match (starts, ends) {
        (When::Day(_), _) => When::Day(next_day(ends.date())?),
        (When::Zoned { zone, .. }, When::Day(last)) => {
            When::Zoned { wall: next_day(last)?.and_time(NaiveTime::MIN), zone }
        }
        (When::Utc(_), When::Day(last)) => {
            When::Utc(next_day(last)?.and_time(NaiveTime::MIN).and_utc())
        }
        _ => ends,
    };
    (end.writable() && end.moment() > starts.moment()).then_some(end)
}

/// The moment when a clock in this zone shows this: the first, if it does so twice. A time that clocks skip is read
/// with the offset that held before (RFC 5545, 3.3.5).
fn moment_in(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    if let Some(moment) = zone.from_local_datetime(&wall).earliest() {
        return moment.to_utc();
    }
    let before = zone.offset_from_utc_datetime(&(wall - TimeDelta::days(1)));
    let offset = chrono::Offset::fix(&before).local_minus_utc();
    (wall - TimeDelta::seconds(offset.into())).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("March has this day")
    }

    fn paris(on: u32, hour: u32) -> When {
        When::Zoned { wall: day(on).and_hms_opt(hour, 30, 0).expect("an hour"), zone: Paris }
    }

    #[test]
    fn the_last_day_ends_when_the_next_begins() {
        assert_eq!(end(When::Day(day(1)), When::Day(day(1))), Some(When::Day(day(2))));
        assert_eq!(end(When::Day(day(1)), paris(3, 10)), Some(When::Day(day(4))));
        let midnight = When::Zoned { wall: day(3).and_time(NaiveTime::MIN), zone: Paris };
        assert_eq!(end(paris(1, 10), When::Day(day(2))), Some(midnight));
    }

    #[test]
    fn an_end_that_is_not_after_the_start_is_none() {
        assert_eq!(end(paris(1, 10), paris(1, 10)), None);
        assert_eq!(end(When::Day(day(2)), When::Day(day(1))), None);
        let london = When::Zoned {
            wall: day(1).and_hms_opt(9, 45, 0).expect("a time"),
            zone: chrono_tz::Europe::London,
        };
        assert_eq!(end(paris(1, 10), london), Some(london), "9:45 in London is 10:45 in Paris");
    }

    #[test]
    fn a_time_that_clocks_skip_is_read_with_the_offset_before() {
        assert_eq!(paris(29, 2).moment().to_rfc3339(), "2026-03-29T01:30:00+00:00");
    }
}
