//! Events in lists: everything that the cards of one page show, in a few queries however many there are.

use super::event_facts;
use super::event_words as words;
use crate::events::{self, Counters, Event};
use crate::http::pages::frame::Visit;
use crate::http::pages::views::{Day, EventCard, Leaf, Picture, Status};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::search::Near;
use crate::{actors, media, places, search};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The cards of events that the reader may see, in the order of the ids.
pub async fn cards(visit: &Visit, ids: &[EventId]) -> Result<Vec<(Event, EventCard)>> {
    near(visit, ids, None).await
}

/// The same, each with how far it is from the middle of a circle.
pub async fn near(
    visit: &Visit,
    ids: &[EventId],
    middle: Option<Near>,
) -> Result<Vec<(Event, EventCard)>> {
    let conn = visit.app.db.get().await?;
    let mut seen = events::glimpse(&conn, &visit.viewer, ids).await?;
    let found: Vec<Event> = ids.iter().filter_map(|id| seen.remove(id)).map(remembered).collect();
    let around = Around::of(&conn, &found).await?;
    let card = |event: Event| {
        let card = EventCard {
            distance: middle.and_then(|middle| around.away(visit, &event, middle)),
            ..around.card(visit, &event)
        };
        (event, card)
    };
    Ok(found.into_iter().map(card).collect())
}

/// An event with as much of it as the reader may see: of some only the title and the start.
fn remembered(seen: events::Seen) -> Event {
    let event = seen.event;
    if seen.sight == events::Sight::Full {
        return event;
    }
    Event { address_id: None, ends_on: None, ends_wall: None, picture_id: None, ..event }
}

/// What the events of a page have around them.
struct Around {
    organisers: HashMap<ActorId, actors::Actor>,
    places: HashMap<AddressId, places::Address>,
    pictures: HashMap<MediaId, media::Media>,
    counters: HashMap<EventId, Counters>,
}

impl Around {
    async fn of(conn: &AsyncPgConnection, found: &[Event]) -> Result<Self> {
        let ids: Vec<EventId> = found.iter().map(|event| event.id).collect();
        let organisers: Vec<ActorId> = found.iter().map(|event| event.organizer_id).collect();
        let places: Vec<AddressId> = found.iter().filter_map(|event| event.address_id).collect();
        let pictures: Vec<MediaId> = found.iter().filter_map(|event| event.picture_id).collect();
        Ok(Self {
            organisers: actors::load_many(conn, &organisers).await?,
            places: places::load_many(conn, &places).await?,
            pictures: media::load_many(conn, &pictures).await?,
            counters: events::counters(conn, &ids).await?,
        })
    }

    /// How far an event is from a point, in whole kilometres; at a venue next door it is not said.
    fn away(&self, visit: &Visit, event: &Event, middle: Near) -> Option<String> {
        let point = self.places.get(&event.address_id?)?.geog?;
        let metres = search::distance((middle.lon, middle.lat), (point.x, point.y));
        let kilometres = (metres / 1000.0).round() as u32;
        (kilometres > 0).then(|| visit.t.count("search-km-away", kilometres))
    }

    fn card(&self, visit: &Visit, event: &Event) -> EventCard {
        let (t, lang) = (visit.t, visit.t.lang);
        let zone = event.zone();
        let today = visit.app.now().with_timezone(&zone).date_naive();
        let place = event.address_id.and_then(|id| self.places.get(&id));
        let foreign = event.language != "und" && event.language != lang.as_str();
        EventCard {
            url: format!("/events/{}", event.uuid),
            title: event.title.clone(),
            lang: foreign.then(|| event.language.clone()),
            leaf: leaf(visit, event),
            begins: if words::days_only(event) {
                event.begins_wall.date().to_string()
            } else {
                event.begins_on.with_timezone(&zone).to_rfc3339()
            },
            when: words::short(t, event, today),
            place: place.map(|place| places::short(place, lang)),
            organiser: self
                .organisers
                .get(&event.organizer_id)
                .map(|who| who.display_name().to_owned()),
            status: status(event, self.counters.get(&event.id), visit.app.now()),
            picture: event
                .picture_id
                .and_then(|id| self.pictures.get(&id))
                .map(|row| small(visit, row)),
            price: event_facts::price(event),
            ..EventCard::default()
        }
    }
}

/// The day that an event begins on, as a calendar leaf.
pub fn leaf(visit: &Visit, event: &Event) -> Leaf {
    let (weekday, day, month) = dates::leaf(visit.t, event.begins_wall.date());
    Leaf { weekday, day, month }
}

/// The states of an event that must catch the eye, the gravest first.
pub fn status(event: &Event, counters: Option<&Counters>, now: DateTime<Utc>) -> Vec<Status> {
    let full = counters.and_then(Counters::seats_left) == Some(0);
    let past = event.ended(now);
    let all = [
        (event.draft, Status::Draft),
        (event.status == events::Status::Cancelled, Status::Cancelled),
        (past, Status::Past),
        (!past && event.begins_on <= now, Status::Now),
        (event.status == events::Status::Tentative, Status::Tentative),
        (full && !past, Status::Full),
        (event.options.is_online, Status::Online),
        (event.visibility == events::Visibility::Unlisted, Status::Unlisted),
    ];
    all.into_iter().filter(|(so, _)| *so).map(|(_, status)| status).collect()
}

fn small(visit: &Visit, row: &media::Media) -> Picture {
    picture(visit, row, 320)
}

/// A picture at about this width.
pub fn picture(visit: &Visit, row: &media::Media, width: i32) -> Picture {
    let picture = media::Picture::of(&visit.app.config, row);
    let shown = row
        .widths()
        .find(|w| *w >= width)
        .or_else(|| row.widths().next_back())
        .unwrap_or(row.width);
    let height = i64::from(row.height) * i64::from(shown) / i64::from(row.width.max(1));
    Picture {
        url: picture.url_for(width),
        alt: row.alt.clone().unwrap_or_default(),
        width: u32::try_from(shown).unwrap_or(0),
        height: u32::try_from(height).unwrap_or(0),
        srcset: picture.srcset(),
    }
}

/// Cards under the days they begin on.
pub fn by_day(visit: &Visit, cards: Vec<(Event, EventCard)>) -> Vec<Day> {
    let mut days: Vec<(NaiveDate, Day)> = Vec::new();
    for (event, card) in cards {
        let date = event.begins_wall.date();
        let today = visit.app.now().with_timezone(&event.zone()).date_naive();
        match days.last_mut() {
            Some((last, day)) if *last == date => day.events.push(card),
            _ => {
                let heading = dates::day(visit.t, date);
                let relative = dates::relative(visit.t, date, today);
                days.push((date, Day { heading, relative, events: vec![card] }));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}
