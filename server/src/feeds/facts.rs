//! An event as facts for machines: schema.org for search engines, and what previews of links show. Pure: the page
//! that embeds them has made sure that its reader may see the event.

use crate::actors::{Actor, Kind};
use crate::events::{Event, Offer, Status, Whole};
use crate::kernel::config::Config;
use crate::kernel::prelude::*;
use crate::media::Picture;
use crate::places::{self, Address};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

/// Characters of a description in schema.org.
const DESCRIPTION: usize = 1_000;
/// Characters of a description in a preview.
const EXCERPT: usize = 200;

/// The event in the vocabulary of schema.org (<https://schema.org/Event>). `seats_left` is what the page tells its
/// reader, if it does.
pub fn structured(config: &Config, whole: &Whole, seats_left: Option<i32>) -> Value {
    let event = &whole.event;
    let by = whole.by.as_ref().map(performer);
    let picture = whole.picture.as_ref().map(|media| Picture::of(config, media));
    let (starts, ends) = times(event);
    object([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("Event"))),
        ("@id", Some(json!(event.url))),
        ("url", Some(json!(event.url))),
        ("name", Some(json!(event.title))),
        ("description", text(farandole_sanitise::excerpt(&whole.description, DESCRIPTION))),
        ("startDate", Some(json!(starts))),
        ("endDate", ends.map(Value::from)),
        ("eventStatus", Some(json!(status(event)))),
        ("eventAttendanceMode", Some(json!(attendance(whole)))),
        ("location", location(config, whole)),
        ("organizer", by.clone()),
        ("performer", by),
        ("image", picture.map(|picture| json!([picture.card_url, picture.url()]))),
        ("keywords", text(titles(whole).join(", "))),
        ("inLanguage", Some(json!(event.language)).filter(|_| event.language != "und")),
        ("maximumAttendeeCapacity", event.options.maximum_attendee_capacity.map(Value::from)),
        ("remainingAttendeeCapacity", seats_left.map(Value::from)),
        ("offers", offers(event, seats_left)),
    ])
}

/// The way from the first page to this one: names and addresses.
pub fn breadcrumbs(way: &[(&str, String)]) -> Value {
    let step = |(at, (name, address)): (usize, &(&str, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": address });
    let steps: Vec<Value> = way.iter().enumerate().map(step).collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps })
}

/// What a preview of a link to an event shows: the values of Open Graph and its like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub title: String,
    /// When, where, and how the description begins.
    pub description: String,
    /// The one address of the event, on the server that published it.
    pub canonical: String,
    /// 1200 × 630 pixels.
    pub image: Option<String>,
    /// What the image shows.
    pub image_alt: Option<String>,
    /// Whether search engines may show the page.
    pub indexed: bool,
}

/// The preview of an event; `when` is its time in the reader's words.
pub fn preview(config: &Config, whole: &Whole, when: &str, lang: Lang) -> Preview {
    let place = whole.place.as_ref().map(|place| places::one_line(place, lang));
    let excerpt = farandole_sanitise::excerpt(&whole.description, EXCERPT);
    let parts = [Some(when.to_owned()), place, Some(excerpt)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let picture = whole.picture.as_ref().map(|media| Picture::of(config, media));
    Preview {
        title: whole.event.title.clone(),
        description: parts.join(" – "),
        canonical: whole.event.url.clone(),
        image: picture.as_ref().map(|picture| picture.card_url.clone()),
        image_alt: picture.and_then(|picture| picture.alt),
        indexed: whole.event.listed(),
    }
}

/// An object of what there is.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let present = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}

fn text(text: String) -> Option<Value> {
    (!text.is_empty()).then_some(Value::String(text))
}

fn titles(whole: &Whole) -> Vec<&str> {
    whole.tags.iter().map(|tag| tag.title.as_str()).collect()
}

/// Start and end, on the clocks of the place; days where no hour is shown.
fn times(event: &Event) -> (String, Option<String>) {
    let zone = event.zone();
    let moment =
        |at: DateTime<Utc>| at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false);
    let day = |wall: NaiveDateTime| wall.format("%Y-%m-%d").to_string();
    let days = event.all_day || !event.options.show_start_time;
    let starts = if days { day(event.begins_wall) } else { moment(event.begins_on) };
    let last = event.ends_wall.map(|ends| {
        // Whole days end at the midnight after the last.
        if event.all_day { ends - Duration::seconds(1) } else { ends }
    });
    let ends = match event.ends_on {
        Some(at) if !days && event.options.show_end_time => Some(moment(at)),
        _ => last.filter(|last| last.date() > event.begins_wall.date()).map(day),
    };
    (starts, ends)
}

fn status(event: &Event) -> &'static str {
    match event.status {
        Status::Cancelled => "https://schema.org/EventCancelled",
        Status::Tentative | Status::Confirmed => "https://schema.org/EventScheduled",
    }
}

fn attendance(whole: &Whole) -> &'static str {
    let event = &whole.event;
    match (event.options.is_online, &whole.place, event.online_meeting()) {
        (true, ..) => "https://schema.org/OnlineEventAttendanceMode",
        (false, Some(_), Some(_)) => "https://schema.org/MixedEventAttendanceMode",
        _ => "https://schema.org/OfflineEventAttendanceMode",
    }
}

fn location(config: &Config, whole: &Whole) -> Option<Value> {
    let event = &whole.event;
    let place = whole.place.as_ref().map(|place| physical(config, place));
    let meeting = event.online_meeting().or(event.options.is_online.then_some(&event.url));
    let online = meeting.map(|url| json!({ "@type": "VirtualLocation", "url": url }));
    match (place, online) {
        (Some(place), Some(online)) => Some(json!([place, online])),
        (place, online) => place.or(online),
    }
}

fn physical(config: &Config, place: &Address) -> Value {
    let of = |part: &Option<String>| part.clone().map(Value::from);
    let address = object([
        ("@type", Some(json!("PostalAddress"))),
        ("streetAddress", of(&place.text.street)),
        ("addressLocality", of(&place.text.locality)),
        ("postalCode", of(&place.text.postal_code)),
        ("addressRegion", of(&place.text.region)),
        ("addressCountry", of(&place.text.country)),
    ]);
    let geo = place.geog.map(
        |point| json!({ "@type": "GeoCoordinates", "latitude": point.y, "longitude": point.x }),
    );
    object([
        ("@type", Some(json!("Place"))),
        ("name", Some(json!(places::short(place, config.default_language)))),
        ("address", Some(address)),
        ("geo", geo),
    ])
}

fn performer(actor: &Actor) -> Value {
    let kind = if actor.kind == Kind::Person { "Person" } else { "Organization" };
    json!({ "@type": kind, "name": actor.display_name(), "url": actor.url })
}

fn offers(event: &Event, seats_left: Option<i32>) -> Option<Value> {
    let availability = match seats_left {
        Some(0) => "https://schema.org/SoldOut",
        _ => "https://schema.org/InStock",
    };
    let offer = |offer: &Offer| {
        object([
            ("@type", Some(json!("Offer"))),
            ("price", offer.price.map(Value::from)),
            ("priceCurrency", offer.price_currency.clone().map(Value::from)),
            ("url", Some(json!(offer.url.as_deref().unwrap_or(&event.url)))),
            ("availability", Some(json!(availability))),
        ])
    };
    let shown = event.options.show_participation_price;
    let offers: Vec<Value> = event.options.offers.iter().filter(|_| shown).map(offer).collect();
    (!offers.is_empty()).then_some(Value::Array(offers))
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
