//! Taking part, step by step: the form, the mail's link that leads to a button, how it stands, leaving, being
//! forgotten. A link in a mail only ever shows a page; the button acts.

use super::forms::{self, Sent};
use super::frame::{Visit, see_other, with};
use super::people;
use super::read::cards;
use super::read::event_words as words;
use super::views::{
    Attendance, EventBrief, Form, Page, ParticipateConfirmPage, ParticipatePage,
    ParticipateSentPage, ParticipateStatePage, TakePart, Who,
};
use crate::app::App;
use crate::events::{self, Event, JoinOptions};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::participation::{self, Asking, Joining, Link, ParticipantRole};
use crate::{actors, places};
use actix_web::{HttpRequest, HttpResponse, web};

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    let confirm = "/participation/email/confirm/{token}";
    let manage = "/participation/email/cancel/{uuid}/{token}";
    config
        .route("/events/{uuid}/participate", web::get().to(form))
        .route("/events/{uuid}/participate", web::post().to(send))
        .route("/events/{uuid}/leave", web::post().to(leave))
        .route(confirm, web::get().to(ask_to_confirm))
        .route(confirm, web::post().to(confirmed))
        .route(manage, web::get().to(state))
        .route(manage, web::post().to(cancel))
        .route("/participation/email/forget/{uuid}/{token}", web::post().to(forget));
}

type Path2 = web::Path<(String, String)>;

/// What the reader has answered, for the event's page.
pub async fn answered(visit: &Visit, event: &Event) -> Result<Option<TakePart>> {
    let Some(actor) = visit.viewer.actor() else { return Ok(None) };
    let Some(part) = participation::part_of(&visit.app, &visit.viewer, event.id, actor).await?
    else {
        return Ok(None);
    };
    let conn = visit.app.db.get().await?;
    let me = actors::find(&conn, actor).await?;
    let identity = people::person(visit, &conn, me.as_ref()).await?.unwrap_or_default();
    let standing = attendance(part.role);
    Ok(Some(TakePart::Answered {
        identity,
        state: standing.heading(&visit.t),
        tone: standing.tone(),
        manage: format!("/events/{}/participate", event.uuid),
    }))
}

fn attendance(role: ParticipantRole) -> Attendance {
    match role {
        ParticipantRole::NotApproved | ParticipantRole::NotConfirmed => Attendance::Asked,
        ParticipantRole::Rejected => Attendance::Refused,
        _ => Attendance::Going,
    }
}

async fn form(app: web::Data<App>, request: HttpRequest, uuid: web::Path<String>) -> HttpResponse {
    with(&app, &request, async |visit| {
        let event = find(visit, &uuid).await?;
        if visit.signed_in() {
            visit.viewer.require_actor()?;
        }
        match part(visit, &event).await? {
            Some(role) => own_state(visit, &event, role).await,
            None => step_one(visit, &event, Form::filled([("remind", "1")])).await,
        }
    })
    .await
}

async fn send(
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
            Err(error) if forms::at_fault(&error) => {
                step_one(visit, &event, sent.wrong(visit, &error, str::to_owned)).await
            }
            other => other,
        }
    })
    .await
}

async fn join(visit: &Visit, event: &Event, sent: &Sent) -> Result<HttpResponse> {
    let conn = visit.app.db.get().await?;
    let name = sent.value("identity").trim_start_matches('@').to_owned();
    let chosen =
        if name.is_empty() { None } else { actors::by_username(&conn, &name, None).await? };
    let actor = chosen.map(|actor| actor.id).or(visit.viewer.actor()).or_not_found("person")?;
    drop(conn);
    let joining = Joining { event: event.id, message: sent.some("message").map(str::to_owned) };
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
    };
    participation::ask(&visit.app, &visit.viewer, event.id, asking).await?;
    visit.reply(&ParticipateSentPage {
        t: visit.t,
        page: frame(visit, "participate-sent").await?,
        event: brief(visit, event).await?,
        email: sent.value("email").to_owned(),
        again: format!("/events/{}/participate", event.uuid),
    })
}

async fn step_one(visit: &Visit, event: &Event, form: Form) -> Result<HttpResponse> {
    visit.reply(&ParticipatePage {
        t: visit.t,
        page: frame(visit, "participate").await?,
        event: brief(visit, event).await?,
        form,
        identities: identities(visit).await?,
        sign_in: format!("/login?back=/events/{}/participate", event.uuid),
        approval: event.join_options == JoinOptions::Restricted,
        waiting: false,
        action: format!("/events/{}/participate", event.uuid),
    })
}

async fn leave(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let event = find(visit, &uuid).await?;
        let actor = visit.viewer.require_actor()?;
        participation::leave(&visit.app, &visit.viewer, actor, event.id).await?;
        Ok(see_other(&format!("/events/{}", event.uuid)))
    })
    .await
}

async fn own_state(visit: &Visit, event: &Event, role: ParticipantRole) -> Result<HttpResponse> {
    let standing = attendance(role);
    visit.reply(&ParticipateStatePage {
        t: visit.t,
        page: frame_titled(visit, standing.heading(&visit.t)).await?,
        event: brief(visit, event).await?,
        state: standing,
        fresh: false,
        calendar: Some(words::calendar(visit, event, None)),
        leave: Some(format!("/events/{}/leave", event.uuid)),
        forget: None,
        keep: None,
    })
}

