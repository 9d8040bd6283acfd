//! Whole calendars.

use icalendar::{Component, Property};

use crate::entry::{Entry, Feed, Status};
use crate::fold::refold;
use crate::text::{line, web_address};
use crate::vevent::vevent;
use crate::zones;

/// Who wrote it. Readers may show it and work around our faults.
const PRODUCT: &str = "-//Farandole//Farandole//EN";

/// A calendar to subscribe to, as `text/calendar; charset=utf-8`. The same feed always gives the same text.
pub fn feed(feed: &Feed) -> String {
    let name = line(&feed.name);
    let minutes = (feed.refresh.as_secs() / 60).max(1);
    let refresh = format!("PT{minutes}M");
    let mut properties = vec![
        // RFC 7986 says TEXT, which the crate does not know yet.
        Property::new("NAME", name.as_str()).add_parameter("VALUE", "TEXT").done(),
        Property::new("X-WR-CALNAME", name.as_str()),
        Property::new("X-WR-TIMEZONE", feed.zone.name()),
        Property::new("REFRESH-INTERVAL", refresh.as_str())
            .add_parameter("VALUE", "DURATION")
            .done(),
        Property::new("X-PUBLISHED-TTL", refresh),
    ];
    properties
        .extend(feed.url.as_deref().and_then(web_address).map(|url| Property::new("URL", url)));
    calendar("PUBLISH", properties, &feed.entries)
}

/// A calendar of one event: a file to import, an attachment of a mail. It has no name, so that readers put the event
/// into a calendar of their own.
pub fn file(entry: &Entry) -> String {
    calendar("PUBLISH", Vec::new(), std::slice::from_ref(entry))
}

/// A calendar that takes one event, which does not take place, out of the reader's: an attachment of a mail.
pub fn cancellation(entry: &Entry) -> String {
    let entry = Entry { status: Status::Cancelled, ..entry.clone() };
    calendar("CANCEL", Vec::new(), &[entry])
}

fn calendar(method: &str, properties: Vec<Property>, entries: &[Entry]) -> String {
    let head =
        [("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("METHOD", method)];
    let head = head.into_iter().map(Property::from).chain(properties);
    let entries = || entries.iter().filter(|entry| entry.starts.writable());
    let times = entries().flat_map(|entry| [Some(entry.starts), entry.ends]).flatten();
    let mut text = "BEGIN:VCALENDAR\r\n".to_owned();
    text.extend(head.map(written));
    text += &zones::write(times);
    for entry in entries() {
        text += &vevent(entry).try_into_string().expect("a string takes whatever is written");
    }
    refold(&(text + "END:VCALENDAR\r\n"))
}

fn written(property: Property) -> String {
    property.try_into().expect("a string takes whatever is written")
}
