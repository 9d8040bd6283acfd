//! Putting the plans into the agenda.

use super::Founded;
use super::dates::{self, Span, ZONE};
use super::people::People;
use super::picture;
use super::plan::{Host, Joining, Plan, Spot};
use super::town;
use super::venues::Venue;
use crate::app::App;
use crate::events::{
    self, Entry, Event, EventChange, JoinOptions, MetadataType, Offer, OptionsChange, Status,
    Visibility, When,
};
use crate::kernel::prelude::*;
use crate::media::{self, Given, Label, NewMedia};
use crate::participation;
use crate::places::AddressInput;
use std::collections::HashSet;

/// What tells two events apart: the title and the hour on the clocks of the town.
type Key = (String, NaiveDateTime);

/// Makes the events that are missing.
pub async fn fill(app: &App, people: &People, told: impl Fn(usize, usize)) -> Result<Founded> {
    let now = app.now();
    let known: HashSet<Key> = known(app, people)
        .await?
        .into_iter()
        .map(|event| (event.title, event.begins_wall))
        .collect();
    let planned: Vec<(&Plan, Vec<Span>)> =
        town::plans().map(|plan| (plan, dates::spans(plan, now))).collect();
    let all = planned.iter().map(|(_, spans)| spans.len()).sum();
    let (mut done, mut made) = (0, 0);
    for (plan, spans) in planned {
        let missing: Vec<Span> = spans
            .iter()
            .filter(|span| !known.contains(&(plan.title.to_owned(), span.begins)))
            .copied()
            .collect();
        if !missing.is_empty() {
            make(app, people, plan, &missing).await?;
        }
        made += missing.len();
        done += spans.len();
        told(done, all);
    }
    Ok(Founded { made, known: all - made })
}

/// Every event of the demo's hosts.
async fn known(app: &App, people: &People) -> Result<Vec<Event>> {
    let mut known = Vec::new();
    for host in people.hosts.values() {
        let mut page = Page::first(100);
        loop {
            let found = events::organised_by(app, &people.viewer, *host, page).await?;
            let last = found.elements.len() < 100;
            known.extend(found.elements);
            if last {
                break;
            }
            page.offset += 100;
        }
    }
    Ok(known)
}

async fn make(app: &App, people: &People, plan: &Plan, spans: &[Span]) -> Result<()> {
    let host = people.hosts[&plan.host];
    let picture = draw(app, people, plan, host).await?;
    for span in spans {
        let change = EventChange { picture: Some(Some(picture)), ..change(plan, *span) };
        let event = events::create(app, &people.viewer, host, change).await?;
        if plan.cancelled {
            let off = EventChange { status: Some(Status::Cancelled), ..EventChange::default() };
            events::update(app, &people.viewer, event.id, off).await?;
        }
    }
    Ok(())
}

/// One picture for all times that a plan takes place.
async fn draw(app: &App, people: &People, plan: &Plan, host: ActorId) -> Result<MediaId> {
    let (title, motif) = (plan.title, picture::motif(plan.category));
    let drawn = tokio::task::spawn_blocking(move || farandole_covers::draw(title, motif)).await;
    let bytes = drawn.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let alt = Some(picture::alt(plan).to_owned());
    let label = Label { name: format!("{title}.png"), alt, actor: Some(host) };
    let given = Given::New(NewMedia { bytes, label });
    media::claim(app, &people.viewer, media::PICTURE, given).await
}

fn change(plan: &Plan, span: Span) -> EventChange {
    let place = match plan.spot {
        Spot::At(venue) => Some(address(venue)),
        Spot::Online(_) => None,
    };
    let (join_options, site) = match plan.joining {
        Joining::Free => (JoinOptions::Free, None),
        Joining::Asked => (JoinOptions::Restricted, None),
        Joining::Elsewhere(site) => (JoinOptions::External, Some(site.to_owned())),
    };
    EventChange {
        title: Some(plan.title.to_owned()),
        description: Some(html(plan.text)),
        begins_on: Some(When::Wall(span.begins)),
        ends_on: Some(Some(When::Wall(span.ends))),
        timezone: Some(Some(ZONE)),
        all_day: Some(plan.days.is_some()),
        status: Some(if plan.tentative { Status::Tentative } else { Status::Confirmed }),
        join_options: Some(join_options),
        category: Some(plan.category),
        language: Some(Some(plan.lang.to_owned())),
        place: Some(place),
        external_participation_url: Some(site),
        draft: Some(false),
        options: options(plan),
        metadata: Some(metadata(plan)),
        tags: Some(plan.tags.iter().map(ToString::to_string).collect()),
        ..EventChange::default()
    }
}

