//! One event.

use super::super::elsewhere::opens_elsewhere;
use super::cards;
use super::event_facts as facts;
use super::event_words as words;
use crate::app::App;
use crate::events::{self, Event, JoinOptions, Seen, Whole};
use crate::http::pages::comments;
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::people;
use crate::http::pages::views::{
    Choice, EventPage, EventView, FeedLink, Form, JsonLd, Link, Origin, Page, Picture, PlaceView,
    SafeHtml, Seats, TakePart, Who,
};
use crate::kernel::prelude::*;
use crate::tags::Tag;
use crate::{actors, feeds, places, site};
use actix_web::{HttpRequest, HttpResponse, web};

/// Draws the page of an event.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, &uuid, Form::default()).await).await
}

/// The page of an event, with what somebody has begun to write under it.
pub async fn page(visit: &Visit, uuid: &str, form: Form) -> Result<HttpResponse> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    let seen = match events::read(&visit.app, &visit.viewer, uuid).await {
        Ok(seen) => seen,
        Err(Error::NotFound(_)) if gone(visit, uuid).await? => return Err(Error::NotFound("gone")),
        Err(error) => return Err(error),
    };
    let whole = events::whole(&visit.app, vec![seen.event.clone()]).await?;
    let whole = whole.into_iter().next().or_not_found("event")?;
    let mut view = view(visit, &seen, &whole).await?;
    let event = &seen.event;
    let frame = frame(visit, &whole, &view).await?;
    view.picture = view.picture.or_else(|| frame.stand_in.clone());
    let related = events::related(&visit.app, &visit.viewer, &[event.id]).await?.remove(&event.id);
    let related: Vec<EventId> =
        related.unwrap_or_default().into_iter().map(|event| event.id).collect();
    let related = cards::cards(visit, &related).await?.into_iter().map(|(_, card)| card).collect();
    let take_part = take_part(visit, event, &view).await?;
    let said = comments::under(visit, event, form).await?;
    visit.reply(&EventPage {
        t: visit.t,
        page: frame,
        event: view,
        take_part,
        comments_count: said.count,
        comments: said.threads,
        comments_note: said.note,
        comments_link: said.link,
        write: said.write,
        related,
    })
}

/// The frame, with what search engines and previews of links are told.
async fn frame(visit: &Visit, whole: &Whole, view: &EventView) -> Result<Page> {
    let (event, time) = (&whole.event, &view.time);
    let when = [Some(time.date.as_str()), time.hours.as_deref()];
    let when = when.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let preview = feeds::preview(&visit.app.config, whole, &when, visit.t.lang);
    let mut frame = visit.frame(preview.title).await?;
    frame.description = preview.description;
    frame.canonical = Some(preview.canonical);
    frame.indexed = preview.indexed && event.local();
    frame.kind = "article";
    if let Some(url) = preview.image {
        let alt = preview.image_alt.unwrap_or_default();
        frame.preview = Some(Picture { url, alt, ..Picture::card() });
    }
    frame.json_ld = frame.indexed.then(|| machine_facts(visit, whole, view));
    frame.feeds = vec![FeedLink {
        media_type: "text/calendar",
        title: event.title.clone(),
        url: format!("/events/{}/export/ics", event.uuid),
    }];
    Ok(frame)
}

/// The event and the way to it, in the vocabulary of schema.org.
fn machine_facts(visit: &Visit, whole: &Whole, view: &EventView) -> JsonLd {
    let (config, t) = (&visit.app.config, visit.t);
    let left = view.seats.left.and_then(|left| i32::try_from(left).ok());
    let (events, title) = (t.get("nav-events"), whole.event.title.as_str());
    let way = [
        (t.get("nav-home"), config.link("/")),
        (events, config.link("/search")),
        (title.to_owned(), whole.event.url.clone()),
    ];
    let way: Vec<(&str, String)> =
        way.iter().map(|(name, address)| (name.as_str(), address.clone())).collect();
    JsonLd::new(&serde_json::Value::Array(vec![
        feeds::structured(config, whole, left),
        feeds::breadcrumbs(&way),
    ]))
}

/// Whether there was an event that everybody could see.
async fn gone(visit: &Visit, uuid: Uuid) -> Result<bool> {
    let conn = visit.app.db.get().await?;
    Ok(events::tombstone(&conn, uuid).await?.is_some_and(|tombstone| tombstone.was_public))
}

