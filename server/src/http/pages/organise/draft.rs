//! Saving a draft while it is typed: the same form, sent by a script, answered in a few words of JSON. Without scripts
//! the button does it.

use super::change::{self, Typed};
use super::{NO_PICTURE, filled, organizer, own};
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
        let event = own(visit, &uuid).await?;
        if !event.draft {
            let published = Message::new("organise-draft-published");
            return Err(Error::conflict("event_published", published));
        }
        let before = filled::filled(visit, &event).await?;
        let typed = Typed { sent: &sent, before: Some(&before) };
        let change = change::change(visit, typed, Some(&event)).await?;
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
    match save(&visit).await {
        Ok(event) => reply(
            StatusCode::OK,
            &json!({
                "edit": format!("/events/{}/edit", event.uuid),
                "save": format!("/events/{}/draft", event.uuid),
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
