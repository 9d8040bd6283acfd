//! Days and hours in words of a language. Times are those of the place: give them in the event's zone.

use super::text::T;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use fluent_templates::fluent_bundle::FluentValue;

/// A day in full: `Saturday 20 June 2026`.
pub fn day(t: T, date: NaiveDate) -> String {
    written(t, "date-full", date, "weekday-", "month-")
}

/// A day in short, with its year only where that is not the year of `today`: `Sat 20 Jun`.
pub fn short_day(t: T, date: NaiveDate, today: NaiveDate) -> String {
    let id = if date.year() == today.year() { "date-short" } else { "date-short-year" };
    written(t, id, date, "weekday-short-", "month-short-")
}

fn written(t: T, id: &str, date: NaiveDate, weekday: &str, month: &str) -> String {
    let args = [
        ("weekday", t.get(&format!("{weekday}{}", date.weekday().number_from_monday())).into()),
        ("day", FluentValue::from(date.day())),
        ("month", t.get(&format!("{month}{}", date.month())).into()),
        ("year", date.year().to_string().into()),
    ];
    t.with(id, &args)
}

/// The short names of a day's weekday and month, and the number between: what a calendar leaf shows.
pub fn leaf(t: T, date: NaiveDate) -> (String, String, String) {
    let weekday = t.get(&format!("weekday-short-{}", date.weekday().number_from_monday()));
    (weekday, date.day().to_string(), t.get(&format!("month-short-{}", date.month())))
}

/// An hour on the clock: `19:30`, `19 h 30`.
pub fn hour(t: T, time: NaiveTime) -> String {
    let id = if time.minute() == 0 { "time-full-hour" } else { "time" };
    let two = |n: u32| FluentValue::from(format!("{n:02}"));
    t.with(id, &[("hour", two(time.hour())), ("minute", two(time.minute()))])
}

/// A moment in full: `Saturday 20 June 2026 at 19:30`.
pub fn moment(t: T, at: DateTime<Tz>) -> String {
    pair(t, "date-at", ("date", day(t, at.date_naive())), ("time", hour(t, at.time())))
}

/// From when to when on one day: `19:30 to 23:00`; `from 19:30` where the end is not known.
pub fn hours(t: T, begins: NaiveTime, ends: Option<NaiveTime>) -> String {
    match ends {
        Some(ends) => pair(t, "date-hours", ("from", hour(t, begins)), ("to", hour(t, ends))),
        None => t.one("date-hours-from", "time", hour(t, begins)),
    }
}

/// When something takes place: the days, and the hours where they say something. A night that ends before six in
/// the morning belongs to the day it began; over several days the hours of both ends stand with their days.
pub fn span(t: T, begins: DateTime<Tz>, ends: Option<DateTime<Tz>>) -> (String, Option<String>) {
    let first = begins.date_naive();
    match ends.filter(|ends| *ends > begins) {
        Some(ends) if several_days(begins, ends) => {
            let days = pair(t, "date-days", ("from", moment(t, begins)), ("to", moment(t, ends)));
            (days, None)
        }
        ends => (day(t, first), Some(hours(t, begins.time(), ends.map(|e| e.time())))),
    }
}

/// The same in short, on one line: `Sat 20 Jun, 19:30 to 23:00`.
pub fn short_span(
    t: T,
    begins: DateTime<Tz>,
    ends: Option<DateTime<Tz>>,
    today: NaiveDate,
) -> String {
    let first = short_day(t, begins.date_naive(), today);
    match ends.filter(|ends| *ends > begins) {
        Some(ends) if several_days(begins, ends) => {
            let last = short_day(t, ends.date_naive(), today);
            pair(t, "date-range", ("from", first), ("to", last))
        }
        ends => format!("{first}, {}", hours(t, begins.time(), ends.map(|e| e.time()))),
    }
}

fn several_days(begins: DateTime<Tz>, ends: DateTime<Tz>) -> bool {
    let nights = (ends.date_naive() - begins.date_naive()).num_days();
    nights > 1 || (nights == 1 && ends.hour() >= 6)
}

/// `today`, `tomorrow`, `in 3 days`: beside a date, never instead of it. Nothing beyond a month.
pub fn relative(t: T, date: NaiveDate, today: NaiveDate) -> Option<String> {
    match (date - today).num_days() {
        0 => Some(t.get("relative-today")),
        1 => Some(t.get("relative-tomorrow")),
        -1 => Some(t.get("relative-yesterday")),
        days @ 2..=31 => Some(t.count("relative-in-days", days)),
        days @ -31..=-2 => Some(t.count("relative-days-ago", -days)),
        _ => None,
    }
}

/// How long ago something happened: minutes, hours, days. What lies ahead counts as just now.
pub fn ago(t: T, then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let since = (now - then).max(TimeDelta::zero());
    match (since.num_days(), since.num_hours()) {
        (0, 0) => t.count("relative-minutes-ago", since.num_minutes()),
        (0, hours) => t.count("relative-hours-ago", hours),
        (days, _) => t.count("relative-days-ago", days),
    }
}

/// A zone by its city: `Paris time`. Zones without a city, such as UTC, stay as they are.
pub fn zone(t: T, zone: Tz) -> String {
    let Some((_, city)) = zone.name().rsplit_once('/') else { return zone.name().to_owned() };
    let id = if city.starts_with(['A', 'E', 'I', 'O', 'U']) { "zone-vowel" } else { "zone" };
    t.one(id, "city", city.replace('_', " "))
}

fn pair(t: T, id: &str, a: (&'static str, String), b: (&'static str, String)) -> String {
    t.with(id, &[(a.0, a.1.into()), (b.0, b.1.into())])
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
