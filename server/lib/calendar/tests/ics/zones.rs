use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{Africa, America, Asia, Australia, Europe, Tz};
use farandole_calendar::{Entry, When, feed};
use ical::parser::ical::component::IcalTimeZone;

use crate::reader::{entry, feed_of, read, value};

fn at(zone: Tz, year: i32) -> Entry {
    let wall = NaiveDate::from_ymd_opt(year, 7, 1).unwrap().and_hms_opt(20, 0, 0).unwrap();
    Entry { starts: When::Zoned { wall, zone }, ..entry() }
}

fn zones_of(entries: Vec<Entry>) -> Vec<IcalTimeZone> {
    read(&feed(&feed_of(entries))).timezones
}

fn seconds(offset: &str) -> i64 {
    let (sign, digits) = offset.split_at(1);
    let part = |at: usize| digits.get(at..at + 2).map_or(0, |part| part.parse::<i64>().unwrap());
    let size = part(0) * 3600 + part(2) * 60 + part(4);
    if sign == "-" { -size } else { size }
}

/// The observances as (moment of onset, offset afterwards), worked out as a calendar would.
fn onsets(zone: &IcalTimeZone) -> Vec<(DateTime<Utc>, i64)> {
    let onset = |properties: &Vec<ical::property::Property>| {
        let wall =
            NaiveDateTime::parse_from_str(value(properties, "DTSTART"), "%Y%m%dT%H%M%S").unwrap();
        let from = TimeDelta::seconds(seconds(value(properties, "TZOFFSETFROM")));
        ((wall - from).and_utc(), seconds(value(properties, "TZOFFSETTO")))
    };
    zone.transitions.iter().map(|observance| onset(&observance.properties)).collect()
}

#[test]
fn each_zone_in_use_is_spelt_out_once() {
    let utc =
        Entry { starts: When::Zoned { wall: NaiveDateTime::default(), zone: Tz::UTC }, ..entry() };
    let zones = zones_of(vec![
        at(Europe::Paris, 2026),
        at(Asia::Kolkata, 2026),
        at(Europe::Paris, 2027),
        utc,
        entry(),
    ]);
    let names: Vec<_> = zones.iter().map(|zone| value(&zone.properties, "TZID")).collect();
    assert_eq!(names, ["Asia/Kolkata", "Europe/Paris"]);
}

#[test]
fn the_zone_of_an_end_is_spelt_out_too() {
    let ends = at(America::New_York, 2026).starts;
    let zones = zones_of(vec![Entry { ends: Some(ends), ..at(Europe::Paris, 2026) }]);
    assert_eq!(zones.len(), 2);
}

#[test]
fn a_zone_says_what_its_clocks_show_at_every_moment_of_the_years_in_use() {
    let zones = [
        Europe::Paris,
        Europe::Dublin,
        America::New_York,
        America::St_Johns,
        America::Sao_Paulo,
        Australia::Lord_Howe,
        Asia::Kolkata,
        Asia::Kathmandu,
        Asia::Tehran,
        Africa::Casablanca,
        Tz::Pacific__Chatham,
        Tz::Antarctica__Troll,
    ];
    for zone in zones {
        for (first, last) in [(2018, 2020), (2026, 2027), (2035, 2035)] {
            let written = zones_of(vec![at(zone, first), at(zone, last)]);
            let onsets = onsets(&written[0]);
            let mut moment =
                Utc.with_ymd_and_hms(first, 1, 1, 0, 0, 0).unwrap() - TimeDelta::hours(14);
            while moment.year() <= last {
                let said = onsets.iter().rev().find(|(onset, _)| *onset <= moment).unwrap().1;
                let shown =
                    zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc();
                assert_eq!(said, i64::from(shown), "{zone} at {moment}");
                moment += TimeDelta::minutes(30);
            }
        }
    }
}

#[test]
fn summer_in_paris_is_written_as_the_standard_asks() {
    let text = feed(&feed_of(vec![at(Europe::Paris, 2026)]));
    let summer = "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
                  TZNAME:CEST\r\nEND:DAYLIGHT\r\n";
    let winter = "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
                  TZNAME:CET\r\nEND:STANDARD\r\n";
    assert!(text.contains(summer) && text.contains(winter), "{text}");
}

#[test]
fn summer_time_that_the_law_calls_standard_is_still_daylight() {
    for (zone, summer, winter) in
        [(Europe::Dublin, "IST", "GMT"), (Africa::Casablanca, "+01", "+00")]
    {
        let text = feed(&feed_of(vec![at(zone, 2026)]));
        assert!(text.contains(&format!("TZNAME:{summer}\r\nEND:DAYLIGHT")), "{text}");
        assert!(text.contains(&format!("TZNAME:{winter}\r\nEND:STANDARD")), "{text}");
        assert!(!text.contains(&format!("TZNAME:{summer}\r\nEND:STANDARD")), "{text}");
    }
}

#[test]
fn a_zone_without_changes_has_one_observance() {
    let zones = zones_of(vec![at(Asia::Kolkata, 2026)]);
    assert_eq!(onsets(&zones[0]).len(), 1);
    assert_eq!(value(&zones[0].transitions[0].properties, "TZOFFSETTO"), "+0530");
    assert_eq!(value(&zones[0].transitions[0].properties, "TZNAME"), "IST");
}

#[test]
fn a_zone_over_absurd_years_stays_small() {
    let wall = NaiveDateTime::MIN + TimeDelta::days(366 * 262_145);
    let ancient = Entry { starts: When::Zoned { wall, zone: Europe::Paris }, ..entry() };
    let text = feed(&feed_of(vec![ancient, at(Europe::Paris, 9998)]));
    assert!(text.len() < 200_000, "{} bytes", text.len());
}
