//! Publishing an event and changing it, on one page that works without scripts.

use super::forms::{self, Sent};
use super::frame::{Visit, see_other, with};
use super::people;
use super::read::query;
use super::views::{Choice, Current, EventFormPage, Form};
use crate::actors;
use crate::app::App;
use crate::events::{
    self, Category, Event, EventChange, JoinOptions, OptionsChange, Status, Visibility, When,
};
use crate::http::multipart;
use crate::kernel::prelude::*;
use crate::media::{self, Given};
use crate::places::{self, AddressInput};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/events/create", web::get().to(new))
        .route("/events/create", web::post().to(create))
        .route("/events/{uuid}/edit", web::get().to(edit))
        .route("/events/{uuid}/edit", web::post().to(update));
}

async fn new(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_actor()?;
        page(visit, Form::filled([("anonymous", "1"), ("category", "MEETING")]), None).await
    })
    .await
}

async fn create(app: web::Data<App>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    with(&app, &request, async |visit| {
        let (sent, picture) = multipart::read(&request, payload, media::PICTURE).await?;
        forms::check(visit, &request, &sent)?;
        let outcome = async {
            let organizer = organizer(visit, &sent).await?;
            let mut change = change(visit, &sent).await?;
            change.picture = claim(visit, &sent, picture).await?;
            change.draft = Some(sent.value("do") == "draft");
            // Whoever limits the seats here means people to know how many are free.
            let limited = change.options.maximum_attendee_capacity.flatten().is_some();
            change.options.show_remaining_attendee_capacity = Some(limited);
            events::create(&visit.app, &visit.viewer, organizer, change).await
        };
        match outcome.await {
            Ok(event) => Ok(see_other(&format!("/events/{}", event.uuid))),
            Err(error) if forms::at_fault(&error) => {
                page(visit, sent.wrong(visit, &error, field), None).await
            }
            Err(error) => Err(error),
        }
    })
    .await
}

async fn edit(app: web::Data<App>, request: HttpRequest, uuid: web::Path<String>) -> HttpResponse {
    with(&app, &request, async |visit| {
        let event = own(visit, &uuid).await?;
        let form = filled(visit, &event).await?;
        page(visit, form, Some(&event)).await
    })
    .await
}

async fn update(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    payload: web::Payload,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let (sent, picture) = multipart::read(&request, payload, media::PICTURE).await?;
        forms::check(visit, &request, &sent)?;
        let event = own(visit, &uuid).await?;
        let outcome = async {
            let mut change = change(visit, &sent).await?;
            change.picture = claim(visit, &sent, picture).await?;
            change.draft = (event.draft && sent.value("do") == "publish").then_some(false);
            events::update(&visit.app, &visit.viewer, event.id, change).await
        };
        match outcome.await {
            Ok(event) => Ok(see_other(&format!("/events/{}", event.uuid))),
            Err(error) if forms::at_fault(&error) => {
                page(visit, sent.wrong(visit, &error, field), Some(&event)).await
            }
            Err(error) => Err(error),
        }
    })
    .await
}

/// An event that the reader may change; others do not learn that it is there.
async fn own(visit: &Visit, uuid: &str) -> Result<Event> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    let event = events::read(&visit.app, &visit.viewer, uuid).await?.event;
    events::edit(&visit.viewer, &event)?;
    Ok(event)
}

/// The field of the form that an argument of the API stands in.
fn field(argument: &str) -> String {
    match argument {
        "beginsOn" => "date",
        "endsOn" => "end_time",
        "physicalAddress" => "place",
        "timezone" | "options.timezone" => "zone",
        "onlineAddress" => "website",
        "maximumAttendeeCapacity" | "options.maximumAttendeeCapacity" => "capacity",
        other => other,
    }
    .to_owned()
}

async fn organizer(visit: &Visit, sent: &Sent) -> Result<ActorId> {
    match sent.value("identity").parse::<i64>() {
        Ok(id) => visit.viewer.act_as(ActorId(id)),
        Err(_) => visit.viewer.require_actor(),
    }
}

