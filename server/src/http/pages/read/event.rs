//! One event.

use super::cards;
use super::event_words as words;
use crate::app::App;
use crate::events::{self, Event, JoinOptions};
use crate::http::pages::frame::{Visit, who, with};
use crate::http::pages::views::{
    Choice, EventPage, EventView, FeedLink, Link, SafeHtml, Seats, TakePart,
};
use crate::kernel::prelude::*;
use crate::{actors, media, places, site};
use actix_web::{HttpRequest, HttpResponse, web};

/// Draws the page of an event.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, &uuid).await).await
}

async fn page(visit: &Visit, uuid: &str) -> Result<HttpResponse> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    let event = match events::read(&visit.app, &visit.viewer, uuid).await {
        Ok(seen) => seen.event,
        Err(Error::NotFound(_)) if gone(visit, uuid).await? => return Err(Error::NotFound("gone")),
        Err(error) => return Err(error),
    };
    let view = view(visit, &event).await?;
    let mut frame = visit.frame(event.title.clone()).await?;
    let description =
        farandole_sanitise::excerpt(&farandole_sanitise::text(&view.description.to_string()), 200);
    frame.description = format!("{} · {description}", view.time.date);
    frame.canonical = Some(event.url.clone());
    frame.indexed = event.listed() && event.local();
    frame.kind = "article";
    frame.preview = view.picture.clone();
    frame.feeds = vec![FeedLink {
        media_type: "text/calendar",
        title: event.title.clone(),
        url: format!("/events/{}/export/ics", event.uuid),
    }];
    let related = events::related(&visit.app, &visit.viewer, &[event.id]).await?.remove(&event.id);
    let related: Vec<EventId> =
        related.unwrap_or_default().into_iter().map(|event| event.id).collect();
    let related = cards::cards(visit, &related).await?.into_iter().map(|(_, card)| card).collect();
    let take_part = take_part(visit, &event, &view).await?;
    visit.reply(&EventPage {
        t: visit.t,
        page: frame,
        event: view,
        take_part,
        comments: Vec::new(),
        comment_url: None,
        related,
    })
}

/// Whether there was an event that everybody could see.
async fn gone(visit: &Visit, uuid: Uuid) -> Result<bool> {
    let conn = visit.app.db.get().await?;
    Ok(events::tombstone(&conn, uuid).await?.is_some_and(|tombstone| tombstone.was_public))
}

async fn view(visit: &Visit, event: &Event) -> Result<EventView> {
    let conn = visit.app.db.get().await?;
    let place = match event.address_id {
        Some(id) => places::find(&conn, id).await?,
        None => None,
    };
    let picture = match event.picture_id {
        Some(id) => media::load_many(&conn, &[id]).await?.remove(&id),
        None => None,
    };
    let organiser = actors::find(&conn, event.organizer_id).await?;
    let counters = events::counters(&conn, &[event.id]).await?.remove(&event.id);
    let tags = events::tags(&conn, event.id).await?;
    let line = place.as_ref().map(|place| places::one_line(place, visit.t.lang));
    let language = site::language_name(&event.language, visit.t.lang)
        .map(|name| Choice::new(event.language.clone(), name));
    Ok(EventView {
        title: event.title.clone(),
        language,
        status: cards::status(event, counters.as_ref(), visit.app.now()),
        time: words::times(visit, event),
        place: place.as_ref().map(|place| words::place(visit, place)),
        online: words::online(visit, event),
        price: words::price(event),
        facts: words::facts(visit, event),
        organisers: organiser.iter().map(who).collect(),
        seats: seats(event, counters.as_ref()),
        description: SafeHtml::sanitised(events::description(&conn, event.id).await?),
        category: words::category(visit, event),
        tags: tags
            .into_iter()
            .map(|tag| Link::new(format!("#{}", tag.title), format!("/tag/{}", tag.slug)))
            .collect(),
        picture: picture.as_ref().map(|row| cards::picture(visit, row, 1280)),
        website: event
            .online_address
            .as_ref()
            .filter(|_| !event.options.is_online)
            .map(|url| Link::new(url.clone(), url.clone())),
        calendar: (!event.draft).then(|| words::calendar(visit, event, line.as_deref())),
        share: words::share(visit, event),
        edit: events::edit(&visit.viewer, event)
            .is_ok()
            .then(|| format!("/events/{}/edit", event.uuid)),
        ..EventView::default()
    })
}

fn seats(event: &Event, counters: Option<&events::Counters>) -> Seats {
    let count = |n: i32| u64::try_from(n).ok();
    Seats {
        left: counters.and_then(events::Counters::seats_left).and_then(count),
        going: counters
            .filter(|_| !event.options.hide_number_of_participants)
            .and_then(|c| count(c.going())),
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
    if view.seats.left == Some(0) {
        return Ok(TakePart::Closed(t.get("event-closed")));
    }
    let approval = event.join_options != JoinOptions::Free;
    let conn = visit.app.db.get().await?;
    if let Some(actor) = visit.viewer.actor() {
        let identity = actors::find(&conn, actor).await?.as_ref().map(who);
        return Ok(TakePart::Open { url: form, identity, approval });
    }
    Ok(if event.takes_anonymous(&visit.app.config) {
        TakePart::Open { url: form, identity: None, approval }
    } else {
        TakePart::SignIn { url: format!("/login?back=/events/{}", event.uuid) }
    })
}
