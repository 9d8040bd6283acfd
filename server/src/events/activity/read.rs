//! An event of another server as a change of a row here: whatever can be read is, and what cannot degrades.

use crate::events::change::{EventChange, OptionsChange};
use crate::events::checks;
use crate::events::options::Entry;
use crate::events::time::When;
use crate::events::words::{
    Category, CommentModeration, JoinOptions, MetadataType, Status, Visibility,
};
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::places::AddressInput;
use chrono_tz::Tz;
use farandole_wire::many::{addresses, first_address, is_a, is_public, text, values};
use serde_json::{Map, Value};

/// What an event of another server says.
#[derive(Debug, Clone)]
pub struct Draft {
    pub id: String,
    /// Who answers for it: the group, or else the organiser.
    pub by: String,
    /// The person behind it, where a group answers.
    pub person: Option<String>,
    pub change: EventChange,
    pub published: Option<DateTime<Utc>>,
    pub updated: Option<DateTime<Utc>>,
    pub participants: Option<i32>,
    pub remaining: Option<i32>,
    /// Whether its server reads Join: those that do say how one joins.
    pub joins: bool,
    /// The address of its picture, and what it shows.
    pub picture: Option<(String, Option<String>)>,
}

/// The longest that a summary of what could not be read may be, in days.
const LONGEST_DAYS: i64 = 366;

/// Reads an event. `None` without an id, somebody who answers for it, a title and a beginning. Whether the document
/// may speak for that id is asked elsewhere.
pub fn draft(document: &Map<String, Value>) -> Option<Draft> {
    let id = document.get("id")?.as_str()?.to_owned();
    let actor = first_address(document, "actor");
    let by = first_address(document, "attributedTo").or(actor)?.to_owned();
    let title = text(document, "name").map(farandole_sanitise::text)?;
    let title = cut(&farandole_sanitise::line(&title), limit::TITLE);
    let begins = moment(document, "startTime")?;
    let ends = moment(document, "endTime")
        .filter(|ends| *ends >= begins && *ends - begins <= Duration::days(LONGEST_DAYS))
        .filter(|_| document.get("displayEndTime") != Some(&Value::Bool(false)));
    let place = place(document);
    let online = flag(document, "isOnline").unwrap_or(false);
    let website = website(document);
    let external = text(document, "externalParticipationUrl").and_then(web);
    let join_mode = text(document, "joinMode");
    let join_options = match join_mode {
        Some("restricted") => JoinOptions::Restricted,
        Some("invite") => JoinOptions::Invite,
        Some("external" | "none") if external.is_some() => JoinOptions::External,
        _ => JoinOptions::Free,
    };
    let public = addresses(document, "to").any(is_public);
    let reachable = public || addresses(document, "cc").any(is_public);
    let seats = number(document, "maximumAttendeeCapacity").filter(|seats| *seats > 0);
    let description = text(document, "content").unwrap_or_default();
    let description = farandole_sanitise::html(&cut(description, limit::BODY));
    let change = EventChange {
        title: Some(if title.chars().count() < 3 { format!("{title:…<3}") } else { title }),
        description: Some(if description.chars().count() > limit::BODY {
            String::new()
        } else {
            description
        }),
        begins_on: Some(When::Exact(begins)),
        ends_on: Some(ends.map(When::Exact)),
        timezone: Some(zone(document, place.as_ref(), begins)),
        status: Some(status(document)),
        visibility: Some(match (public, reachable) {
            (true, _) => Visibility::Public,
            (_, true) => Visibility::Unlisted,
            _ => Visibility::Private,
        }),
        join_options: Some(join_options),
        category: Some(category(document)),
        language: Some(
            text(document, "inLanguage")
                .and_then(|tag| crate::events::language::declared(tag).ok()),
        ),
        place: Some(place),
        online_address: Some(website),
        phone_address: Some(
            text(document, "phoneAddress")
                .map(|phone| cut(&farandole_sanitise::line(phone), limit::TITLE))
                .filter(|phone| phone.chars().count() >= 3),
        ),
        external_participation_url: Some(external),
        draft: Some(flag(document, "draft").unwrap_or(false)),
        options: OptionsChange {
            maximum_attendee_capacity: Some(seats),
            anonymous_participation: Some(
                flag(document, "anonymousParticipationEnabled").unwrap_or(false),
            ),
            comment_moderation: Some(comments(document)),
            is_online: Some(online),
            ..OptionsChange::default()
        },
        metadata: Some(facts(document)),
        tags: Some(tags(document)),
        ..EventChange::default()
    };
    Some(Draft {
        person: actor.filter(|actor| *actor != by).map(str::to_owned),
        id,
        by,
        change,
        published: moment(document, "published").map(|at| at.to_utc()),
        updated: moment(document, "updated").map(|at| at.to_utc()),
        participants: number(document, "participantCount").filter(|count| *count >= 0),
        remaining: number(document, "remainingAttendeeCapacity").filter(|count| *count >= 0),
        joins: join_mode.is_some(),
        picture: picture(document),
    })
}

