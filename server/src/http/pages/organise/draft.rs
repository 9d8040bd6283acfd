//! Saving a draft while it is typed: the same form, sent by a script, answered in a few words of JSON. Without scripts
//! the button does it.

use super::change::{self, Typed};
use super::{NO_PICTURE, Now, filled, organizer, seen};
use crate::app::App;
use crate::events::{self, Event};
use crate::http::multipart;
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::Visit;
use crate::kernel::prelude::*;
use actix_web::http::StatusCode;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/events/draft", web::post().to(create))
        .route("/events/{uuid}/draft", web::post().to(update));
}

async fn create(app: web::Data<App>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    answer(&app, &request, async |visit| {
        let sent = read(visit, &request, payload).await?;
        let organizer = organizer(visit, &sent)?;
        let typed = Typed { sent: &sent, before: None };
        let mut change = change::change(visit, typed, None).await?;
        change.draft = Some(true);
        events::create(&visit.app, &visit.viewer, organizer, change).await
    })
    .await
}

async fn update(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    payload: web::Payload,
) -> HttpResponse {
    answer(&app, &request, async |visit| {
        let sent = read(visit, &request, payload).await?;
        let now = Now::of(visit, &uuid).await?;
        let event = &now.event;
        if !event.draft {
            let published = Message::new("organise-draft-published");
            return Err(Error::conflict("event_published", published));
        }
        if now.is_news_to(&sent) {
            return Err(Error::conflict(events::CHANGED, Message::new("organise-draft-changed")));
        }
        let fields = now.with_typed(&sent);
        let typed = Typed { sent: &fields, before: Some(&now.fields) };
        let mut change = change::change(visit, typed, Some(event)).await?;
        change.unchanged_since = Some(event.updated_at);
        events::update(&visit.app, &visit.viewer, event.id, change).await
    })
    .await
}

/// The fields of a form of somebody who is signed in.
async fn read(visit: &Visit, request: &HttpRequest, payload: web::Payload) -> Result<Sent> {
    forms::from_here(visit, request)?;
    visit.viewer.require_account()?;
    let (sent, _) = multipart::read(request, payload, NO_PICTURE).await?;
    forms::check(visit, request, &sent)?;
    Ok(sent)
}

async fn answer(
    app: &App,
    request: &HttpRequest,
    save: impl AsyncFnOnce(&Visit) -> Result<Event>,
) -> HttpResponse {
    let visit = match Visit::of(app, request).await {
        Ok(visit) => visit,
        Err(error) => return refused(&error, Lang::En),
    };
    let outcome = async {
        let event = save(&visit).await?;
        let fields = filled::filled(&visit, &event).await?;
        Ok::<_, Error>((event.uuid, fields))
    };
    match outcome.await {
        Ok((uuid, fields)) => reply(
            StatusCode::OK,
            &json!({
                "edit": format!("/events/{uuid}/edit"),
                "save": format!("/events/{uuid}/draft"),
                "seen": fields.value(seen::SEEN),
            }),
        ),
        Err(error) => refused(&error, visit.t.lang),
    }
}

fn refused(error: &Error, lang: Lang) -> HttpResponse {
    if let Error::Internal(cause) = error {
        tracing::error!(error.cause = format!("{cause:#}"), "a draft was not saved");
    }
    let status = StatusCode::from_u16(error.status_code());
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    reply(status, &json!({ "code": error.code(), "message": error.say(lang) }))
}

fn reply(status: StatusCode, body: &Value) -> HttpResponse {
    HttpResponse::build(status).insert_header((CACHE_CONTROL, "private, no-store")).json(body)
}
