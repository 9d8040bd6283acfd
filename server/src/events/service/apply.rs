//! Putting a change over what an event was. Everything that creating and updating have in common.

use crate::actors;
use crate::app::App;
use crate::events::change::EventChange;
use crate::events::language;
use crate::events::model::Content;
use crate::events::store;
use crate::events::time::{self, Instant};
use crate::events::words::JoinOptions;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::places::{self, AddressInput, Wanted};
use crate::tags;
use chrono_tz::Tz;
use diesel_async::AsyncPgConnection;

/// Puts the new values over the old and checks what they are together. Lists that hang on the event are not
/// touched.
pub async fn apply(
    app: &App,
    tx: &mut AsyncPgConnection,
    content: &mut Content,
    mut change: EventChange,
) -> Result<()> {
    let guessed = language::detected(&content.title, &content.description) == content.language;
    let shown = (content.organizer_id, content.picture_id);
    if let Some(organizer) = change.organizer {
        content.organizer_id = organizer;
    }
    let mut said = change.timezone;
    if let Some(place) = change.place.take() {
        let followed = follows_its_place(tx, content).await?;
        let before = content.address_id;
        content.address_id = address(app, tx, content, place).await?;
        if said.is_none() && followed && content.address_id != before {
            said = Some(None);
        }
    }
    let zone = zone(tx, content, said).await?;
    set_times(content, &change, zone)?;
    set_words(content, &mut change);
    if let Some(picture) = content.picture_id
        && shown != (content.organizer_id, content.picture_id)
    {
        actors::picture_is_its_own(tx, content.organizer_id, "picture", picture).await?;
    }
    set_language(content, &change, guessed);
    content.options.anonymous_participation &= app.config.anonymous_participation;
    content.updated_at = app.now();
    let external = content.join_options == JoinOptions::External;
    if external && content.external_participation_url.is_none() {
        let problem = Message::new("error-events-external-url");
        return Err(Error::invalid("externalParticipationUrl", problem));
    }
    Ok(())
}

/// The row that says what was written of the place; the one that the event has where it says the same.
async fn address(
    app: &App,
    tx: &mut AsyncPgConnection,
    content: &Content,
    written: Option<AddressInput>,
) -> Result<Option<AddressId>> {
    let Some(input) = &written else { return Ok(None) };
    let (organizer, current) = (content.organizer_id, content.address_id);
    places::find_or_create(tx, app, Wanted { input, organizer, current }).await
}

/// Whether the zone of an event was found, not chosen: then it goes with the place. One without a place that is in
/// UTC had nothing to go by.
async fn follows_its_place(conn: &AsyncPgConnection, content: &Content) -> Result<bool> {
    let placeless = content.address_id.is_none() && content.timezone == Tz::UTC.name();
    Ok(placeless || found_zone(conn, content).await?.name() == content.timezone)
}

/// The zone of the event: as said, or the place's, the organiser's, UTC.
async fn zone(conn: &AsyncPgConnection, content: &Content, said: Option<Option<Tz>>) -> Result<Tz> {
    match said {
        Some(Some(zone)) => return Ok(zone),
        None => {
            if let Ok(kept) = content.timezone.parse() {
                return Ok(kept);
            }
        }
        Some(None) => {}
    }
    found_zone(conn, content).await
}

/// The zone of the place, of the organiser, UTC.
async fn found_zone(conn: &AsyncPgConnection, content: &Content) -> Result<Tz> {
    let place = match content.address_id {
        Some(place) => places::find(conn, place).await?.and_then(|place| place.timezone),
        None => None,
    };
    if let Some(zone) = place.and_then(|name| name.parse().ok()) {
        return Ok(zone);
    }
    let person = store::zone_of_person(conn, content.organizer_id).await?;
    Ok(person.and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC))
}

