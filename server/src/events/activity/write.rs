//! An event as other servers read it: narrow, so that all of them can.

use crate::actors::{self, Actor};
use crate::app::App;
use crate::events::model::{Event, Tombstone};
use crate::events::options::Entry;
use crate::events::store;
use crate::events::whole::Whole;
use crate::events::words::{CommentModeration, MetadataType, Status, Visibility};
use crate::kernel::prelude::*;
use crate::media::{Media, Picture};
use crate::places::{self, Address};
use farandole_wire::many::PUBLIC;
use serde_json::{Value, json};

/// The event, without the context.
pub async fn wire(app: &App, whole: &Whole) -> Result<Value> {
    wires(app, std::slice::from_ref(whole)).await?.pop().or_not_found("event")
}

/// The same for several, with as many queries as for one.
pub async fn wires(app: &App, wholes: &[Whole]) -> Result<Vec<Value>> {
    let ids: Vec<EventId> = wholes.iter().map(|whole| whole.event.id).collect();
    let conn = app.db.get().await?;
    let contacts = store::contacts_of(&conn, &ids).await?;
    let counted = store::counters(&conn, &ids).await?;
    let organizers = wholes.iter().map(|whole| whole.event.organizer_id);
    let people: Vec<ActorId> = organizers.chain(contacts.values().flatten().copied()).collect();
    let people = actors::load_many(&conn, &people).await?;
    drop(conn);
    let mut documents = Vec::with_capacity(wholes.len());
    for whole in wholes {
        let event = &whole.event;
        let organizer = people.get(&event.organizer_id).or_not_found("event")?;
        let named = contacts.get(&event.id).into_iter().flatten();
        let alive = named.filter_map(|id| people.get(id)).filter(|actor| actor.alive());
        let contacts: Vec<&str> = alive.map(|actor| actor.url.as_str()).collect();
        let going = counted.get(&event.id).map_or(0, store::Counters::going);
        documents.push(document(app, whole, organizer, &contacts, going));
    }
    Ok(documents)
}

fn document(app: &App, whole: &Whole, organizer: &Actor, contacts: &[&str], going: i32) -> Value {
    let event = &whole.event;
    let (to, cc) = addressed(event, organizer);
    let by = whole.by.as_ref().map_or(&organizer.url, |by| &by.url);
    let closed = event.options.comment_moderation == CommentModeration::Closed;
    let mut body = json!({
        "id": event.url,
        "type": "Event",
        "url": event.url,
        "uuid": event.uuid,
        "name": event.title,
        "content": whole.description,
        "mediaType": "text/html",
        "summary": summary(whole),
        "sensitive": false,
        "actor": organizer.url,
        "attributedTo": by,
        "startTime": local(event, event.begins_on),
        "timezone": event.timezone,
        "status": status(event.status),
        "ical:status": status(event.status),
        "eventStatus": event_status(event.status),
        "category": event.category.as_str(),
        "joinMode": event.join_options.as_str(),
        "anonymousParticipationEnabled": event.takes_anonymous(&app.config),
        "repliesModerationOption": replies(event),
        "commentsEnabled": !closed,
        "isOnline": event.options.is_online,
        "draft": event.draft,
        "published": actors::moment(event.published_at.unwrap_or(event.created_at)),
        "updated": actors::moment(event.updated_at.max(event.published_at.unwrap_or(event.created_at))),
        "contacts": contacts,
        "tag": tags(app, whole),
        "attachment": attachments(app, whole),
        "to": to,
        "cc": cc,
    });
    if event.language != crate::events::language::UNKNOWN {
        body["inLanguage"] = json!(event.language);
    }
    match event.ends_on {
        Some(end) => body["endTime"] = json!(local(event, end)),
        None => body["displayEndTime"] = json!(false),
    }
    if let Some(url) = &event.external_participation_url {
        body["externalParticipationUrl"] = json!(url);
    }
    if !event.options.hide_number_of_participants {
        body["participantCount"] = json!(going);
        if let Some(seats) = event.options.maximum_attendee_capacity {
            body["remainingAttendeeCapacity"] = json!((seats - going).max(0));
        }
    }
    if let Some(seats) = event.options.maximum_attendee_capacity {
        body["maximumAttendeeCapacity"] = json!(seats);
    }
    if let Some(phone) = &event.phone_address {
        body["phoneAddress"] = json!(phone);
    }
    if let Some(place) = &whole.place {
        body["location"] = location(place);
    }
    if let Some(picture) = &whole.picture {
        body["image"] = image(app, picture, "Image");
    }
    body
}

/// Public events are for everybody and their organiser's followers; those that no list shows are for whoever has the
/// link, so lists of other servers are kept from them as well.
fn addressed(event: &Event, organizer: &Actor) -> (Value, Value) {
    let followers = format!("{}/followers", organizer.url);
    match event.visibility {
        Visibility::Public => (json!([PUBLIC]), json!([followers])),
        Visibility::Unlisted => (json!([followers]), json!([PUBLIC])),
        Visibility::Restricted | Visibility::Private => (json!([]), json!([])),
    }
}

