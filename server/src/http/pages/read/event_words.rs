//! An event in words: when, where, what it costs and what is to be known.

use super::{cards, query};
use crate::events::{Entry, Event};
use crate::http::pages::frame::Visit;
use crate::http::pages::views::{CalendarLinks, Fact, IconLink, Online, PlaceView, Share, Times};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::places;
use url::form_urlencoded::byte_serialize;

/// When an event is, on the clocks of its place.
pub fn times(visit: &Visit, event: &Event) -> Times {
    let (t, zone) = (visit.t, event.zone());
    let begins = event.begins_on.with_timezone(&zone);
    let ends = event.ends_on.map(|end| end.with_timezone(&zone));
    let today = visit.app.now().with_timezone(&zone).date_naive();
    let (date, hours) =
        if event.all_day { (whole_days(visit, event), None) } else { dates::span(t, begins, ends) };
    Times {
        leaf: cards::leaf(visit, event),
        date,
        hours,
        zone: dates::zone(t, zone),
        relative: dates::relative(t, begins.date_naive(), today),
        note: None,
        begins: begins.to_rfc3339(),
        ends: ends.map(|end| end.to_rfc3339()),
        zone_id: event.timezone.clone(),
    }
}

/// The day, or the first and the last; an end at midnight closes the day before.
fn whole_days(visit: &Visit, event: &Event) -> String {
    let first = event.begins_wall.date();
    let last = event.ends_wall.map_or(first, |end| (end - Duration::microseconds(1)).date());
    if last <= first {
        return dates::day(visit.t, first);
    }
    let args =
        [("from", dates::day(visit.t, first).into()), ("to", dates::day(visit.t, last).into())];
    visit.t.with("date-days", &args)
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
    PlaceView { name, url: None, lines, directions: directions(visit, point), point, tiles: None }
}

fn directions(visit: &Visit, point: Option<(f64, f64)>) -> Vec<IconLink> {
    let Some((lat, lon)) = point else { return Vec::new() };
    let to = |engine: &str| {
        format!("https://www.openstreetmap.org/directions?engine={engine}&to={lat}%2C{lon}")
    };
    let way = |icon, words: &str, url: String| IconLink { icon, text: visit.t.get(words), url };
    vec![
        way(
            "transit",
            "way-transit",
            format!(
                "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}&layers=T#map=16/{lat}/{lon}"
            ),
        ),
        way("walk", "way-foot", to("fossgis_osrm_foot")),
        way("bike", "way-bike", to("fossgis_osrm_bike")),
        way("car", "way-car", to("fossgis_osrm_car")),
    ]
}

/// Where an event is on the net: the address is public where the organiser wrote it as the event's page.
pub fn online(visit: &Visit, event: &Event) -> Option<Online> {
    let stream = event
        .metadata
        .0
        .iter()
        .find(|entry| entry.key.starts_with("mz:visio") || entry.key.starts_with("mz:live"));
    let url = stream.map(|entry| entry.value.clone()).or_else(|| event.online_address.clone());
    event.options.is_online.then(|| Online {
        note: if url.is_none() { visit.t.get("event-online") } else { String::new() },
        url,
    })
}

/// The price in a word or two, from the facts that the organiser wrote.
pub fn price(event: &Event) -> Option<String> {
    let plain = |entry: &&Entry| entry.key == "mz:ticket:price";
    event.metadata.0.iter().find(plain).map(|entry| entry.value.clone())
}

/// The facts of an event that people ask about.
pub fn facts(visit: &Visit, event: &Event) -> Vec<Fact> {
    event.metadata.0.iter().filter_map(|entry| fact(visit, entry)).collect()
}

fn fact(visit: &Visit, entry: &Entry) -> Option<Fact> {
    let t = visit.t;
    let yes = if entry.value == "true" { "fact-yes" } else { "fact-no" };
    let link = |icon, name: &str| Fact {
        icon,
        name: t.get(name),
        value: host(&entry.value),
        url: web(&entry.value),
    };
    let answer =
        |icon, name: &str, value: String| Fact { icon, name: t.get(name), value, url: None };
    Some(match entry.key.as_str() {
        "mz:accessibility:wheelchairAccessible" => {
            let known = ["fully", "partially", "no"].contains(&entry.value.as_str());
            let value = if known {
                t.get(&format!("access-wheelchair-{}", entry.value))
            } else {
                entry.value.clone()
            };
            answer("wheelchair", "access-wheelchair", value)
        }
        "mz:accessibility:live:sign_language" => {
            answer("hands", "access-sign-language", t.get(yes))
        }
        "mz:accessibility:live:subtitle" => answer("text", "access-subtitles", t.get(yes)),
        "mz:accessibility:smokeFree" => answer("check", "access-smoke-free", t.get(yes)),
        "mz:ticket:external_url" | "mz:ticket:price_url" => link("ticket", "fact-tickets"),
        "mz:schedule_url" => link("list", "fact-programme"),
        key if key.starts_with("mz:live:") => link("video", "fact-live"),
        key if key.starts_with("mz:replay:") => link("video", "fact-replay"),
        key if key.starts_with("mz:notes:") => link("edit", "fact-pad"),
        key if key.starts_with("mz:plain:") => Fact {
            icon: "info",
            name: entry.title.clone().unwrap_or_default(),
            value: entry.value.clone(),
            url: web(&entry.value),
        },
        _ => return None,
    })
}

fn web(value: &str) -> Option<String> {
    let url = url::Url::parse(value).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn host(value: &str) -> String {
    url::Url::parse(value)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| value.to_owned())
}

/// Ways into a calendar: a file, and the forms of two large ones, as plain links that load nothing.
pub fn calendar(visit: &Visit, event: &Event, place: Option<&str>) -> CalendarLinks {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let ends = event.ends_on.unwrap_or(event.begins_on + Duration::hours(2));
    let stamp = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let (title, link) = (
        encoded(&event.title),
        encoded(&visit.app.config.link(&format!("/events/{}", event.uuid))),
    );
    let place = encoded(place.unwrap_or_default());
    CalendarLinks {
        ics: format!("/events/{}/export/ics", event.uuid),
        google: format!(
            "https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}&dates={}/{}&location={place}&details={link}",
            stamp(event.begins_on),
            stamp(ends)
        ),
        outlook: format!(
            "https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent&subject={title}&startdt={}&enddt={}&location={place}&body={link}",
            encoded(&event.begins_on.to_rfc3339()),
            encoded(&ends.to_rfc3339())
        ),
    }
}

/// The lasting address, and a mail that holds it.
pub fn share(visit: &Visit, event: &Event) -> Share {
    let url = visit.app.config.link(&format!("/events/{}", event.uuid));
    let percent =
        |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let mail = format!("mailto:?subject={}&body={}", percent(&event.title), percent(&url));
    Share { url, mail }
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
