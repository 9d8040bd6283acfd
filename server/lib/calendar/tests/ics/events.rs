use chrono::{NaiveDate, NaiveDateTime};
use farandole_calendar::{Entry, Feed, Status, When, feed, file};
use ical::property::Property;

use crate::reader::{entry, feed_of, parameter, read, unescaped, value};

fn properties(entry: &Entry) -> Vec<Property> {
    let mut calendar = read(&file(entry));
    assert_eq!(calendar.events.len(), 1);
    calendar.events.remove(0).properties
}

fn names(properties: &[Property]) -> Vec<&str> {
    properties.iter().map(|property| property.name.as_str()).collect()
}

fn day(text: &str) -> When {
    When::Day(text.parse::<NaiveDate>().unwrap())
}

fn paris(text: &str) -> When {
    When::Zoned { wall: text.parse::<NaiveDateTime>().unwrap(), zone: chrono_tz::Europe::Paris }
}

#[test]
fn a_feed_says_who_wrote_it_and_how_often_to_ask() {
    let calendar = read(&feed(&feed_of(vec![entry(), entry()])));
    let head = &calendar.properties;
    assert_eq!(value(head, "VERSION"), "2.0");
    assert_eq!(value(head, "PRODID"), "-//Farandole//Farandole//EN");
    assert_eq!(value(head, "METHOD"), "PUBLISH");
    assert_eq!((value(head, "NAME"), value(head, "X-WR-CALNAME")), ("Parks", "Parks"));
    assert_eq!(value(head, "X-WR-TIMEZONE"), "Europe/Paris");
    assert_eq!(
        (value(head, "REFRESH-INTERVAL"), value(head, "X-PUBLISHED-TTL")),
        ("PT60M", "PT60M")
    );
    assert_eq!(parameter(head, "REFRESH-INTERVAL", "VALUE"), Some("DURATION"));
    assert_eq!(value(head, "URL"), "https://a.example/@parks");
    assert_eq!(calendar.events.len(), 2);
}

#[test]
fn an_empty_feed_is_a_calendar() {
    assert_eq!(read(&feed(&feed_of(Vec::new()))).events.len(), 0);
}

#[test]
fn the_same_feed_gives_the_same_text() {
    let of = feed_of(vec![Entry { starts: paris("2026-07-01T10:00:00"), ..entry() }]);
    assert_eq!(feed(&of), feed(&of));
}

#[test]
fn an_event_has_only_the_properties_it_needs() {
    let written = properties(&entry());
    let mut found = names(&written);
    found.sort_unstable();
    let needed =
        ["CREATED", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "UID"];
    assert_eq!(found, needed);
    assert_eq!((value(&written, "UID"), value(&written, "SEQUENCE")), ("4f2e@a.example", "3"));
    assert_eq!(value(&written, "CREATED"), "20260102T030405Z");
    assert_eq!(
        (value(&written, "LAST-MODIFIED"), value(&written, "DTSTAMP")),
        ("20260203T040506Z", "20260203T040506Z")
    );
    assert_eq!(value(&written, "DTSTART"), "20260701T170000Z");
}

#[test]
fn an_event_can_have_all_the_properties_there_are() {
    let written = properties(&Entry {
        description_text: Some("Bring cake.\n\nSee you, there;".to_owned()),
        ends: Some(When::Utc("2026-07-01T19:00:00Z".parse().unwrap())),
        url: Some("https://a.example/events/1".to_owned()),
        organizer_name: Some("Ana \"the baker\"; Ben: & Co".to_owned()),
        location_text: Some("Park, 1 Main Street".to_owned()),
        geo: Some((48.858_4, -2.294_5)),
        categories: vec!["Food, drink".to_owned(), "été".to_owned()],
        online_url: Some("https://meet.example/a?b,c;d".to_owned()),
        ..entry()
    });
    assert_eq!(unescaped(value(&written, "DESCRIPTION")), "Bring cake.\n\nSee you, there;");
    assert_eq!(value(&written, "DTEND"), "20260701T190000Z");
    assert_eq!(value(&written, "URL"), "https://a.example/events/1");
    assert_eq!(value(&written, "ORGANIZER"), "invalid:nomail");
    assert_eq!(parameter(&written, "ORGANIZER", "CN"), Some("Ana 'the baker'; Ben: & Co"));
    assert_eq!(unescaped(value(&written, "LOCATION")), "Park, 1 Main Street");
    assert_eq!(value(&written, "GEO"), "48.858400;-2.294500");
    assert_eq!(value(&written, "CATEGORIES"), "Food\\, drink,été");
    assert_eq!(value(&written, "CONFERENCE"), "https://meet.example/a?b,c;d");
    assert_eq!(parameter(&written, "CONFERENCE", "VALUE"), Some("URI"));
}

