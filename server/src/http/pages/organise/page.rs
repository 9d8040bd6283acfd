//! Drawing the form, and its picture.

use super::change::{Typed, contact_field};
use super::seen::Late;
use super::{Now, news, place};
use crate::actors;
use crate::events::{self, Event};
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::Visit;
use crate::http::pages::people;
use crate::http::pages::read::{cards, query};
use crate::http::pages::views::{Choice, Current, EventFormPage, Form, News, Picture, Steps};
use crate::kernel::prelude::*;
use crate::media::{self, Given, Label, NewMedia};
use crate::{places, site};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows the form.
pub async fn show(visit: &Visit, form: Form, event: Option<&Event>) -> Result<HttpResponse> {
    visit.reply(&drawn(visit, form, event, None).await?)
}

/// Shows the form again with what was typed and what is wrong with it.
pub async fn again(
    visit: &Visit,
    sent: &Sent,
    error: Error,
    event: Option<&Event>,
) -> Result<HttpResponse> {
    if !forms::at_fault(&error) {
        return Err(error);
    }
    let form = sent.wrong(visit, &error, |_| field(&error).to_owned());
    visit.reply(&drawn(visit, form, event, Some(&error)).await?)
}

/// Shows the form to somebody whose event has changed since they opened it: what they typed, what is new, and the
/// button that saves all the same. A picture has to be chosen again.
pub async fn late(visit: &Visit, sent: &Sent, now: &Now, picture: bool) -> Result<HttpResponse> {
    let late = Late::of(sent, &now.fields);
    let mut page = drawn(visit, now.with_typed(sent).form(), Some(&now.event), None).await?;
    page.news = Some(News { lines: news::lines(visit, &late, &now.fields).await?, picture });
    visit.reply_with(StatusCode::CONFLICT, &page)
}

/// The field of the form that an error is about: arguments of the API stand in fields of other names.
fn field(error: &Error) -> &'static str {
    let hour = matches!(error, Error::Invalid { problem, .. }
        if [events::TWICE, "error-events-no-such-hour"].contains(&problem.id()));
    match error.field().unwrap_or_default() {
        "beginsOn" if hour => "time",
        "beginsOn" => "date",
        "endsOn" if hour => "end_time",
        "endsOn" => "end_date",
        "physicalAddress" | "physicalAddress.description" | "physicalAddress.id" => "place",
        "physicalAddress.street" => "street",
        "physicalAddress.locality" => "town",
        "physicalAddress.postalCode" => "postcode",
        "timezone" | "options.timezone" => "zone",
        "onlineAddress" => "website",
        "meetingUrl" => "online_url",
        "statusNote" => "status_note",
        "phoneAddress" => "phone",
        "externalParticipationUrl" => "external_url",
        "maximumAttendeeCapacity" | "options.maximumAttendeeCapacity" => "capacity",
        "program" => "programme",
        "metadata" => "other_facts",
        "alt" => "picture_alt",
        "organizerActorId" => "identity",
        other => other,
    }
}

async fn drawn(
    visit: &Visit,
    form: Form,
    event: Option<&Event>,
    error: Option<&Error>,
) -> Result<EventFormPage> {
    let identities = identities(visit, event).await?;
    let acting = match event {
        Some(event) => event.organizer_id.to_string(),
        None => form.value("identity").to_owned(),
    };
    let acting = identities.iter().find(|(id, _)| id.to_string() == acting);
    let acting = {
        let conn = visit.app.db.get().await?;
        people::person(visit, &conn, acting.map(|(_, actor)| actor)).await?
    };
    let twice = |name: &str| {
        let asked = error.is_some_and(|error| is_twice(error) && field(error) == name);
        let turn = if name == "time" { "turn" } else { "end_turn" };
        asked || !form.value(turn).is_empty()
    };
    let uuid = event.map(|event| event.uuid);
    let title = if event.is_some() { "organise-edit" } else { "organise-new" };
    let mut frame = visit.frame(visit.t.get(title)).await?;
    frame.current = Current::Publish;
    let picture = match event {
        Some(event) => shown_picture(visit, event).await?,
        None => None,
    };
    Ok(EventFormPage {
        t: visit.t,
        page: frame,
        news: None,
        acting,
        identities: match event {
            Some(_) => Vec::new(),
            None => identities
                .iter()
                .map(|(id, actor)| Choice::new(id.to_string(), actor.display_name()))
                .collect(),
        },
        contacts: identities
            .iter()
            .map(|(id, actor)| Choice::new(contact_field(*id), actor.display_name()))
            .collect(),
        categories: query::categories(visit.t),
        languages: languages(visit, form.value("language")),
        wheelchair: ["fully", "partially", "no"]
            .map(|value| Choice::new(value, visit.t.get(&format!("access-wheelchair-{value}"))))
            .to_vec(),
        zones: chrono_tz::TZ_VARIANTS
            .iter()
            .map(|zone| zone.name())
            .filter(|name| is_city(name))
            .collect(),
        places: place::used(visit)
            .await?
            .into_iter()
            .filter_map(|place| {
                Some((place.text.description.clone()?, places::short(&place, visit.t.lang)))
            })
            .collect(),
        begins_twice: twice("time"),
        ends_twice: twice("end_time"),
        picture,
        editing: uuid.map(|uuid| format!("/events/{uuid}")),
        published: event.is_some_and(|event| !event.draft),
        audience: audience(visit, event).await?,
        action: visit.path.split('?').next().unwrap_or_default().to_owned(),
        save: match event {
            None => Some("/events/draft".to_owned()),
            Some(event) => event.draft.then(|| format!("/events/{}/draft", event.uuid)),
        },
        steps: event.map(|event| Steps {
            cancel: (!event.draft && event.status != events::Status::Cancelled)
                .then(|| format!("/events/{}/cancel", event.uuid)),
            duplicate: format!("/events/{}/duplicate", event.uuid),
            delete: format!("/events/{}/delete", event.uuid),
        }),
        form,
    })
}

