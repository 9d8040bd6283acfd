//! An event in words: when, where, how to keep and to share it.

use super::{cards, query};
use crate::events::Event;
use crate::http::pages::frame::Visit;
use crate::http::pages::views::{CalendarLinks, IconLink, PlaceView, Share, Times};
use crate::http::pages::{map, qr};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use crate::places;
use chrono::NaiveDate;
use url::form_urlencoded::byte_serialize;

/// When an event is, on the clocks of its place. An hour that the organiser does not show is nowhere on the page.
pub fn times(visit: &Visit, event: &Event) -> Times {
    let (t, zone) = (visit.t, event.zone());
    let begins = event.begins_on.with_timezone(&zone);
    let ends = event.ends_on.map(|end| end.with_timezone(&zone));
    let today = visit.app.now().with_timezone(&zone).date_naive();
    let (date, hours) = written(t, event);
    let days = days_only(event);
    Times {
        leaf: cards::leaf(visit, event),
        date,
        hours,
        zone: dates::zone(t, zone),
        relative: dates::relative(t, begins.date_naive(), today),
        note: None,
        begins: if days { begins.date_naive().to_string() } else { begins.to_rfc3339() },
        ends: ends.filter(|_| !days && event.options.show_end_time).map(|end| end.to_rfc3339()),
        zone_id: event.timezone.clone(),
    }
}

/// Whether only days are told: the event takes whole days, or its organiser does not show the hour.
pub fn days_only(event: &Event) -> bool {
    event.all_day || !event.options.show_start_time
}

/// The last day of an event. Whole days end at the midnight after it, and a night that ends before six in the
/// morning belongs to the day before.
pub fn last_day(event: &Event) -> NaiveDate {
    let first = event.begins_wall.date();
    let Some(end) = event.ends_wall else { return first };
    let inside = if event.all_day { Duration::microseconds(1) } else { Duration::hours(6) };
    (end - inside).date().max(first)
}

/// The day or days, and the hours where they are told.
fn written(t: T, event: &Event) -> (String, Option<String>) {
    let zone = event.zone();
    let begins = event.begins_on.with_timezone(&zone);
    let (first, last) = (event.begins_wall.date(), last_day(event));
    let range = |from: String| {
        t.with("date-days", &[("from", from.into()), ("to", dates::day(t, last).into())])
    };
    match (days_only(event), event.options.show_end_time) {
        (true, _) if last > first => (range(dates::day(t, first)), None),
        (true, _) => (dates::day(t, first), None),
        (false, false) if last > first => (range(dates::moment(t, begins)), None),
        (false, false) => dates::span(t, begins, None),
        (false, true) => dates::span(t, begins, event.ends_on.map(|end| end.with_timezone(&zone))),
    }
}

/// The same in short, on one line.
pub fn short(t: T, event: &Event, today: NaiveDate) -> String {
    let zone = event.zone();
    let begins = event.begins_on.with_timezone(&zone);
    let ends = event.ends_on.filter(|_| event.options.show_end_time);
    if !days_only(event) {
        return dates::short_span(t, begins, ends.map(|end| end.with_timezone(&zone)), today);
    }
    let (first, last) = (event.begins_wall.date(), last_day(event));
    if last == first {
        return dates::short_day(t, first, today);
    }
    let day = |date| dates::short_day(t, date, today).into();
    t.with("date-range", &[("from", day(first)), ("to", day(last))])
}

/// Where an event is, with ways there on other sites.
pub fn place(visit: &Visit, address: &places::Address) -> PlaceView {
    let text = &address.text;
    let town = [text.postal_code.as_deref(), text.locality.as_deref()];
    let town: Vec<&str> = town.into_iter().flatten().collect();
    let name =
        text.description.clone().or_else(|| text.street.clone()).unwrap_or_else(|| town.join(" "));
    let rest = [text.street.clone(), Some(town.join(" ")), text.country.clone()];
    let lines =
        rest.into_iter().flatten().filter(|line| !line.is_empty() && *line != name).collect();
    let point = address.geog.map(|point| (point.y, point.x));
    let coordinates = point.map(|(lat, lon)| format!("{lat:.5}, {lon:.5}"));
    let directions = directions(visit, point);
    PlaceView {
        name,
        url: None,
        lines,
        directions,
        point,
        coordinates,
        tiles: map::tiles(&visit.app),
    }
}

/// The page of an event's place, where it is ours and everybody may know of it.
pub fn place_page(visit: &Visit, event: &Event, address: &places::Address) -> Option<String> {
    if !event.listed() {
        return None;
    }
    let path = address.url.strip_prefix(&visit.app.config.link(""))?;
    path.starts_with("/address/").then(|| path.to_owned())
}

fn directions(visit: &Visit, point: Option<(f64, f64)>) -> Vec<IconLink> {
    let Some((lat, lon)) = point else { return Vec::new() };
    let to = |engine: &str| {
        format!("https://www.openstreetmap.org/directions?engine={engine}&to={lat}%2C{lon}")
    };
    let way = |icon, words: &str, url: String| IconLink { icon, text: visit.t.get(words), url };
    let marked = format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}");
    vec![
        way("map", "way-map", format!("{marked}#map=17/{lat}/{lon}")),
        way("bus", "way-transit", format!("{marked}&layers=T#map=16/{lat}/{lon}")),
        way("walk", "way-foot", to("fossgis_osrm_foot")),
        way("bike", "way-bike", to("fossgis_osrm_bike")),
        way("car", "way-car", to("fossgis_osrm_car")),
    ]
}

