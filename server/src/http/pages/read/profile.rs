//! A person's page: what they say of themselves, and the public events that they organise under this identity.

use super::cards;
use crate::app::App;
use crate::http::pages::frame::{Visit, who, with};
use crate::http::pages::views::{Pager, PersonPage, Profile, SafeHtml, Subscribe};
use crate::kernel::prelude::*;
use crate::{actors, events, media};
use actix_web::{HttpRequest, HttpResponse, web};

/// Draws the page of an actor.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    handle: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, &handle).await).await
}

async fn page(visit: &Visit, handle: &str) -> Result<HttpResponse> {
    let (name, domain) =
        handle.split_once('@').map_or((handle, None), |(name, domain)| (name, Some(domain)));
    let conn = visit.app.db.get().await?;
    let actor = actors::by_username(&conn, &name.to_lowercase(), domain).await?;
    let actor =
        actor.filter(actors::Actor::alive).filter(|actor| actor.kind == actors::Kind::Person);
    let actor = actor
        .filter(|actor| actor.preferred_username != actors::ANONYMOUS)
        .or_not_found("person")?;
    let pictures: Vec<MediaId> = actor.avatar_id.into_iter().chain(actor.banner_id).collect();
    let pictures = media::load_many(&conn, &pictures).await?;
    let picture = |id: Option<MediaId>, width| {
        id.and_then(|id| pictures.get(&id)).map(|row| cards::picture(visit, row, width))
    };
    let now = visit.app.now();
    let organised =
        events::organised_by(&visit.app, &visit.viewer, actor.id, Page::first(100)).await?;
    let mut coming: Vec<events::Event> =
        organised.elements.into_iter().filter(|e| e.listed() && !e.ended(now)).collect();
    coming.sort_by_key(|event| event.begins_on);
    let ids: Vec<EventId> = coming.iter().take(24).map(|event| event.id).collect();
    let cards = cards::cards(visit, &ids).await?;
    let mut frame = visit.frame(actor.display_name()).await?;
    frame.canonical = Some(actor.url.clone());
    frame.kind = "profile";
    frame.indexed = !cards.is_empty();
    let mut shown = who(&actor);
    shown.picture = picture(actor.avatar_id, 320).map(|picture| picture.url);
    let profile = Profile {
        who: shown,
        summary: SafeHtml::sanitised(actor.summary.clone().unwrap_or_default()),
        banner: picture(actor.banner_id, 1280),
        edit: visit
            .viewer
            .owns(actor.id)
            .then(|| format!("/identity/{}", actor.preferred_username)),
        ..Profile::default()
    };
    visit.reply(&PersonPage {
        t: visit.t,
        page: frame,
        profile,
        events: cards.into_iter().map(|(_, card)| card).collect(),
        pager: Pager::default(),
        subscribe: Subscribe::default(),
    })
}