fn is_twice(error: &Error) -> bool {
    matches!(error, Error::Invalid { problem, .. } if problem.id() == events::TWICE)
}

/// Names of zones that people know: those of cities, and UTC.
fn is_city(name: &str) -> bool {
    name == "UTC" || (name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("US/"))
}

/// The reader's identities, the usual one first, and the organiser.
pub async fn identities(
    visit: &Visit,
    event: Option<&Event>,
) -> Result<Vec<(ActorId, actors::Actor)>> {
    let conn = visit.app.db.get().await?;
    let mut ids = visit.viewer.actors().to_vec();
    ids.extend(event.map(|event| event.organizer_id).filter(|id| !ids.contains(id)));
    let usual = visit.viewer.actor();
    ids.sort_by_key(|id| (Some(*id) != usual, id.0));
    let mut found = actors::load_many(&conn, &ids).await?;
    Ok(ids.into_iter().filter_map(|id| Some((id, found.remove(&id)?))).collect())
}

/// The languages on offer, and the one that the event has.
fn languages(visit: &Visit, chosen: &str) -> Vec<Choice> {
    let mut all = query::languages(visit.t);
    if !chosen.is_empty() && !all.iter().any(|choice| choice.value == chosen) {
        let name = site::language_name(chosen, visit.t.lang).unwrap_or(chosen);
        all.push(Choice::new(chosen, name));
    }
    all
}

/// Who hears of a change, in words; nobody of a draft's or of what is over.
pub async fn audience(visit: &Visit, event: Option<&Event>) -> Result<Option<String>> {
    let Some(event) = event.filter(|event| !event.draft && !event.ended(visit.app.now())) else {
        return Ok(None);
    };
    Ok(Some(visit.t.count("organise-audience", going(visit, event).await?)))
}

/// How many take part beside the organisers.
pub async fn going(visit: &Visit, event: &Event) -> Result<u64> {
    let conn = visit.app.db.get().await?;
    let counters = events::counters(&conn, &[event.id]).await?.remove(&event.id);
    Ok(counters.and_then(|counters| u64::try_from(counters.participant).ok()).unwrap_or(0))
}

async fn shown_picture(visit: &Visit, event: &Event) -> Result<Option<Picture>> {
    let Some(id) = event.picture_id else { return Ok(None) };
    let conn = visit.app.db.get().await?;
    let found = media::load_many(&conn, &[id]).await?.remove(&id);
    Ok(found.map(|row| cards::picture(visit, &row, 320)))
}

/// What the form does to the picture: another one, none, or other words for the one there is.
pub async fn picture(
    visit: &Visit,
    typed: Typed<'_>,
    event: Option<&Event>,
    new: Option<NewMedia>,
) -> Result<Option<Option<MediaId>>> {
    let sent = typed.sent;
    let alt = Some(sent.value("picture_alt").to_owned());
    let actor = match event {
        Some(event) => Some(event.organizer_id),
        None => Some(super::organizer(visit, sent)?),
    };
    if let Some(mut new) = new {
        new.label.alt = alt;
        new.label.actor = actor;
        return claim(visit, Given::New(new)).await;
    }
    let Some(id) = event.and_then(|event| event.picture_id) else { return Ok(None) };
    if sent.on("picture_remove") {
        return Ok(Some(None));
    }
    if !typed.changed("picture_alt") {
        return Ok(None);
    }
    let found = media::load_many(&*visit.app.db.get().await?, &[id]).await?.remove(&id);
    let Some(row) = found else { return Ok(None) };
    let url = media::Picture::of(&visit.app.config, &row).url();
    claim(visit, Given::Copy { url, label: Label { name: row.name, alt, actor } }).await
}

async fn claim(visit: &Visit, given: Given) -> Result<Option<Option<MediaId>>> {
    let id = media::claim(&visit.app, &visit.viewer, media::PICTURE, given).await?;
    Ok(Some(Some(id)))
}