fn options(plan: &Plan) -> OptionsChange {
    let offers = plan.price.map(|price| Offer {
        price: Some(price),
        price_currency: Some("EUR".to_owned()),
        url: None,
    });
    OptionsChange {
        maximum_attendee_capacity: Some(plan.seats),
        show_remaining_attendee_capacity: Some(plan.seats.is_some()),
        anonymous_participation: Some(plan.anonymous),
        offers: Some(offers.into_iter().collect()),
        is_online: Some(matches!(plan.spot, Spot::Online(_))),
        ..OptionsChange::default()
    }
}

fn metadata(plan: &Plan) -> Vec<Entry> {
    let word = |key: &str, value: &str| Entry {
        key: key.to_owned(),
        title: None,
        kind: MetadataType::String,
        value: value.to_owned(),
    };
    match plan.spot {
        Spot::At(_) => {
            let access = if plan.accessible { "fully" } else { "no" };
            vec![word("mz:accessibility:wheelchairAccessible", access)]
        }
        Spot::Online(room) => vec![word("mz:visio:jitsi_meet", room)],
    }
}

fn address(venue: &Venue) -> AddressInput {
    let text = |text: &str| Some(text.to_owned());
    AddressInput {
        description: text(venue.name),
        street: text(venue.street),
        postal_code: text(venue.postal_code),
        locality: text(venue.locality),
        region: text("Auvergne-Rhône-Alpes"),
        country: text("France"),
        geom: Some((venue.longitude, venue.latitude)),
        ..AddressInput::default()
    }
}

/// Paragraphs as HTML; the tables hold no character that would have to be escaped.
fn html(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect()
}

/// How many of the next free events Camille goes to, and how many requests wait for an answer.
const GOING: usize = 8;
/// Under how many of the next events something is said.
const TALKED_OF: usize = 4;

/// Fills Camille's own agenda a little, and asks for a place at the door of those who choose.
pub async fn attend(app: &App, people: &People) -> Result<()> {
    let camille = people.hosts[&Host::Camille];
    let now = app.now();
    let mut next: Vec<Event> = known(app, people).await?;
    next.retain(|event| event.begins_on > now && event.status == Status::Confirmed);
    next.retain(|event| event.organizer_id != camille);
    next.sort_by_key(|event| (event.begins_on, event.id));
    let free = next.iter().filter(|event| event.join_options == JoinOptions::Free);
    let asked = next.iter().filter(|event| event.join_options == JoinOptions::Restricted);
    let word = "J'aimerais beaucoup venir. / I would love to come.";
    let wishes = free.step_by(3).map(|event| (event, None));
    let wishes = wishes.take(GOING).chain(asked.take(GOING / 2).map(|event| (event, Some(word))));
    for (event, message) in wishes {
        let joining = participation::Joining {
            event: event.id,
            message: message.map(str::to_owned),
            remind: false,
        };
        match participation::join(app, &people.viewer, camille, joining).await {
            // Joined already, or closed in the meantime.
            Ok(_) | Err(Error::Conflict { .. } | Error::Denied(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let open = next.iter().filter(|event| event.visibility == Visibility::Public);
    let open: Vec<&Event> = open.take(TALKED_OF).collect();
    super::talk::talk(app, people, &open).await?;
    super::talk::report(app, people, &open).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_nothing_that_html_would_misread() {
        for plan in town::plans() {
            assert!(!plan.text.contains(['<', '>', '&']), "{}", plan.title);
            assert!(!plan.text.contains("  "), "two spaces in {}", plan.title);
        }
    }

    #[test]
    fn every_plan_is_a_change_that_the_checks_of_events_take() {
        let now = "2026-06-03T10:00:00Z".parse().unwrap();
        for plan in town::plans() {
            for span in dates::spans(plan, now) {
                change(plan, span).checked().unwrap_or_else(|no| panic!("{}: {no}", plan.title));
            }
        }
    }
}
