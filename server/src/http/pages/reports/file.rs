//! The form that tells the moderators of an event, a comment or somebody.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, see_other_told, with};
use super::super::views::{Form, ReportPage};
use crate::actors;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::moderation::{self, NewReport};
use crate::{comments, events};
use actix_web::{HttpRequest, HttpResponse, web};

/// Characters of a comment that the form shows.
const SHOWN: usize = 200;

/// What is to be reported, as its reader sees it.
struct Subject {
    /// The field that names it, and its value.
    field: (String, String),
    about: String,
    reported: ActorId,
    event: Option<EventId>,
    comment: Option<CommentId>,
    /// The server that it comes from, where that is another one.
    host: Option<String>,
    /// Its page.
    back: String,
}

pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    query: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, &query, Form::default()).await).await
}

async fn page(visit: &Visit, sent: &Sent, form: Form) -> Result<HttpResponse> {
    let subject = subject(visit, sent).await?;
    let title = match subject.field.0.as_str() {
        "event" => "report-event",
        "comment" => "report-comment",
        _ => "report-person",
    };
    visit.reply(&ReportPage {
        t: visit.t,
        page: visit.frame(visit.t.get(title)).await?,
        about: subject.about,
        subject: subject.field,
        form,
        host: subject.host,
        back: subject.back,
    })
}

async fn subject(visit: &Visit, sent: &Sent) -> Result<Subject> {
    if let Some(uuid) = sent.some("event") {
        return event(visit, uuid).await;
    }
    if let Some(id) = sent.some("comment") {
        return comment(visit, id).await;
    }
    person(visit, sent.some("person").or_not_found("report")?).await
}

async fn event(visit: &Visit, text: &str) -> Result<Subject> {
    let uuid: Uuid = text.parse().map_err(|_| Error::NotFound("event"))?;
    let event = events::read(&visit.app, &visit.viewer, uuid).await?.event;
    Ok(Subject {
        field: ("event".into(), uuid.to_string()),
        about: event.title.clone(),
        reported: event.attributed_to_id.unwrap_or(event.organizer_id),
        event: Some(event.id),
        comment: None,
        host: event.origin.clone(),
        back: format!("/events/{uuid}"),
    })
}

async fn comment(visit: &Visit, text: &str) -> Result<Subject> {
    let id = text.parse().map(CommentId).map_err(|_| Error::NotFound("comment"))?;
    let (comment, event) = comments::read(&visit.app, &visit.viewer, id).await?;
    let about = farandole_sanitise::text(&comment.body).chars().take(SHOWN).collect();
    Ok(Subject {
        field: ("comment".into(), id.to_string()),
        about,
        reported: comment.actor_id,
        event: None,
        comment: Some(id),
        host: comment.origin.clone(),
        back: format!("/events/{}#comment-{id}", event.uuid),
    })
}

async fn person(visit: &Visit, handle: &str) -> Result<Subject> {
    let handle = handle.trim_start_matches('@');
    let actor = actors::read_by_handle(&visit.app, &visit.viewer, handle).await?;
    Ok(Subject {
        field: ("person".into(), handle.to_owned()),
        about: actor.display_name().to_owned(),
        reported: actor.id,
        event: None,
        comment: None,
        host: actor.domain.clone(),
        back: format!("/@{handle}"),
    })
}

/// Takes a report.
pub async fn send(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let subject = subject(visit, &sent).await?;
            if sent.value("words").is_empty() {
                return Err(Error::invalid("content", Message::new("error-report-words")));
            }
            let new = NewReport {
                reported: subject.reported,
                events: subject.event.into_iter().collect(),
                comments: subject.comment.into_iter().collect(),
                content: Some(sent.raw("words").to_owned()),
                forward: sent.on("forward"),
            };
            moderation::create(&visit.app, &visit.viewer, new).await?;
            Ok(see_other_told(&visit.app, &subject.back, "report-sent"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let form = sent.wrong(visit, &error, super::field);
            page(visit, &sent, form).await
        })
        .await
    })
    .await
}