/// What the form says, as a change. The hour is read on the clocks of the place.
async fn change(visit: &Visit, sent: &Sent) -> Result<EventChange> {
    let all_day = sent.on("all_day") || sent.value("time").is_empty();
    let begins = wall(sent.value("date"), sent.value("time"), "beginsOn")?;
    let end_date = sent.some("end_date").unwrap_or(sent.value("date"));
    let ends = match (sent.some("end_time"), sent.some("end_date")) {
        (None, None) => None,
        (time, _) => Some(wall(end_date, time.unwrap_or_default(), "endsOn")?),
    };
    // A night that ends before it began belongs to the next morning.
    let ends = ends.map(|end| {
        if end < begins && sent.value("end_date").is_empty() {
            end + Duration::days(1)
        } else {
            end
        }
    });
    let zone = sent.some("zone").map(zone).transpose()?;
    let capacity = sent.some("capacity").map(capacity).transpose()?;
    let tags =
        sent.value("tags").split(',').map(|tag| tag.trim().trim_start_matches('#').to_owned());
    Ok(EventChange {
        title: Some(sent.value("title").to_owned()),
        description: Some(paragraphs(sent.value("description"))),
        begins_on: Some(When::Wall(begins)),
        ends_on: Some(ends.map(When::Wall)),
        timezone: zone.map(Some),
        all_day: Some(all_day),
        status: sent.value("status").parse::<Status>().ok(),
        visibility: sent.value("visibility").parse::<Visibility>().ok(),
        join_options: sent.value("join").parse::<JoinOptions>().ok(),
        category: sent.value("category").parse::<Category>().ok(),
        language: Some(sent.some("language").map(str::to_owned)),
        place: Some(address(visit, sent).await?),
        online_address: Some(sent.some("online_url").or(sent.some("website")).map(str::to_owned)),
        tags: Some(tags.filter(|tag| !tag.is_empty()).collect()),
        options: OptionsChange {
            maximum_attendee_capacity: Some(capacity),
            anonymous_participation: Some(sent.on("anonymous")),
            is_online: Some(
                sent.some("online_url").is_some()
                    && sent.some("place").is_none()
                    && sent.some("town").is_none(),
            ),
            ..OptionsChange::default()
        },
        ..EventChange::default()
    })
}

fn wall(date: &str, time: &str, field: &'static str) -> Result<NaiveDateTime> {
    let wrong = |id| Error::invalid(field, Message::new(id));
    let date: NaiveDate = date.parse().map_err(|_| wrong("organise-date-needed"))?;
    if time.is_empty() {
        return Ok(date.and_time(NaiveTime::MIN));
    }
    let time = NaiveTime::parse_from_str(time, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"));
    Ok(date.and_time(time.map_err(|_| wrong("organise-date-needed"))?))
}

fn zone(name: &str) -> Result<Tz> {
    name.parse().map_err(|_| Error::invalid("timezone", Message::new("organise-zone-unknown")))
}

fn capacity(text: &str) -> Result<i32> {
    let seats = text.parse().ok().filter(|seats| *seats > 0);
    seats.ok_or_else(|| {
        Error::invalid("maximumAttendeeCapacity", Message::new("organise-capacity-wrong"))
    })
}

/// Plain text as paragraphs; what looks like HTML is text here.
fn paragraphs(text: &str) -> String {
    let escaped =
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("\r\n", "\n");
    let blocks = escaped.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| format!("<p>{}</p>", block.replace('\n', "<br>"))).collect()
}