async fn ask_to_confirm(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let link = over(participation::pending_by_token(&visit.app, &visit.viewer, &token).await)?;
        if link.lapsed(visit.app.now()) {
            return Err(Error::NotFound("link"));
        }
        visit.reply(&ParticipateConfirmPage {
            t: visit.t,
            page: frame(visit, "participate-confirm").await?,
            event: brief(visit, &link.event).await?,
            action: format!("/participation/email/confirm/{token}"),
        })
    })
    .await
}

async fn confirmed(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let link = over(participation::confirm(&visit.app, &visit.viewer, &token).await)?;
        told(visit, &link, true).await
    })
    .await
}

async fn state(app: web::Data<App>, request: HttpRequest, path: Path2) -> HttpResponse {
    with(&app, &request, async |visit| {
        let link = over(participation::manage_view(&visit.app, &visit.viewer, &path.1).await)?;
        told(visit, &link, false).await
    })
    .await
}

async fn told(visit: &Visit, link: &Link, fresh: bool) -> Result<HttpResponse> {
    let standing = attendance(link.participant.role);
    let token = participation::manage_token(&visit.app, link.participant.uuid);
    let path = format!("{}/{}", link.event.uuid, token.reveal());
    let over = link.event.ended(visit.app.now());
    visit.reply(&ParticipateStatePage {
        t: visit.t,
        page: frame_titled(visit, standing.heading(&visit.t)).await?,
        event: brief(visit, &link.event).await?,
        state: standing,
        fresh,
        calendar: (standing == Attendance::Going)
            .then(|| words::calendar(visit, &link.event, None)),
        leave: (!over && standing != Attendance::Refused)
            .then(|| format!("/participation/email/cancel/{path}")),
        forget: Some(format!("/participation/email/forget/{path}")),
        keep: Some(visit.app.config.link(&format!("/participation/email/cancel/{path}"))),
    })
}

async fn cancel(
    app: web::Data<App>,
    request: HttpRequest,
    path: Path2,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let link = over(participation::manage_view(&visit.app, &visit.viewer, &path.1).await)?;
        participation::cancel(&visit.app, &visit.viewer, &path.1).await?;
        farewell(visit, &link.event, Attendance::Left).await
    })
    .await
}

async fn forget(
    app: web::Data<App>,
    request: HttpRequest,
    path: Path2,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let link = over(participation::manage_view(&visit.app, &visit.viewer, &path.1).await)?;
        participation::forget(&visit.app, &visit.viewer, &path.1).await?;
        farewell(visit, &link.event, Attendance::Forgotten).await
    })
    .await
}

async fn farewell(visit: &Visit, event: &Event, state: Attendance) -> Result<HttpResponse> {
    visit.reply(&ParticipateStatePage {
        t: visit.t,
        page: frame_titled(visit, state.heading(&visit.t)).await?,
        event: brief(visit, event).await?,
        state,
        fresh: false,
        calendar: None,
        leave: None,
        forget: None,
        keep: None,
    })
}

/// A token that nobody knows is a link that is over.
fn over<T>(found: Result<T>) -> Result<T> {
    found.map_err(
        |error| if matches!(error, Error::NotFound(_)) { Error::NotFound("link") } else { error },
    )
}

async fn find(visit: &Visit, uuid: &str) -> Result<Event> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    Ok(events::read(&visit.app, &visit.viewer, uuid).await?.event)
}

async fn part(visit: &Visit, event: &Event) -> Result<Option<ParticipantRole>> {
    let Some(actor) = visit.viewer.actor() else { return Ok(None) };
    Ok(participation::part_of(&visit.app, &visit.viewer, event.id, actor)
        .await?
        .map(|part| part.role))
}

async fn identities(visit: &Visit) -> Result<Vec<Who>> {
    let conn = visit.app.db.get().await?;
    let found = actors::load_many(&conn, visit.viewer.actors()).await?;
    let first = visit.viewer.actor();
    let mut ids = visit.viewer.actors().to_vec();
    ids.sort_by_key(|id| (Some(*id) != first, id.0));
    people::people(visit, &conn, ids.iter().filter_map(|id| found.get(id))).await
}

/// The event in short, on top of every step.
async fn brief(visit: &Visit, event: &Event) -> Result<EventBrief> {
    let conn = visit.app.db.get().await?;
    let place = match event.address_id {
        Some(id) => places::find(&conn, id).await?,
        None => None,
    };
    let times = words::times(visit, event);
    let when = [Some(times.date), times.hours].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ok(EventBrief {
        title: event.title.clone(),
        url: format!("/events/{}", event.uuid),
        leaf: cards::leaf(visit, event),
        when: format!("{when} ({})", dates::zone(visit.t, event.zone())),
        place: place.map(|place| places::short(&place, visit.t.lang)),
    })
}

async fn frame(visit: &Visit, title: &str) -> Result<Page> {
    frame_titled(visit, visit.t.get(title)).await
}

/// The frame of a page that search engines leave alone.
async fn frame_titled(visit: &Visit, title: String) -> Result<Page> {
    visit.frame(title).await
}