/// The first picture: of `image`, else of the attachments. What some call every picture tells nothing.
fn picture(document: &Map<String, Value>) -> Option<(String, Option<String>)> {
    let images = values(document, "image").iter();
    let attached = values(document, "attachment").iter().take(limit::TAGS * 2).filter(|one| {
        let Some(one) = one.as_object() else { return false };
        let typed = text(one, "mediaType").is_some_and(|kind| kind.starts_with("image/"));
        is_a(one, "Image") || is_a(one, "Document") && typed
    });
    images.chain(attached).find_map(|one| match one {
        Value::String(url) => web(url).map(|url| (url, None)),
        Value::Object(one) => {
            let url = first_address(one, "url").or_else(|| first_address(one, "href"))?;
            let alt = text(one, "name").or_else(|| text(one, "summary"));
            let alt = alt.map(farandole_sanitise::line);
            let alt = alt.filter(|alt| !alt.is_empty() && alt != "Banner");
            Some((web(url)?, alt))
        }
        _ => None,
    })
}

fn cut(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

fn flag(document: &Map<String, Value>, name: &str) -> Option<bool> {
    document.get(name).and_then(Value::as_bool)
}

fn number(document: &Map<String, Value>, name: &str) -> Option<i32> {
    i32::try_from(document.get(name)?.as_i64()?).ok()
}

/// A moment, with an offset: an hour on a clock alone says too little.
fn moment(document: &Map<String, Value>, name: &str) -> Option<DateTime<chrono::FixedOffset>> {
    let written = text(document, name)?;
    let at = match When::read(written)? {
        When::Exact(at) => at,
        When::Wall(wall) | When::Asked(wall, _) => {
            let zone = text(document, "timezone").and_then(|name| name.parse::<Tz>().ok())?;
            When::Wall(wall).in_zone(zone, "startTime").ok()?.at.fixed_offset()
        }
    };
    (1970..=2200).contains(&chrono::Datelike::year(&at)).then_some(at)
}

/// The zone as it is named, of the place, or with the offset of the beginning where there is one such; `None` has it
/// found anew.
fn zone(
    document: &Map<String, Value>,
    place: Option<&AddressInput>,
    begins: DateTime<chrono::FixedOffset>,
) -> Option<Tz> {
    if let Some(zone) = text(document, "timezone").and_then(|name| name.parse().ok()) {
        return Some(zone);
    }
    if place.is_some_and(|place| place.geom.is_some()) {
        return None;
    }
    let hours = begins.offset().local_minus_utc() / 3600;
    let whole = begins.offset().local_minus_utc() % 3600 == 0;
    match hours {
        0 => Some(Tz::UTC),
        // The sign of these names is the other way round.
        hours if whole => format!("Etc/GMT{:+}", -hours).parse().ok(),
        _ => Some(Tz::UTC),
    }
}

fn status(document: &Map<String, Value>) -> Status {
    let said =
        ["eventStatus", "status", "ical:status"].iter().find_map(|name| text(document, name));
    match said.map(str::to_ascii_uppercase).as_deref() {
        Some("CANCELLED" | "EVENTCANCELLED") => Status::Cancelled,
        Some("TENTATIVE" | "EVENTTENTATIVE" | "EVENTPOSTPONED") => Status::Tentative,
        _ => Status::Confirmed,
    }
}

fn category(document: &Map<String, Value>) -> Category {
    let said = text(document, "category").map(str::to_ascii_uppercase);
    said.and_then(|word| word.parse().ok()).unwrap_or(Category::Meeting)
}

fn comments(document: &Map<String, Value>) -> CommentModeration {
    let said = text(document, "repliesModerationOption").and_then(|word| word.parse().ok());
    said.unwrap_or(match flag(document, "commentsEnabled") {
        Some(false) => CommentModeration::Closed,
        _ => CommentModeration::AllowAll,
    })
}

fn web(url: &str) -> Option<String> {
    limit::web_address("url", Some(url)).ok().flatten()
}

/// The first place of the list, in words or with a point.
fn place(document: &Map<String, Value>) -> Option<AddressInput> {
    values(document, "location").iter().find_map(|location| match location {
        Value::String(line) => {
            Some(AddressInput { description: line_of(line, 500), ..AddressInput::default() })
        }
        Value::Object(place) => one_place(place),
        _ => None,
    })
}

fn line_of(text: &str, max: usize) -> Option<String> {
    let line = cut(&farandole_sanitise::line(text), max);
    (!line.is_empty()).then_some(line)
}

fn one_place(place: &Map<String, Value>) -> Option<AddressInput> {
    if is_a(place, "VirtualLocation") {
        return None;
    }
    let part = |from: &Map<String, Value>, name: &str, max: usize| {
        text(from, name).and_then(|text| line_of(text, max))
    };
    let coordinate = |name: &str| {
        let value = place.get(name)?;
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
    };
    let geom = coordinate("longitude").zip(coordinate("latitude"));
    let geom =
        geom.filter(|(lon, lat)| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat));
    let mut input = AddressInput {
        description: part(place, "name", 500).or_else(|| part(place, "content", 500)),
        geom,
        ..AddressInput::default()
    };
    match place.get("address") {
        Some(Value::Object(postal)) => {
            input.street = part(postal, "streetAddress", 500);
            input.postal_code = part(postal, "postalCode", 50);
            input.locality = part(postal, "addressLocality", 200);
            input.region =
                part(postal, "addressRegion", 200).or_else(|| part(postal, "addressState", 200));
            input.country = part(postal, "addressCountry", 200);
        }
        Some(Value::String(line)) => input.street = line_of(line, 500),
        _ => {}
    }
    Some(input)
}