/// A moment with the offset of the event's zone at it.
fn local(event: &Event, at: DateTime<Utc>) -> String {
    at.with_timezone(&event.zone()).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// Who may answer. Others have no word for those who take part alone: of anybody else the answer is looked at here.
fn replies(event: &Event) -> &'static str {
    match (event.options.comment_moderation, event.options.comments_by_participants) {
        (CommentModeration::AllowAll, true) => CommentModeration::Moderated.as_str(),
        (option, _) => option.as_str(),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Tentative => "TENTATIVE",
        Status::Confirmed => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
    }
}

fn event_status(status: Status) -> &'static str {
    match status {
        Status::Tentative => "EventTentative",
        Status::Confirmed => "EventScheduled",
        Status::Cancelled => "EventCancelled",
    }
}

/// One plain line with date, time and place, for software that knows no events.
fn summary(whole: &Whole) -> String {
    let event = &whole.event;
    let begins = event.begins_on.with_timezone(&event.zone());
    let pattern = if event.all_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M %Z" };
    let mut line = begins.format(pattern).to_string();
    if let Some(place) = &whole.place {
        line.push_str(" – ");
        line.push_str(&places::one_line(place, Lang::En));
    }
    if event.status == Status::Cancelled {
        line.insert_str(0, "CANCELLED – ");
    }
    line
}

fn location(place: &Address) -> Value {
    let text = &place.text;
    let line = places::one_line(place, Lang::En);
    let mut location = json!({
        "type": "Place",
        "id": place.url,
        "name": text.description.as_deref().unwrap_or(&line),
        "content": line,
        "address": {
            "type": "PostalAddress",
            "streetAddress": text.street,
            "postalCode": text.postal_code,
            "addressLocality": text.locality,
            "addressRegion": text.region,
            "addressCountry": text.country,
        },
    });
    if let Some(point) = place.geog {
        // JSON numbers with a point: some servers take no others.
        location["longitude"] = json!(point.x);
        location["latitude"] = json!(point.y);
    }
    location
}

fn image(app: &App, picture: &Media, kind: &str) -> Value {
    let shown = Picture::of(&app.config, picture);
    json!({
        "type": kind,
        "mediaType": picture.content_type,
        "url": shown.url(),
        "name": shown.alt.clone().unwrap_or_default(),
        "width": shown.width,
        "height": shown.height,
    })
}

fn tags(app: &App, whole: &Whole) -> Value {
    let hashtag = |tag: &crate::tags::Tag| {
        let name: String = tag.title.chars().filter(|c| !c.is_whitespace()).collect();
        json!({
            "type": "Hashtag",
            "name": format!("#{name}"),
            "href": app.config.link(&format!("/tag/{}", tag.slug)),
        })
    };
    whole.tags.iter().map(hashtag).collect()
}

/// The picture first, since some servers look at the first entry alone; every entry with a type, since some fail
/// without one.
fn attachments(app: &App, whole: &Whole) -> Value {
    let mut list = Vec::new();
    if let Some(picture) = &whole.picture {
        let mut banner = image(app, picture, "Document");
        banner["name"] = json!("Banner");
        list.push(banner);
    }
    if let Some(url) = &whole.event.online_address {
        list.push(json!({
            "type": "Link", "name": "Website", "href": url, "url": url, "mediaType": "text/html",
        }));
    }
    list.extend(whole.event.metadata.0.iter().map(fact));
    Value::Array(list)
}

fn fact(entry: &Entry) -> Value {
    let value = match entry.kind {
        MetadataType::Integer => entry.value.parse::<i64>().map_or(json!(entry.value), Value::from),
        MetadataType::Boolean => json!(entry.value == "true"),
        MetadataType::String => json!(entry.value),
    };
    let mut fact = json!({
        "type": "PropertyValue",
        "propertyID": entry.key,
        "value": value,
        "mediaType": "text/plain",
    });
    if let Some(title) = &entry.title {
        fact["name"] = json!(title);
    }
    fact
}

/// The Create of an event.
pub fn created(document: Value, event: &Event) -> Value {
    wrapped("Create", format!("{}/activity", event.url), document)
}

/// The Update of an event. Its id is another for each version.
pub fn updated(document: Value, event: &Event) -> Value {
    let id = format!("{}/activity#{}", event.url, event.updated_at.timestamp_millis());
    wrapped("Update", id, document)
}

fn wrapped(kind: &str, id: String, document: Value) -> Value {
    json!({
        "id": id,
        "type": kind,
        "actor": document["attributedTo"],
        "published": document[if kind == "Create" { "published" } else { "updated" }],
        "to": document["to"],
        "cc": document["cc"],
        "object": document,
    })
}

/// What is left of an event, without the context.
pub fn tombstone_wire(stone: &Tombstone) -> Value {
    json!({
        "id": stone.url,
        "type": "Tombstone",
        "formerType": "Event",
        "deleted": actors::moment(stone.deleted_at),
    })
}
