//! When an event is, in words: on the clocks of its place, and where the reader's differ, on theirs.

use crate::events::Event;
use crate::kernel::prelude::*;
use crate::kernel::text::say;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use chrono_tz::Tz;

/// The day on which it begins, at its place.
pub fn day_of(lang: Lang, event: &Event) -> String {
    day(lang, event.begins_wall.date())
}

/// The whole of it: day, hours, end, zone.
pub fn span(lang: Lang, event: &Event) -> String {
    words(lang, Shown::of(event), event.begins_wall, event.ends_wall, event.zone())
}

/// The same on the clocks of a reader, where they show another hour.
pub fn span_for(lang: Lang, event: &Event, reader: Tz) -> Option<String> {
    let begins = event.begins_on.with_timezone(&reader).naive_local();
    if event.all_day || !event.options.show_start_time || begins == event.begins_wall {
        return None;
    }
    let ends = event.ends_on.map(|end| end.with_timezone(&reader).naive_local());
    Some(words(lang, Shown::of(event), begins, ends, reader))
}

/// What of the hours is to be told.
#[derive(Debug, Clone, Copy)]
struct Shown {
    all_day: bool,
    starts: bool,
    ends: bool,
}

impl Shown {
    fn of(event: &Event) -> Self {
        let options = &event.options;
        Self {
            all_day: event.all_day,
            starts: options.show_start_time,
            ends: options.show_end_time,
        }
    }
}

fn words(
    lang: Lang,
    shown: Shown,
    begins: NaiveDateTime,
    ends: Option<NaiveDateTime>,
    zone: Tz,
) -> String {
    if shown.all_day {
        let last = ends.map_or(begins, |end| end - Duration::seconds(1));
        return days(lang, begins.date(), last.date());
    }
    if !shown.starts {
        return days(lang, begins.date(), ends.unwrap_or(begins).date());
    }
    let ends = ends.filter(|end| shown.ends && *end > begins);
    let moments = match ends {
        Some(end) if end.date() == begins.date() => {
            let hours = [("from", hour(lang, begins.time())), ("to", hour(lang, end.time()))];
            format!("{}, {}", day(lang, begins.date()), text(lang, "date-hours", &hours))
        }
        Some(end) => {
            let range = [("from", moment(lang, begins)), ("to", moment(lang, end))];
            text(lang, "date-range", &range)
        }
        None => moment(lang, begins),
    };
    format!("{moments}, {}", zone_name(lang, zone))
}

fn days(lang: Lang, first: NaiveDate, last: NaiveDate) -> String {
    if last <= first {
        return day(lang, first);
    }
    text(lang, "date-days", &[("from", day(lang, first)), ("to", day(lang, last))])
}

fn moment(lang: Lang, wall: NaiveDateTime) -> String {
    let parts = [("date", day(lang, wall.date())), ("time", hour(lang, wall.time()))];
    text(lang, "date-at", &parts)
}

fn day(lang: Lang, date: NaiveDate) -> String {
    let weekday = say(lang, &format!("weekday-{}", date.weekday().number_from_monday()), &[]);
    let month = say(lang, &format!("month-{}", date.month()), &[]);
    let args = [
        ("weekday", weekday.into()),
        ("day", date.day().into()),
        ("month", month.into()),
        ("year", date.year().to_string().into()),
    ];
    say(lang, "date-full", &args)
}

fn hour(lang: Lang, time: NaiveTime) -> String {
    let hour = format!("{:02}", time.hour());
    if time.minute() == 0 {
        return text(lang, "time-full-hour", &[("hour", hour)]);
    }
    text(lang, "time", &[("hour", hour), ("minute", format!("{:02}", time.minute()))])
}

/// A zone by its city.
fn zone_name(lang: Lang, zone: Tz) -> String {
    match zone.name().rsplit_once('/') {
        Some((region, city)) if region != "Etc" => {
            text(lang, "zone", &[("city", city.replace('_', " "))])
        }
        _ => zone.name().to_owned(),
    }
}

fn text(lang: Lang, id: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.clone().into())).collect();
    say(lang, id, &args)
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
