//! What a form says, as a change: of an event that exists, only what somebody touched.

use super::{facts, place, seen, when};
use crate::events::{
    Category, CommentModeration, Event, EventChange, JoinOptions, OptionsChange, Status, Visibility,
};
use crate::http::pages::forms::Sent;
use crate::http::pages::frame::Visit;
use crate::kernel::prelude::*;
use chrono_tz::Tz;

/// The fields that say when.
const TIMES: &str = "date time turn end_date end_time end_turn all_day zone";
/// The fields that say where.
pub const PLACE: &str = "place town street postcode";

/// A form as it came back, beside what it showed.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    pub sent: &'a Sent,
    /// What the fields held; nothing for a new event.
    pub before: Option<&'a Sent>,
}

impl Typed<'_> {
    /// Whether somebody touched one of these fields (parted by spaces).
    pub fn changed(&self, names: &str) -> bool {
        let Some(before) = self.before else { return true };
        names.split_whitespace().any(|name| plain(self.sent, name) != plain(before, name))
    }

    fn text(&self, name: &str) -> Option<Option<String>> {
        self.changed(name).then(|| self.sent.some(name).map(str::to_owned))
    }

    fn word<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.changed(name).then(|| self.sent.value(name).parse().ok()).flatten()
    }

    fn tick(&self, name: &str) -> Option<bool> {
        self.changed(name).then(|| self.sent.on(name))
    }
}

/// What a field holds, to be compared: browsers send the ends of lines in another way than they got them.
pub fn plain(sent: &Sent, name: &str) -> String {
    sent.value(name).replace("\r\n", "\n")
}

/// What the form says. Hours are read on the clocks of the place, so that they are sent anew with another place.
pub async fn change(visit: &Visit, typed: Typed<'_>, event: Option<&Event>) -> Result<EventChange> {
    let sent = typed.sent;
    let place = match typed.changed(PLACE) {
        true => Some(place::address(visit, typed, event).await?),
        false => None,
    };
    let moved = typed.changed(TIMES) || place.is_some();
    let times = moved.then(|| when::times(sent)).transpose()?;
    let zone = match sent.some("zone").filter(|_| typed.changed("zone")) {
        Some(name) => Some(Some(zone(name)?)),
        None => typed.changed("zone").then_some(None),
    };
    Ok(EventChange {
        title: typed.changed("title").then(|| sent.value("title").to_owned()),
        description: typed
            .changed("description")
            .then(|| farandole_sanitise::light_to_html(sent.raw("description"))),
        begins_on: times.map(|times| times.begins),
        ends_on: times.map(|times| times.ends),
        all_day: times.map(|times| times.all_day),
        timezone: zone,
        status: typed.word::<Status>("status"),
        visibility: typed.word::<Visibility>("visibility"),
        join_options: typed.word::<JoinOptions>("join"),
        external_participation_url: typed.text("external_url"),
        category: typed.word::<Category>("category"),
        language: typed.text("language"),
        place,
        online_address: typed.text("website"),
        phone_address: typed.text("phone"),
        tags: typed.changed("tags").then(|| tags(sent.value("tags"))),
        contacts: contacts(visit, typed),
        metadata: facts::merged(visit, typed, event)?,
        options: options(typed)?,
        ..EventChange::default()
    })
}

fn options(typed: Typed<'_>) -> Result<OptionsChange> {
    let sent = typed.sent;
    let capacity = match typed.changed("capacity") {
        true => Some(sent.some("capacity").map(capacity).transpose()?),
        false => None,
    };
    // What has a link and no place is on the net alone.
    let where_changed = typed.changed("online_url") || typed.changed(PLACE);
    let placeless = ["place", "town", "street"].iter().all(|name| sent.value(name).is_empty());
    Ok(OptionsChange {
        maximum_attendee_capacity: capacity,
        show_remaining_attendee_capacity: typed.tick("show_left"),
        hide_number_of_participants: typed.tick("hide_going"),
        show_start_time: typed.tick("hide_time").map(|hidden| !hidden),
        show_end_time: typed.tick("hide_end").map(|hidden| !hidden),
        anonymous_participation: typed.tick("anonymous"),
        comment_moderation: typed.word::<CommentModeration>("comments"),
        comments_by_participants: typed.tick("comments_participants"),
        program: typed.text("programme"),
        meeting_url: typed.text("online_url"),
        status_note: typed.text("status_note"),
        is_online: where_changed.then(|| sent.some("online_url").is_some() && placeless),
        ..OptionsChange::default()
    })
}

/// The contacts that are ticked, where that changed. The form offers the reader's identities and whoever is one.
fn contacts(visit: &Visit, typed: Typed<'_>) -> Option<Vec<ActorId>> {
    let offered = offered(visit, typed.before);
    let changed = offered.iter().any(|id| typed.changed(&contact_field(*id)));
    changed.then(|| offered.into_iter().filter(|id| typed.sent.on(&contact_field(*id))).collect())
}

/// Whom the form offers as contacts.
fn offered(visit: &Visit, before: Option<&Sent>) -> Vec<ActorId> {
    let mut offered = visit.viewer.actors().to_vec();
    let named = before.map(Sent::names).into_iter().flatten();
    for id in named.filter_map(|name| name.strip_prefix(seen::CONTACT)?.parse().ok().map(ActorId)) {
        if !offered.contains(&id) {
            offered.push(id);
        }
    }
    offered
}

/// The name of the box of a contact.
pub fn contact_field(id: ActorId) -> String {
    format!("{}{id}", seen::CONTACT)
}

fn tags(text: &str) -> Vec<String> {
    let tags = text.split(',').map(|tag| tag.trim().trim_start_matches('#').to_owned());
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// A zone by its name, or by the city in it, as people know it.
fn zone(name: &str) -> Result<Tz> {
    let wanted = name.trim().replace(' ', "_");
    let city = |zone: &&Tz| {
        let last = zone.name().rsplit('/').next().unwrap_or_default();
        zone.name().eq_ignore_ascii_case(&wanted) || last.eq_ignore_ascii_case(&wanted)
    };
    let known = wanted.parse().ok().or_else(|| chrono_tz::TZ_VARIANTS.iter().find(city).copied());
    known.ok_or_else(|| Error::invalid("timezone", Message::new("organise-zone-unknown")))
}

fn capacity(text: &str) -> Result<i32> {
    let seats = text.parse().ok().filter(|seats| *seats > 0);
    seats.ok_or_else(|| {
        Error::invalid("maximumAttendeeCapacity", Message::new("organise-capacity-wrong"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_its_city() {
        for (typed, zone_name) in [
            ("Europe/Paris", "Europe/Paris"),
            ("paris", "Europe/Paris"),
            ("New York", "America/New_York"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(zone(typed).unwrap().name(), zone_name);
        }
        assert_eq!(zone("Atlantis").unwrap_err().field(), Some("timezone"));
    }

    #[test]
    fn what_nobody_touched_is_not_changed() {
        let before: Sent = [("description", "one\n\ntwo"), ("title", "A")].into_iter().collect();
        let sent: Sent = [("description", "one\r\n\r\ntwo"), ("title", "B")].into_iter().collect();
        let typed = Typed { sent: &sent, before: Some(&before) };
        assert!(!typed.changed("description tags"));
        assert!(typed.changed("tags title"));
    }
}
