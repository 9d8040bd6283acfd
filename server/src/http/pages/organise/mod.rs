//! Publishing an event and changing it, on one page that works without scripts.
//!
//! What always holds: a field that nobody touched is not sent on, so that what the form cannot show stays as it is;
//! a body is read only after its sender is known; text that was typed comes back with every refusal; whoever saves an
//! event that has changed since they opened the form is shown the changes first.

mod change;
mod draft;
mod facts;
mod filled;
mod news;
mod page;
mod place;
mod seen;
mod steps;
mod when;

use super::forms::{self, Sent};
use super::frame::{Visit, see_other_told, with};
use crate::app::App;
use crate::events::{self, Event};
use crate::http::multipart;
use crate::kernel::prelude::*;
use crate::media::{self, NewMedia, Slot};
use actix_web::{HttpRequest, HttpResponse, web};
use change::Typed;
use seen::Late;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/events/create", web::get().to(new))
        .route("/events/create", web::post().to(create))
        .route("/events/{uuid}/edit", web::get().to(edit))
        .route("/events/{uuid}/edit", web::post().to(update))
        .configure(draft::configure)
        .configure(steps::configure);
}

async fn new(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_actor()?;
        page::show(visit, filled::blank(visit).form(), None).await
    })
    .await
}

async fn create(app: web::Data<App>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    with(&app, &request, async |visit| {
        let (sent, picture) = match receive(visit, &request, payload).await? {
            Received::Sent(sent, picture) => (sent, picture),
            Received::Again(sent, error) => return page::again(visit, &sent, error, None).await,
        };
        let outcome = async {
            let organizer = organizer(visit, &sent)?;
            let typed = Typed { sent: &sent, before: None };
            let mut change = change::change(visit, typed, None).await?;
            change.picture = page::picture(visit, typed, None, picture).await?;
            change.draft = Some(sent.value("do") == "draft");
            events::create(&visit.app, &visit.viewer, organizer, change).await
        };
        match outcome.await {
            Ok(event) if event.draft => Ok(done(visit, &event, "organise-drafted")),
            Ok(event) => Ok(done(visit, &event, "organise-published")),
            Err(error) => page::again(visit, &sent, error, None).await,
        }
    })
    .await
}

async fn edit(app: web::Data<App>, request: HttpRequest, uuid: web::Path<String>) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let now = Now::of(visit, &uuid).await?;
        page::show(visit, now.fields.form(), Some(&now.event)).await
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
        let (sent, picture) = match receive(visit, &request, payload).await? {
            Received::Sent(sent, picture) => (sent, picture),
            Received::Again(sent, error) => {
                let event = own(visit, &uuid).await.ok();
                return page::again(visit, &sent, error, event.as_ref()).await;
            }
        };
        let now = Now::of(visit, &uuid).await?;
        let with_picture = picture.is_some();
        if now.is_news_to(&sent) {
            return page::late(visit, &sent, &now, with_picture).await;
        }
        let event = &now.event;
        let publish = event.draft && sent.value("do") == "publish";
        let outcome = async {
            let fields = now.with_typed(&sent);
            let typed = Typed { sent: &fields, before: Some(&now.fields) };
            let mut change = change::change(visit, typed, Some(event)).await?;
            change.picture = page::picture(visit, typed, Some(event), picture).await?;
            change.draft = publish.then_some(false);
            change.unchanged_since = Some(event.updated_at);
            events::update(&visit.app, &visit.viewer, event.id, change).await
        };
        match outcome.await {
            Ok(event) if publish => Ok(done(visit, &event, "organise-published")),
            Ok(event) if event.draft => Ok(done(visit, &event, "organise-drafted")),
            Ok(event) => Ok(done(visit, &event, "organise-saved")),
            Err(error) if error.code() == events::CHANGED => {
                page::late(visit, &sent, &Now::of(visit, &uuid).await?, with_picture).await
            }
            Err(error) => page::again(visit, &sent, error, Some(event)).await,
        }
    })
    .await
}

/// An event as it is by now, and as its form would show it.
struct Now {
    event: Event,
    fields: Sent,
}

impl Now {
    async fn of(visit: &Visit, uuid: &str) -> Result<Self> {
        let event = own(visit, uuid).await?;
        let fields = filled::filled(visit, &event).await?;
        Ok(Self { event, fields })
    }

    /// Whether it has changed since a form was opened, in ways that the form does not say as well.
    fn is_news_to(&self, sent: &Sent) -> bool {
        !Late::of(sent, &self.fields).news().is_empty()
    }

    /// A form over it: what was typed, and what nobody touched as it is by now.
    fn with_typed(&self, sent: &Sent) -> Sent {
        Late::of(sent, &self.fields).merged()
    }
}

/// What a form came to.
enum Received {
    /// To be done.
    Sent(Sent, Option<NewMedia>),
    /// To be shown again: nobody sent it.
    Again(Sent, Error),
}

/// What the form sent. Of a stranger's body no picture is taken in; the words come back with the request to sign in.
async fn receive(visit: &Visit, request: &HttpRequest, payload: web::Payload) -> Result<Received> {
    forms::from_here(visit, request)?;
    if !visit.signed_in() {
        let (sent, _) = multipart::read(request, payload, NO_PICTURE).await?;
        return Ok(Received::Again(sent, Error::unauthenticated()));
    }
    let (sent, picture) = multipart::read(request, payload, media::PICTURE).await?;
    forms::check(visit, request, &sent)?;
    Ok(Received::Sent(sent, picture))
}

/// A picture's slot that nothing fits into, for forms that bring none.
const NO_PICTURE: Slot = Slot { field: "picture", bytes: 0 };

/// The page of the event, which says what was done. The mark at the end tells the script that kept the words that
/// they have arrived.
fn done(visit: &Visit, event: &Event, told: &'static str) -> HttpResponse {
    see_other_told(&visit.app, &format!("/events/{}#done", event.uuid), told)
}

/// An event that the reader may change; others do not learn that it is there.
async fn own(visit: &Visit, uuid: &str) -> Result<Event> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    let event = events::read(&visit.app, &visit.viewer, uuid).await?.event;
    events::edit(&visit.viewer, &event)?;
    Ok(event)
}

/// The identity that the form names, or the one that the reader acts as.
fn organizer(visit: &Visit, sent: &Sent) -> Result<ActorId> {
    match sent.value("identity").parse::<i64>() {
        Ok(id) => visit.viewer.act_as(ActorId(id)),
        Err(_) => visit.viewer.require_actor(),
    }
}
