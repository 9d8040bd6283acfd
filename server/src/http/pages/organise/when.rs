//! Dates and hours of the form. Whole days are typed as people say them: the last day is still part of it.

use crate::events::{Event, Turn, When};
use crate::http::pages::forms::Sent;
use crate::kernel::prelude::*;
use chrono::{LocalResult, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

/// When an event is, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    pub begins: When,
    pub ends: Option<When>,
    pub all_day: bool,
}

/// Reads beginning and end. Without any hour, it takes whole days.
pub fn times(sent: &Sent) -> Result<Times> {
    let first = date(sent.value("date"), "beginsOn")?;
    let last = sent.some("end_date").map(|text| date(text, "endsOn")).transpose()?;
    if last.is_some_and(|last| last < first) {
        return Err(wrong("endsOn", "error-events-ends-before-it-begins"));
    }
    let hour = sent.some("time").map(|text| time(text, "time")).transpose()?;
    let until = sent.some("end_time").map(|text| time(text, "end_time")).transpose()?;
    if sent.on("all_day") || (hour.is_none() && until.is_none()) {
        return Ok(whole_days(first, last));
    }
    let hour = hour.ok_or_else(|| wrong("time", "organise-time-needed"))?;
    let begins = first.and_time(hour);
    let ends = match (until, last) {
        (None, None) => None,
        (None, Some(last)) => (last > first).then(|| last.and_time(last_minute())),
        // A night that ends before it began belongs to the next morning.
        (Some(until), None) if until < hour => Some((first + Duration::days(1)).and_time(until)),
        (Some(until), last) => Some(last.unwrap_or(first).and_time(until)),
    };
    Ok(Times {
        begins: When::Asked(begins, turn(sent.value("turn"))),
        ends: ends.map(|ends| When::Asked(ends, turn(sent.value("end_turn")))),
        all_day: false,
    })
}

/// Noon is an hour of every day; the domain closes the days at their midnights.
fn whole_days(first: NaiveDate, last: Option<NaiveDate>) -> Times {
    let noon = |date: NaiveDate| When::Wall(date.and_time(NaiveTime::MIN) + Duration::hours(12));
    Times { begins: noon(first), ends: last.filter(|last| *last > first).map(noon), all_day: true }
}

fn last_minute() -> NaiveTime {
    NaiveTime::MIN - Duration::minutes(1)
}

/// The fields that say when, of an event as it is.
pub fn fields(event: &Event) -> Vec<(&'static str, String)> {
    let hour = |at: NaiveDateTime| at.format("%H:%M").to_string();
    let (begins, first) = (event.begins_wall, event.begins_wall.date());
    let mut fields = vec![("date", first.to_string()), ("zone", event.timezone.clone())];
    if event.all_day {
        fields.push(("all_day", "1".to_owned()));
        let last = event.ends_wall.map(|end| (end - Duration::seconds(1)).date());
        fields.extend(last.filter(|last| *last > first).map(|last| ("end_date", last.to_string())));
        return fields;
    }
    fields.push(("time", hour(begins)));
    fields.extend(which(event.zone(), begins, event.begins_on).map(|turn| ("turn", turn)));
    if let Some((ends, at)) = event.ends_wall.zip(event.ends_on) {
        fields.push(("end_time", hour(ends)));
        // An end on the next morning is understood without its date.
        let night = ends.date() == first + Duration::days(1) && ends.time() < begins.time();
        if ends.date() != first && !night {
            fields.push(("end_date", ends.date().to_string()));
        }
        fields.extend(which(event.zone(), ends, at).map(|turn| ("end_turn", turn)));
    }
    fields
}

/// Which of two hours a moment is, where the clocks show that hour twice.
fn which(zone: Tz, wall: NaiveDateTime, at: DateTime<Utc>) -> Option<String> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Ambiguous(_, second) if second == at => Some("second".to_owned()),
        LocalResult::Ambiguous(..) => Some("first".to_owned()),
        _ => None,
    }
}

fn turn(text: &str) -> Option<Turn> {
    match text {
        "first" => Some(Turn::First),
        "second" => Some(Turn::Second),
        _ => None,
    }
}

/// A day, as a field of a form writes it.
pub fn date(text: &str, field: &'static str) -> Result<NaiveDate> {
    text.parse().map_err(|_| wrong(field, "organise-date-needed"))
}

/// An hour, as a field of a form writes it.
pub fn time(text: &str, field: &'static str) -> Result<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"))
        .map_err(|_| wrong(field, "organise-time-wrong"))
}

fn wrong(field: &'static str, id: &'static str) -> Error {
    Error::invalid(field, Message::new(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> Result<Times> {
        times(&fields.iter().copied().collect())
    }

    fn wall(when: When) -> String {
        match when {
            When::Wall(wall) | When::Asked(wall, _) => wall.format("%d %H:%M").to_string(),
            When::Exact(at) => at.to_rfc3339(),
        }
    }

    fn span(fields: &[(&str, &str)]) -> (String, Option<String>, bool) {
        let times = read(fields).unwrap();
        (wall(times.begins), times.ends.map(wall), times.all_day)
    }

    #[test]
    fn an_end_is_read_as_people_mean_it() {
        let day = ("date", "2026-07-10");
        let says = |ends: &str| Some(ends.to_owned());
        assert_eq!(span(&[day]), ("10 12:00".into(), None, true));
        assert_eq!(
            span(&[day, ("end_date", "2026-07-12")]),
            ("10 12:00".into(), says("12 12:00"), true)
        );
        let evening = ("time", "20:00");
        assert_eq!(span(&[day, evening]), ("10 20:00".into(), None, false));
        assert_eq!(span(&[day, evening, ("end_date", "2026-07-10")]).1, None);
        assert_eq!(span(&[day, evening, ("end_time", "23:00")]).1, says("10 23:00"));
        assert_eq!(span(&[day, evening, ("end_time", "02:00")]).1, says("11 02:00"));
        assert_eq!(span(&[day, evening, ("end_date", "2026-07-12")]).1, says("12 23:59"));
    }

    #[test]
    fn what_is_missing_or_wrong_names_its_field() {
        let day = ("date", "2026-07-10");
        for (fields, field) in [
            (vec![], "beginsOn"),
            (vec![("date", "soon")], "beginsOn"),
            (vec![day, ("time", "25:00")], "time"),
            (vec![day, ("end_time", "23:00")], "time"),
            (vec![day, ("time", "20:00"), ("end_time", "x")], "end_time"),
            (vec![day, ("end_date", "2026-07-09")], "endsOn"),
        ] {
            assert_eq!(read(&fields).unwrap_err().field(), Some(field), "{fields:?}");
        }
    }
}
