use chrono::{DateTime, Utc};
use icalendar::{Component, Event, EventLike, EventStatus, Property};

use crate::entry::{Entry, Status};
use crate::text::{line, lines, web_address};
use crate::when::{When, end};

/// The `VEVENT` of an entry. Values are escaped by the crate that writes them, once they are clean.
pub(crate) fn vevent(entry: &Entry) -> Event {
    let mut event = Event::new();
    event
        .uid(&line(&entry.uid))
        .sequence(entry.sequence)
        .summary(&line(&entry.summary))
        .status(status(entry.status))
        .append_property(moment("CREATED", entry.created))
        .append_property(moment("LAST-MODIFIED", entry.last_modified))
        // Of a published calendar this is when the event took this form; the time of writing would make equal feeds
        // differ.
        .append_property(moment("DTSTAMP", entry.last_modified))
        .append_property(entry.starts.property("DTSTART"));
    if let Some(end) = entry.ends.and_then(|ends| end(entry.starts, ends)) {
        event.append_property(end.property("DTEND"));
    }
    let description = entry.description_text.as_deref().map(lines).filter(|text| !text.is_empty());
    if let Some(description) = description {
        event.description(&description);
    }
    let categories: Vec<String> = entry.categories.iter().map(|category| line(category)).collect();
    if !categories.is_empty() {
        event.categories(&categories);
    }
    add_organizer(&mut event, entry);
    add_places(&mut event, entry);
    event
}

fn add_organizer(event: &mut Event, entry: &Entry) {
    if let Some(url) = entry.url.as_deref().and_then(web_address) {
        event.url(&url);
    }
    // Readers of published calendars expect an organiser, and an organiser an address. We give none away, so this is
    // the usual placeholder. A quotation mark cannot stand in a parameter.
    let name = entry
        .organizer_name
        .as_deref()
        .map(|name| line(name).replace('"', "'"))
        .filter(|name| !name.is_empty());
    if let Some(name) = name {
        let organizer = Property::new("ORGANIZER", "invalid:nomail")
            .add_parameter("CN", &format!("\"{name}\""))
            .done();
        event.append_property(organizer);
    }
}

fn add_places(event: &mut Event, entry: &Entry) {
    let online = entry.online_url.as_deref().and_then(web_address);
    let place = entry.location_text.as_deref().map(lines).filter(|text| !text.is_empty());
    // Few calendars show a conference, all show a location.
    if let Some(location) = place.or_else(|| online.clone()) {
        event.location(&location);
    }
    if let Some(online) = online {
        event.append_property(
            Property::new("CONFERENCE", online).add_parameter("VALUE", "URI").done(),
        );
    }
    if let Some((latitude, longitude)) = entry.geo
        && latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
    {
        event.add_property("GEO", format!("{latitude:.6};{longitude:.6}"));
    }
}

fn moment(key: &str, moment: DateTime<Utc>) -> Property {
    When::Utc(moment).property(key)
}

fn status(status: Status) -> EventStatus {
    match status {
        Status::Confirmed => EventStatus::Confirmed,
        Status::Tentative => EventStatus::Tentative,
        Status::Cancelled => EventStatus::Cancelled,
    }
}
