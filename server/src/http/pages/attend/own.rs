//! How it stands for somebody with an account, under each of their identities.

use super::brief::{attendance, brief, brief_for_who_comes, farewell, find, frame, note};
use super::join;
use crate::actors;
use crate::app::App;
use crate::events::{Event, Sight, Status};
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{Visit, see_other, with};
use crate::http::pages::people;
use crate::http::pages::read::event_words as words;
use crate::http::pages::views::{
    Attendance, Form, Notice, OwnPart, ParticipateStatePage, Reword, Standing, TakePart, Tone, Who,
};
use crate::kernel::prelude::*;
use crate::participation::{self, Participant, Rewording};
use actix_web::{HttpRequest, HttpResponse, web};
use std::collections::HashMap;

/// What the page tells besides how it stands; the same for people with an account and without.
pub enum Told {
    Standing,
    /// The address has just been confirmed.
    Confirmed,
    /// The words have just been changed.
    Kept,
    /// Whether a reminder comes has just been changed.
    Reminded,
    /// They could not be.
    Wrong(Form),
}

/// The query that asks for the form although another identity takes part already.
pub const ANOTHER: &str = "as=another";

/// What the reader has answered, for the event's page.
pub async fn answered(visit: &Visit, event: &Event) -> Result<Option<TakePart>> {
    let parts = participation::parts_of(&visit.app, &visit.viewer, event.id).await?;
    let Some(part) = parts.as_slice().first() else { return Ok(None) };
    let identities = identities(visit).await?;
    let standing = attendance(part.role);
    Ok(Some(TakePart::Answered {
        identity: face(&identities, part),
        state: standing.heading(&visit.t),
        tone: standing.tone(),
        manage: action(event, "participate"),
    }))
}

/// The identity that a form names; the one that the reader acts as where it names none.
pub async fn chosen(visit: &Visit, sent: &Sent) -> Result<ActorId> {
    let Some(handle) = sent.some("identity") else { return visit.viewer.require_actor() };
    let identities = identities(visit).await?;
    let named = identities.into_iter().find(|(_, who)| who.handle == handle);
    named.map(|(id, _)| id).ok_or_else(|| Denied("act as this profile").into())
}

/// Ends the part of one identity.
pub async fn leave(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let actor = chosen(visit, &sent).await?;
        let event = find(visit, &uuid).await?;
        participation::leave(&visit.app, &visit.viewer, actor, event.id).await?;
        farewell(visit, &event, Sight::Full, Attendance::Left).await
    })
    .await
}

/// Changes what one identity told the organiser.
pub async fn reword(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let actor = chosen(visit, &sent).await?;
        let event = find(visit, &uuid).await?;
        let message = Some(sent.some("message").map(str::to_owned));
        let words = Rewording { name: None, message };
        let changed =
            participation::reword(&visit.app, &visit.viewer, actor, event.id, words).await;
        let told = match changed {
            Ok(_) => Told::Kept,
            Err(error) if forms::at_fault(&error) => {
                Told::Wrong(sent.wrong(visit, &error, str::to_owned))
            }
            Err(error) => return Err(error),
        };
        let mut parts = participation::parts_of(&visit.app, &visit.viewer, event.id).await?;
        parts.sort_by_key(|part| part.actor_id != actor);
        state(visit, &event, parts, told).await
    })
    .await
}

/// How it stands for each identity, the first one foremost.
pub async fn state(
    visit: &Visit,
    event: &Event,
    parts: Vec<Participant>,
    told: Told,
) -> Result<HttpResponse> {
    let t = visit.t;
    let identities = identities(visit).await?;
    let Some((part, others)) = parts.split_first() else {
        return Ok(see_other(&action(event, "participate")));
    };
    let standing = attendance(part.role);
    let going = standing == Attendance::Going;
    let acting = face(&identities, part);
    let open = participation::hurdle(&visit.app, &visit.viewer, event).await?.is_none();
    let another = open && !join::free(visit, event).await?.is_empty();
    let mut page = frame(visit, standing.heading(&t), action(event, "participate")).await?;
    if matches!(told, Told::Kept) {
        page.notices.push(Notice { tone: Tone::Good, text: t.get("participate-kept") });
    }
    let form = match told {
        Told::Wrong(form) => form,
        _ => Form::filled([("message", part.message.clone().unwrap_or_default())]),
    };
    let leave = |part: &Participant| {
        participation::may_leave(part, event, visit.app.now()).then(|| action(event, "leave"))
    };
    let event_brief = match going {
        true => brief_for_who_comes(visit, event).await?,
        false => brief(visit, event, Sight::Full).await?,
    };
    visit.reply(&ParticipateStatePage {
        t,
        page,
        event: event_brief,
        how: Standing {
            state: standing,
            text: if going { t.get("attendance-going-here") } else { standing.text(&t) },
            note: note(visit, event),
            calendar: (going && event.status != Status::Cancelled)
                .then(|| words::calendar(visit, event, None)),
            leave: leave(part),
            reword: participation::may_reword(part, event, visit.app.now()).then(|| Reword {
                action: action(event, "message"),
                form,
                named: false,
            }),
            acting: Some(acting),
            others: others
                .iter()
                .map(|part| OwnPart {
                    who: face(&identities, part),
                    state: attendance(part.role).heading(&t),
                    leave: leave(part),
                })
                .collect(),
            another: another.then(|| format!("{}?{ANOTHER}", action(event, "participate"))),
            ..Standing::default()
        },
    })
}

fn action(event: &Event, deed: &str) -> String {
    format!("/events/{}/{deed}", event.uuid)
}

/// The identities of the reader, with their faces.
pub async fn identities(visit: &Visit) -> Result<HashMap<ActorId, Who>> {
    let conn = visit.app.db.get().await?;
    let found = actors::load_many(&conn, visit.viewer.actors()).await?;
    let faces = people::people(visit, &conn, found.values()).await?;
    Ok(found.keys().copied().zip(faces).collect())
}

fn face(identities: &HashMap<ActorId, Who>, part: &Participant) -> Who {
    identities.get(&part.actor_id).cloned().unwrap_or_default()
}