#[test]
fn an_event_that_is_only_online_is_located_there() {
    let written =
        properties(&Entry { online_url: Some("https://meet.example/a".to_owned()), ..entry() });
    assert_eq!(value(&written, "LOCATION"), "https://meet.example/a");
}

#[test]
fn a_whole_day_ends_when_the_next_begins() {
    let written =
        properties(&Entry { starts: day("2026-12-30"), ends: Some(day("2026-12-31")), ..entry() });
    for (name, date) in [("DTSTART", "20261230"), ("DTEND", "20270101")] {
        assert_eq!(
            (value(&written, name), parameter(&written, name, "VALUE")),
            (date, Some("DATE"))
        );
    }
}

#[test]
fn a_time_in_a_zone_is_what_its_clocks_show() {
    let starts = paris("2026-07-01T19:30:00");
    let written =
        properties(&Entry { starts, ends: Some(paris("2026-07-02T01:00:00")), ..entry() });
    for (name, wall) in [("DTSTART", "20260701T193000"), ("DTEND", "20260702T010000")] {
        assert_eq!(
            (value(&written, name), parameter(&written, name, "TZID")),
            (wall, Some("Europe/Paris"))
        );
    }
}

#[test]
fn an_end_before_the_start_is_left_out() {
    let written = properties(&Entry {
        starts: paris("2026-07-02T10:00:00"),
        ends: Some(day("2026-07-01")),
        ..entry()
    });
    assert!(!names(&written).contains(&"DTEND"));
}

#[test]
fn a_cancelled_event_stays_and_says_so() {
    for (status, word) in [
        (Status::Cancelled, "CANCELLED"),
        (Status::Tentative, "TENTATIVE"),
        (Status::Confirmed, "CONFIRMED"),
    ] {
        assert_eq!(value(&properties(&Entry { status, ..entry() }), "STATUS"), word);
    }
}

#[test]
fn a_file_of_one_event_does_not_name_a_calendar() {
    let calendar = read(&file(&entry()));
    assert_eq!(names(&calendar.properties), ["VERSION", "PRODID", "CALSCALE", "METHOD"]);
}

#[test]
fn addresses_and_positions_that_are_none_are_left_out() {
    let nowhere = [(f64::NAN, 0.0), (91.0, 0.0), (0.0, -180.1), (0.0, f64::INFINITY)];
    for geo in nowhere {
        let url = Some("javascript:alert(1)".to_owned());
        let written =
            properties(&Entry { geo: Some(geo), online_url: url.clone(), url, ..entry() });
        for name in ["GEO", "URL", "CONFERENCE", "LOCATION"] {
            assert!(!names(&written).contains(&name), "{name} for {geo:?}");
        }
    }
}

#[test]
fn an_event_in_a_year_that_cannot_be_written_does_not_spoil_the_feed() {
    let far = When::Day(NaiveDate::MAX);
    let ends_far = Entry { ends: Some(far), ..entry() };
    let calendar = read(&feed(&feed_of(vec![Entry { starts: far, ..entry() }, ends_far])));
    assert_eq!(calendar.events.len(), 1);
    assert!(!names(&calendar.events[0].properties).contains(&"DTEND"));
}

#[test]
fn no_value_can_add_a_property() {
    let hostile = "x\r\nATTACH:https://evil.example\nEND:VEVENT\u{2028}X-A:1\u{85}X-B:2\";X-C=\"y";
    let all = || Some(hostile.to_owned());
    let attacked = Entry {
        uid: hostile.to_owned(),
        summary: hostile.to_owned(),
        description_text: all(),
        url: all(),
        organizer_name: all(),
        location_text: all(),
        categories: vec![hostile.to_owned()],
        online_url: Some(format!("https://a.example/{hostile}")),
        ..entry()
    };
    let text = feed(&Feed { name: hostile.to_owned(), ..feed_of(vec![attacked]) });
    let calendar = read(&text);
    let all = calendar.properties.iter().chain(&calendar.events[0].properties);
    assert!(
        all.clone().all(|property| property.name != "ATTACH" && !property.name.starts_with("X-A"))
    );
    assert_eq!(parameter(&calendar.events[0].properties, "ORGANIZER", "X-C"), None);
    assert_eq!(calendar.events.len(), 1);
    assert!(text.lines().all(|line| !line.contains(['\u{2028}', '\u{85}', '\r'])));
}