/// Ways into a calendar: a file, and the forms of two large ones, as plain links that load nothing.
pub fn calendar(visit: &Visit, event: &Event, place: Option<&str>) -> CalendarLinks {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let (title, link) = (
        encoded(&event.title),
        encoded(&visit.app.config.link(&format!("/events/{}", event.uuid))),
    );
    let place = encoded(place.unwrap_or_default());
    let (google, outlook) = spans(event);
    CalendarLinks {
        ics: format!("/events/{}/export/ics", event.uuid),
        google: format!(
            "https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}&dates={google}&location={place}&details={link}"
        ),
        outlook: format!(
            "https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent&subject={title}&{outlook}&location={place}&body={link}"
        ),
    }
}

/// When an event is, as Google and Outlook read it in an address. Both want the day after the last of whole days,
/// and an end: two hours after the beginning where none is told.
fn spans(event: &Event) -> (String, String) {
    if days_only(event) {
        let (first, after) = (event.begins_wall.date(), last_day(event) + Duration::days(1));
        let google = format!("{}/{}", first.format("%Y%m%d"), after.format("%Y%m%d"));
        return (google, format!("allday=true&startdt={first}&enddt={after}"));
    }
    let told = event.ends_on.filter(|_| event.options.show_end_time);
    let (begins, ends) = (event.begins_on, told.unwrap_or(event.begins_on + Duration::hours(2)));
    let stamp = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let utc = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let google = format!("{}/{}", stamp(begins), stamp(ends));
    (google, format!("startdt={}&enddt={}", utc(begins), utc(ends)))
}

/// The lasting address, and a mail that holds it.
pub fn share(visit: &Visit, event: &Event) -> Share {
    let url = visit.app.config.link(&format!("/events/{}", event.uuid));
    let percent =
        |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let mail = format!("mailto:?subject={}&body={}", percent(&event.title), percent(&url));
    let qr = qr::svg(&url);
    Share { url, mail, qr }
}

/// The category as a link to its search.
pub fn category(visit: &Visit, event: &Event) -> Option<crate::http::pages::views::Link> {
    let key = event.category.as_str();
    let usual = key == "MEETING";
    (!usual).then(|| {
        crate::http::pages::views::Link::new(
            query::category_name(visit.t, key),
            format!("/search?category={key}"),
        )
    })
}

/// How long ago something was, in words.
pub fn ago(visit: &Visit, at: DateTime<Utc>) -> String {
    let old = visit.app.now() - at;
    match (old.num_minutes(), old.num_hours(), old.num_days()) {
        (minutes, 0, _) => visit.t.count("relative-minutes-ago", minutes.max(1)),
        (_, hours, 0) => visit.t.count("relative-hours-ago", hours),
        (.., days) => visit.t.count("relative-days-ago", days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::testing::event;

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    /// From Friday evening to Sunday evening, in UTC.
    fn weekend() -> Event {
        let (begins_wall, ends_wall) = (wall("2026-06-12T18:00:00"), wall("2026-06-14T17:00:00"));
        Event {
            begins_wall,
            begins_on: begins_wall.and_utc(),
            ends_wall: Some(ends_wall),
            ends_on: Some(ends_wall.and_utc()),
            ..event()
        }
    }

    const T: T = T { lang: Lang::En };

    #[test]
    fn an_hour_that_is_not_shown_is_not_told() {
        let mut event = weekend();
        let all = written(T, &event).0;
        assert!(all.contains("18:00") && all.contains("17:00"), "{all}");
        event.options.show_end_time = false;
        let begins = written(T, &event).0;
        assert_eq!(begins, "Friday 12 June 2026 at 18:00 to Sunday 14 June 2026");
        event.options.show_start_time = false;
        assert_eq!(written(T, &event).0, "Friday 12 June 2026 to Sunday 14 June 2026");
        assert_eq!(short(T, &event, event.begins_wall.date()), "Fri 12 Jun to Sun 14 Jun");
        event.ends_wall = Some(wall("2026-06-13T02:00:00"));
        assert_eq!(written(T, &event), ("Friday 12 June 2026".into(), None), "a night");
    }

    #[test]
    fn whole_days_reach_other_calendars_as_days() {
        let mut fair = weekend();
        fair.all_day = true;
        (fair.begins_wall, fair.ends_wall) =
            (wall("2026-06-12T00:00:00"), Some(wall("2026-06-15T00:00:00")));
        let (google, outlook) = spans(&fair);
        assert_eq!(google, "20260612/20260615");
        assert_eq!(outlook, "allday=true&startdt=2026-06-12&enddt=2026-06-15");
        let mut evening = weekend();
        evening.options.show_end_time = false;
        assert_eq!(spans(&evening).0, "20260612T180000Z/20260612T200000Z");
    }
}
