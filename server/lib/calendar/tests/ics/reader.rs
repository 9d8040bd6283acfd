//! A second opinion: reads what was written with a parser that shares no code with the writer.

use farandole_calendar::{Entry, Feed, Status, When};
use ical::parser::ical::component::IcalCalendar;
use ical::property::Property;

/// The only calendar in a text.
pub fn read(text: &str) -> IcalCalendar {
    let mut calendars = ical::IcalParser::new(text.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    calendar
}

/// The value of the only property of this name, as it is written.
pub fn value<'a>(properties: &'a [Property], name: &str) -> &'a str {
    let mut named = properties.iter().filter(|property| property.name == name);
    let found = named.next().unwrap_or_else(|| panic!("no {name} in {properties:?}"));
    assert!(named.next().is_none(), "{name} twice in {properties:?}");
    found.value.as_deref().unwrap_or_default()
}

/// The value of a parameter of the only property of this name.
pub fn parameter<'a>(properties: &'a [Property], name: &str, key: &str) -> Option<&'a str> {
    let property = properties.iter().find(|property| property.name == name)?;
    let (_, values) = property.params.as_ref()?.iter().find(|(found, _)| found == key)?;
    values.first().map(String::as_str)
}

/// Text as it was before it was escaped (RFC 5545, 3.3.11).
pub fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        let meant = match c {
            '\\' => characters.next().unwrap(),
            c => {
                text.push(c);
                continue;
            }
        };
        text.push(if meant == 'n' { '\n' } else { meant });
    }
    text
}

/// An event on a UTC evening, with nothing that is optional.
pub fn entry() -> Entry {
    let at = |text: &str| text.parse().unwrap();
    Entry {
        uid: "4f2e@a.example".to_owned(),
        sequence: 3,
        created: at("2026-01-02T03:04:05Z"),
        last_modified: at("2026-02-03T04:05:06Z"),
        summary: "Picnic".to_owned(),
        description_text: None,
        starts: When::Utc(at("2026-07-01T17:00:00Z")),
        ends: None,
        status: Status::Confirmed,
        url: None,
        organizer_name: None,
        location_text: None,
        geo: None,
        categories: Vec::new(),
        online_url: None,
    }
}

pub fn feed_of(entries: Vec<Entry>) -> Feed {
    Feed {
        name: "Parks".to_owned(),
        url: Some("https://a.example/@parks".to_owned()),
        zone: chrono_tz::Europe::Paris,
        refresh: std::time::Duration::from_secs(3600),
        entries,
    }
}