/// A time that nobody changed stays the same moment; in another zone the clocks show another hour for it.
fn set_times(content: &mut Content, change: &EventChange, zone: Tz) -> Result<()> {
    let all_day = change.all_day.unwrap_or(content.all_day);
    let begins = match change.begins_on {
        Some(when) => when.in_zone(zone, "beginsOn")?,
        None => kept(content.begins_on, content.begins_wall, content, zone),
    };
    let ends = match change.ends_on {
        Some(None) => None,
        Some(Some(when)) => Some(when.in_zone(zone, "endsOn")?),
        None => {
            content.ends_on.zip(content.ends_wall).map(|(at, wall)| kept(at, wall, content, zone))
        }
    };
    if ends.is_some_and(|ends| ends.at < begins.at) {
        let field = if change.ends_on.is_some() { "endsOn" } else { "beginsOn" };
        return Err(Error::invalid(field, Message::new("error-events-ends-before-it-begins")));
    }
    let moved = change.begins_on.is_some() || change.ends_on.is_some();
    if moved && ends.is_some_and(|ends| ends.at - begins.at > time::LONGEST) {
        let problem = Message::new("error-events-too-long").with("days", time::LONGEST.num_days());
        return Err(Error::invalid("endsOn", problem));
    }
    let ends = ends.map(|ends| if all_day { time::end_of_days(begins, ends, zone) } else { ends });
    let begins = if all_day { time::start_of_day(begins.wall, zone) } else { begins };
    (content.begins_on, content.begins_wall) = (begins.at, begins.wall);
    (content.ends_on, content.ends_wall) = (ends.map(|ends| ends.at), ends.map(|ends| ends.wall));
    content.timezone = zone.name().to_owned();
    content.all_day = all_day;
    Ok(())
}

/// What nobody changed: the same moment, or of whole days the same days.
fn kept(at: DateTime<Utc>, wall: NaiveDateTime, content: &Content, zone: Tz) -> Instant {
    if content.timezone == zone.name() {
        Instant { at, wall }
    } else if content.all_day {
        time::start_of_day(wall, zone)
    } else {
        Instant::of(at, zone)
    }
}

fn set_words(content: &mut Content, change: &mut EventChange) {
    fn set<T>(to: &mut T, new: &mut Option<T>) {
        if let Some(new) = new.take() {
            *to = new;
        }
    }
    set(&mut content.title, &mut change.title);
    set(&mut content.description, &mut change.description);
    set(&mut content.status, &mut change.status);
    set(&mut content.visibility, &mut change.visibility);
    set(&mut content.join_options, &mut change.join_options);
    set(&mut content.category, &mut change.category);
    set(&mut content.picture_id, &mut change.picture);
    set(&mut content.online_address, &mut change.online_address);
    set(&mut content.phone_address, &mut change.phone_address);
    set(&mut content.external_participation_url, &mut change.external_participation_url);
    set(&mut content.draft, &mut change.draft);
    if let Some(metadata) = change.metadata.take() {
        content.metadata.0 = metadata;
    }
    std::mem::take(&mut change.options).apply(&mut content.options);
}

/// A language that was guessed is guessed anew from new words; one that was declared stays.
fn set_language(content: &mut Content, change: &EventChange, guessed: bool) {
    match &change.language {
        Some(Some(tag)) if tag != language::UNKNOWN => content.language = tag.clone(),
        None if !guessed => {}
        _ => {
            content.language = language::detected(&content.title, &content.description).to_owned();
        }
    }
}

/// A contact is a profile of the organiser's own account, or one that the event already names: nobody is made to
/// answer for an event without having a say in it.
pub fn contacts(viewer: &Viewer, given: &[ActorId], before: &[ActorId]) -> Result<Vec<ActorId>> {
    let mut contacts: Vec<ActorId> = Vec::with_capacity(given.len());
    for contact in given {
        if !viewer.is_system() && !viewer.owns(*contact) && !before.contains(contact) {
            return Err(Error::invalid("contacts", Message::new("error-events-contact")));
        }
        if !contacts.contains(contact) {
            contacts.push(*contact);
        }
    }
    Ok(contacts)
}

/// The tags that an event has after a change: those given, or those it had, then the hashtags of its description
/// as far as there is room.
pub async fn tags_after(
    tx: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    given: Option<Vec<String>>,
    before: Vec<String>,
    description: &str,
) -> Result<Vec<TagId>> {
    let mut titles = given.unwrap_or(before);
    let mut seen: std::collections::HashSet<String> =
        titles.iter().map(|title| tags::slug(title)).collect();
    for hashtag in farandole_sanitise::hashtags(description) {
        if titles.len() < limit::TAGS && seen.insert(tags::slug(&hashtag)) {
            titles.push(hashtag);
        }
    }
    let tags = tags::find_or_create(tx, now, &titles).await?;
    Ok(tags.into_iter().map(|tag| tag.id).collect())
}