async fn view(visit: &Visit, seen: &Seen, whole: &Whole) -> Result<EventView> {
    let (event, t) = (&seen.event, visit.t);
    let conn = visit.app.db.get().await?;
    let counters = events::counters(&conn, &[event.id]).await?.remove(&event.id);
    let language = site::language_name(&event.language, t.lang)
        .map(|name| Choice::new(event.language.clone(), name));
    let line = whole.place.as_ref().map(|place| places::one_line(place, t.lang));
    let tag = |tag: &Tag| Link::new(tag.title.clone(), format!("/tag/{}", tag.slug));
    let edit = events::edit(&visit.viewer, event).is_ok();
    Ok(EventView {
        title: event.title.clone(),
        language,
        status: cards::status(event, counters.as_ref(), visit.app.now()),
        time: words::times(visit, event),
        place: whole.place.as_ref().map(|place| PlaceView {
            url: words::place_page(visit, event, place),
            ..words::place(visit, place)
        }),
        status_note: event.options.status_note.clone(),
        online: facts::online(t, event, seen.standing),
        price: facts::price(event),
        offers: facts::offers(t, event),
        facts: facts::facts(t, event),
        contacts: contacts(visit, &conn, event.id).await?,
        phone: facts::phone(event),
        organisers: people::people(visit, &conn, &whole.by).await?,
        seats: seats(visit, seen, counters.as_ref()),
        description: SafeHtml::sanitised(whole.description.clone()),
        programme: event.options.program.clone().filter(|text| !text.trim().is_empty()),
        conditions: facts::conditions(event),
        category: words::category(visit, event),
        tags: whole.tags.iter().map(tag).collect(),
        picture: whole.picture.as_ref().map(|row| cards::picture(visit, row, 1280)),
        website: facts::website(event),
        calendar: (!event.draft).then(|| words::calendar(visit, event, line.as_deref())),
        share: words::share(visit, event),
        edit: edit.then(|| format!("/events/{}/edit", event.uuid)),
        elsewhere: (!visit.signed_in() && opens_elsewhere(event))
            .then(|| format!("/events/{}/elsewhere", event.uuid)),
        report: (!edit && !event.draft).then(|| format!("/report?event={}", event.uuid)),
        origin: origin(visit, &conn, event).await?,
    })
}

/// Where a copy comes from, and how old it is.
async fn origin(visit: &Visit, conn: &AsyncPgConnection, event: &Event) -> Result<Option<Origin>> {
    let Some(host) = event.origin.clone() else { return Ok(None) };
    let (_, fetched) = events::remote_of(conn, event.id).await?;
    let age = fetched.map(|at| visit.t.one("event-origin-age", "when", words::ago(visit, at)));
    Ok(Some(Origin { host, url: event.url.clone(), age: age.unwrap_or_default() }))
}

/// Whom to ask: those among them who are still here.
async fn contacts(visit: &Visit, conn: &AsyncPgConnection, event: EventId) -> Result<Vec<Who>> {
    let ids = events::contacts(conn, event).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = actors::load_many(conn, &ids).await?;
    let alive = ids.iter().filter_map(|id| found.get(id)).filter(|actor| actor.alive());
    people::people(visit, conn, alive).await
}

/// The numbers that the reader may know. Free seats tell how many come, so both are hidden together; and they are
/// shown only where the organiser wants that.
fn seats(visit: &Visit, seen: &Seen, counters: Option<&events::Counters>) -> Seats {
    let (event, viewer) = (&seen.event, &visit.viewer);
    let count = |n: i32| u64::try_from(n).ok();
    let counters = counters.filter(|_| events::see_going(viewer, event, seen.standing).is_ok());
    let shown = event.options.show_remaining_attendee_capacity
        || events::see_all_counts(viewer, event).is_ok();
    Seats {
        left: counters.filter(|_| shown).and_then(events::Counters::seats_left).and_then(count),
        going: counters.and_then(|c| count(c.going())),
        waiting: None,
    }
}

/// What the reader can do about coming.
async fn take_part(visit: &Visit, event: &Event, view: &EventView) -> Result<TakePart> {
    let t = visit.t;
    let form = format!("/events/{}/participate", event.uuid);
    if event.draft {
        return Ok(TakePart::No);
    }
    if view.past() {
        return Ok(TakePart::Closed(t.get("event-closed-past")));
    }
    if view.cancelled() {
        return Ok(TakePart::Closed(t.get("event-closed-cancelled")));
    }
    if event.join_options == JoinOptions::External {
        let url = event.external_participation_url.clone().unwrap_or_default();
        let host = url::Url::parse(&url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default();
        return Ok(TakePart::Elsewhere { url, host });
    }
    if visit.viewer.owns(event.organizer_id) {
        return Ok(TakePart::Organiser {
            participants: format!("/events/{}/participants", event.uuid),
        });
    }
    if let Some(answered) = super::super::attend::answered(visit, event).await? {
        return Ok(answered);
    }
    if view.full() {
        return Ok(TakePart::Closed(t.get("event-closed")));
    }
    let approval = event.join_options != JoinOptions::Free;
    let conn = visit.app.db.get().await?;
    if let Some(actor) = visit.viewer.actor() {
        let me = actors::find(&conn, actor).await?;
        let identity = people::person(visit, &conn, me.as_ref()).await?;
        return Ok(TakePart::Open { url: form, identity, approval });
    }
    Ok(if event.takes_anonymous(&visit.app.config) {
        TakePart::Open { url: form, identity: None, approval }
    } else {
        TakePart::SignIn { url: format!("/login?back=/events/{}", event.uuid) }
    })
}