/// The place as typed, with the point of its town where one is known. Typed text is always taken.
async fn address(visit: &Visit, sent: &Sent) -> Result<Option<AddressInput>> {
    let text = |name: &str| sent.some(name).map(str::to_owned);
    if ["place", "town", "street", "postcode"].iter().all(|name| sent.value(name).is_empty()) {
        return Ok(None);
    }
    let asked = [text("street"), text("town").or(text("place"))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    let search = places::Search {
        text: &asked,
        lang: visit.t.lang.as_str(),
        administrative: false,
        typing: false,
        page: Page::first(1),
    };
    let found = places::search(&visit.app, &visit.viewer, search).await?.into_iter().next();
    let town = text("town").or_else(|| found.as_ref().and_then(|place| place.locality.clone()));
    Ok(Some(AddressInput {
        description: text("place"),
        street: text("street"),
        locality: town,
        postal_code: text("postcode"),
        region: found.as_ref().and_then(|place| place.region.clone()),
        country: found.as_ref().and_then(|place| place.country.clone()),
        geom: found.as_ref().map(|place| (place.lon, place.lat)),
        ..AddressInput::default()
    }))
}

async fn claim(
    visit: &Visit,
    sent: &Sent,
    picture: Option<media::NewMedia>,
) -> Result<Option<Option<MediaId>>> {
    let Some(mut new) = picture else { return Ok(None) };
    new.label.alt = sent.some("picture_alt").map(str::to_owned);
    let id = media::claim(&visit.app, &visit.viewer, media::PICTURE, Given::New(new)).await?;
    Ok(Some(Some(id)))
}

/// The form of an event as it is.
async fn filled(visit: &Visit, event: &Event) -> Result<Form> {
    let conn = visit.app.db.get().await?;
    let place = match event.address_id {
        Some(id) => places::find(&conn, id).await?,
        None => None,
    };
    let description = events::description(&conn, event.id).await?;
    let tags: Vec<String> =
        events::tags(&conn, event.id).await?.into_iter().map(|tag| tag.title).collect();
    let text = place.map(|place| place.text);
    let part = |pick: fn(&places::AddressText) -> Option<String>| {
        text.as_ref().and_then(pick).unwrap_or_default()
    };
    let hour = |at: NaiveDateTime| {
        if event.all_day { String::new() } else { at.format("%H:%M").to_string() }
    };
    let capacity =
        event.options.maximum_attendee_capacity.map(|seats| seats.to_string()).unwrap_or_default();
    let mut values = vec![
        ("title", event.title.clone()),
        ("date", event.begins_wall.date().to_string()),
        ("time", hour(event.begins_wall)),
        ("end_date", event.ends_wall.map(|end| end.date().to_string()).unwrap_or_default()),
        ("end_time", event.ends_wall.map(hour).unwrap_or_default()),
        ("zone", event.timezone.clone()),
        ("place", part(|text| text.description.clone())),
        ("street", part(|text| text.street.clone())),
        ("postcode", part(|text| text.postal_code.clone())),
        ("town", part(|text| text.locality.clone())),
        ("description", farandole_sanitise::text(&description)),
        ("category", event.category.to_string()),
        ("tags", tags.join(", ")),
        ("language", if event.language == "und" { String::new() } else { event.language.clone() }),
        ("join", event.join_options.to_string()),
        ("capacity", capacity),
        ("visibility", event.visibility.to_string()),
        ("status", event.status.to_string()),
    ];
    let address = event.online_address.clone().unwrap_or_default();
    values.push(if event.options.is_online {
        ("online_url", address)
    } else {
        ("website", address)
    });
    for (name, ticked) in
        [("anonymous", event.options.anonymous_participation), ("all_day", event.all_day)]
    {
        if ticked {
            values.push((name, "1".to_owned()));
        }
    }
    Ok(Form::filled(values))
}

async fn page(visit: &Visit, form: Form, event: Option<&Event>) -> Result<HttpResponse> {
    let conn = visit.app.db.get().await?;
    let found = actors::load_many(&conn, visit.viewer.actors()).await?;
    let acting = event.map(|event| event.organizer_id).or(visit.viewer.actor());
    let identities = if event.is_some() {
        Vec::new()
    } else {
        visit
            .viewer
            .actors()
            .iter()
            .filter_map(|id| found.get(id))
            .map(|actor| Choice::new(actor.id.to_string(), actor.display_name()))
            .collect()
    };
    let chosen = acting.and_then(|id| found.get(&id));
    let acting = people::person(visit, &conn, chosen).await?;
    // The frame takes a connection of its own, and nobody may hold one while waiting for another.
    drop(conn);
    let title = if event.is_some() { "organise-edit" } else { "organise-new" };
    let mut frame = visit.frame(visit.t.get(title)).await?;
    frame.current = Current::Publish;
    visit.reply(&EventFormPage {
        t: visit.t,
        page: frame,
        form,
        identities,
        acting,
        categories: query::categories(visit.t),
        languages: query::languages(visit.t),
        zones: [
            "Europe/Paris",
            "Europe/London",
            "Europe/Brussels",
            "Europe/Zurich",
            "Europe/Berlin",
            "Europe/Madrid",
            "Europe/Rome",
            "UTC",
        ]
        .map(str::to_owned)
        .to_vec(),
        places: Vec::new(),
        editing: event.map(|event| format!("/events/{}", event.uuid)),
        published: event.is_some_and(|event| !event.draft),
        audience: None,
        action: event
            .map_or("/events/create".to_owned(), |event| format!("/events/{}/edit", event.uuid)),
        delete: None,
    })
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn what_is_typed_is_text_and_blank_lines_part_paragraphs() {
        assert_eq!(
            paragraphs("One\r\ntwo\n\n<b>three</b>"),
            "<p>One<br>two</p><p>&lt;b&gt;three&lt;/b&gt;</p>"
        );
        assert_eq!(paragraphs(""), "");
    }
}
