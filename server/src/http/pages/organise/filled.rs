//! The fields of the form, as they are shown first.

use super::change::contact_field;
use super::{facts, seen, when};
use crate::events::{self, Event};
use crate::http::pages::forms::Sent;
use crate::http::pages::frame::Visit;
use crate::kernel::prelude::*;
use crate::{media, places};

/// A new event: the identity that the reader acts as, and what suits most.
pub fn blank(visit: &Visit) -> Sent {
    let acting = visit.viewer.actor().or(visit.viewer.actors().first().copied());
    let identity = acting.map(|id| ("identity", id.to_string()));
    // Whoever limits the seats here means people to know how many are free.
    let usual = [("anonymous", "1"), ("show_left", "1"), ("category", "MEETING")];
    let usual = usual.map(|(name, value)| (name, value.to_owned()));
    identity.into_iter().chain(usual).collect()
}

/// An event as it is, with the marks of what is shown.
pub async fn filled(visit: &Visit, event: &Event) -> Result<Sent> {
    let conn = visit.app.db.get().await?;
    let place = match event.address_id {
        Some(id) => places::find(&conn, id).await?,
        None => None,
    };
    let picture = match event.picture_id {
        Some(id) => media::load_many(&conn, &[id]).await?.remove(&id),
        None => None,
    };
    let description = events::description(&conn, event.id).await?;
    let tags: Vec<String> =
        events::tags(&conn, event.id).await?.into_iter().map(|tag| tag.title).collect();
    let contacts = events::contacts(&conn, event.id).await?;
    let mut sent: Sent = words(event).into_iter().collect();
    let mut put = |name: &str, value: Option<String>| {
        sent.put(name.to_owned(), value.unwrap_or_default());
    };
    let text = place.map(|place| place.text).unwrap_or_default();
    put("place", text.description);
    put("street", text.street);
    put("postcode", text.postal_code);
    put("town", text.locality);
    put("description", Some(farandole_sanitise::html_to_light(&description)));
    put("tags", Some(tags.join(", ")));
    put("picture_alt", picture.and_then(|picture| picture.alt));
    put(seen::PICTURE, event.picture_id.map(|id| id.to_string()));
    put(seen::PUBLISHED, (!event.draft).then(|| "1".to_owned()));
    for id in contacts {
        put(&contact_field(id), Some("1".to_owned()));
    }
    let marks = seen::marks(&sent);
    sent.put(seen::SEEN.to_owned(), marks);
    Ok(sent)
}

/// The fields that the row itself holds.
fn words(event: &Event) -> Vec<(&'static str, String)> {
    let options = &event.options;
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let seats = options.maximum_attendee_capacity.map(|seats| seats.to_string());
    let language = if event.language == "und" { "" } else { &event.language };
    let mut fields = vec![
        ("title", event.title.clone()),
        ("category", event.category.to_string()),
        ("language", language.to_owned()),
        ("join", event.join_options.to_string()),
        ("external_url", some(&event.external_participation_url)),
        ("capacity", seats.unwrap_or_default()),
        ("visibility", event.visibility.to_string()),
        ("comments", options.comment_moderation.to_string()),
        ("status", event.status.to_string()),
        ("status_note", some(&options.status_note)),
        ("website", some(&event.online_address)),
        ("online_url", some(&options.meeting_url)),
        ("phone", some(&event.phone_address)),
        ("programme", some(&options.program)),
    ];
    let ticked = [
        ("anonymous", options.anonymous_participation),
        ("show_left", options.show_remaining_attendee_capacity),
        ("hide_going", options.hide_number_of_participants),
        ("comments_participants", options.comments_by_participants),
        ("hide_time", !options.show_start_time),
        ("hide_end", !options.show_end_time),
    ];
    fields.extend(ticked.iter().filter(|(_, on)| *on).map(|(name, _)| (*name, "1".to_owned())));
    fields.extend(when::fields(event));
    fields.extend(facts::fields(&event.metadata.0));
    fields
}
