//! The form to take part: as one of one's identities, or with an address that is then asked by mail.

use super::brief::{brief, find, frame, shut, status};
use super::own;
use crate::app::App;
use crate::events::{Event, JoinOptions, Sight};
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{Visit, see_other, with};
use crate::http::pages::views::{Form, ParticipatePage, ParticipateSentPage, Who};
use crate::kernel::prelude::*;
use crate::participation::{self, Asking, Joining};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

/// Shows the form, or how it stands for who takes part already; they may take part with another identity too.
pub async fn form(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let event = find(visit, &uuid).await?;
        let parts = participation::parts_of(&visit.app, &visit.viewer, event.id).await?;
        if !parts.is_empty() && request.query_string() != own::ANOTHER {
            return own::state(visit, &event, parts, own::Told::Standing).await;
        }
        let form = Form::filled([("remind", "1")]);
        step_one(visit, &event, form, StatusCode::OK).await
    })
    .await
}

/// Takes part, or asks for the mail.
pub async fn send(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let event = find(visit, &uuid).await?;
        let outcome = if visit.signed_in() {
            join(visit, &event, &sent).await
        } else {
            ask(visit, &event, &sent).await
        };
        match outcome {
            Err(error) => refused(visit, &event, &sent, error).await,
            done => done,
        }
    })
    .await
}

async fn join(visit: &Visit, event: &Event, sent: &Sent) -> Result<HttpResponse> {
    let actor = own::chosen(visit, sent).await?;
    let joining = Joining {
        event: event.id,
        message: sent.some("message").map(str::to_owned),
        remind: sent.on("remind"),
    };
    participation::join(&visit.app, &visit.viewer, actor, joining).await?;
    Ok(see_other(&format!("/events/{}", event.uuid)))
}

async fn ask(visit: &Visit, event: &Event, sent: &Sent) -> Result<HttpResponse> {
    let asking = Asking {
        email: sent.some("email").map(str::to_owned),
        name: sent.some("name").map(str::to_owned),
        message: sent.some("message").map(str::to_owned),
        lang: Some(visit.t.lang),
        timezone: None,
        remind: sent.on("remind"),
    };
    participation::ask(&visit.app, &visit.viewer, event.id, asking).await?;
    let again = format!("/events/{}/participate", event.uuid);
    visit.reply(&ParticipateSentPage {
        t: visit.t,
        page: frame(visit, visit.t.get("participate-sent"), again.clone()).await?,
        event: brief(visit, event, Sight::Full).await?,
        email: sent.value("email").to_owned(),
        again,
    })
}

/// What was refused: by the state of the event, since the identity takes part already, or at a field of the form.
async fn refused(visit: &Visit, event: &Event, sent: &Sent, error: Error) -> Result<HttpResponse> {
    if error.code() == "already_joined" {
        return Ok(see_other(&format!("/events/{}/participate", event.uuid)));
    }
    if matches!(error, Error::Conflict { .. } | Error::Denied(_)) {
        let hurdle = participation::hurdle(&visit.app, &visit.viewer, event).await?;
        if let Some(hurdle) = hurdle {
            return shut(visit, event, hurdle, status(&error)).await;
        }
    }
    if !forms::at_fault(&error) {
        return Err(error);
    }
    let form = sent.wrong(visit, &error, str::to_owned);
    step_one(visit, event, form, status(&error)).await
}

async fn step_one(
    visit: &Visit,
    event: &Event,
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    if let Some(hurdle) = participation::hurdle(&visit.app, &visit.viewer, event).await? {
        return shut(visit, event, hurdle, status).await;
    }
    let identities = free(visit, event).await?;
    if visit.signed_in() {
        visit.viewer.require_actor()?;
    }
    let action = format!("/events/{}/participate", event.uuid);
    let page = ParticipatePage {
        t: visit.t,
        page: frame(visit, visit.t.get("participate"), action.clone()).await?,
        event: brief(visit, event, Sight::Full).await?,
        form,
        identities,
        sign_in: format!("/login?back={action}"),
        approval: event.join_options != JoinOptions::Free,
        waiting: false,
        action,
    };
    visit.reply_with(status, &page)
}

/// The identities of the reader that do not take part yet, the one they act as first.
pub async fn free(visit: &Visit, event: &Event) -> Result<Vec<Who>> {
    let parts = participation::parts_of(&visit.app, &visit.viewer, event.id).await?;
    let taken =
        |id: ActorId| id == event.organizer_id || parts.iter().any(|part| part.actor_id == id);
    let mut found = own::identities(visit).await?;
    let first = visit.viewer.actor();
    let mut ids: Vec<ActorId> =
        visit.viewer.actors().iter().copied().filter(|id| !taken(*id)).collect();
    ids.sort_by_key(|id| (Some(*id) != first, id.0));
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