/// The first link to a page: of the attachments, or of a location on the net.
fn website(document: &Map<String, Value>) -> Option<String> {
    let links = values(document, "attachment").iter().filter_map(Value::as_object);
    let links = links.filter(|one| is_a(one, "Link"));
    let mut link =
        links.filter_map(|one| first_address(one, "href").or_else(|| first_address(one, "url")));
    let virtual_place = || {
        let places = values(document, "location").iter().filter_map(Value::as_object);
        let mut virtual_places = places.filter(|place| is_a(place, "VirtualLocation"));
        virtual_places.find_map(|place| first_address(place, "url"))
    };
    link.next().or_else(virtual_place).and_then(web)
}

fn facts(document: &Map<String, Value>) -> Vec<Entry> {
    let attached = values(document, "attachment").iter().take(limit::TAGS * 2);
    let facts = attached.filter_map(Value::as_object);
    let facts = facts.filter(|one| is_a(one, "PropertyValue"));
    let mut kept: Vec<Entry> = Vec::new();
    for one in facts {
        let Some(key) = text(one, "propertyID") else { continue };
        let (kind, value) = match one.get("value") {
            Some(Value::Bool(value)) => (MetadataType::Boolean, value.to_string()),
            Some(Value::Number(value)) if value.is_i64() => {
                (MetadataType::Integer, value.to_string())
            }
            Some(Value::String(value)) => (MetadataType::String, value.clone()),
            _ => continue,
        };
        let title = text(one, "name").map(str::to_owned);
        let mut entry = [Entry { key: key.to_owned(), title, kind, value }];
        let fits = checks::metadata(&mut entry).is_ok();
        let [entry] = entry;
        if fits && kept.iter().all(|known| known.key != entry.key) {
            kept.push(entry);
        }
    }
    kept
}

fn tags(document: &Map<String, Value>) -> Vec<String> {
    let names = values(document, "tag").iter().filter_map(|tag| match tag {
        Value::String(name) => Some(name.as_str()),
        Value::Object(tag) if is_a(tag, "Hashtag") => text(tag, "name"),
        _ => None,
    });
    let fits = |name: &&str| crate::tags::checked("tags", &[(*name).to_owned()]).is_ok();
    names.filter(fits).take(limit::TAGS).map(str::to_owned).collect()
}
