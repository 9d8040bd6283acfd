//! What people say under an event: reading it, writing, letting in, taking away.

use super::forms::{self, Sent};
use super::frame::{Visit, see_other, see_other_told, with};
use super::people;
use super::read::event;
use super::read::event_words as words;
use super::views::{CommentView, Form, Link, SafeHtml, Who, WriteComment};
use crate::app::App;
use crate::comments::{self, Comment, Hurdle, NewComment, Shown};
use crate::events::{self, CommentModeration, Event};
use crate::kernel::prelude::*;
use crate::{actors, events as slice};
use actix_web::{HttpRequest, HttpResponse, web};
use std::collections::HashMap;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/events/{uuid}/comments", web::post().to(write))
        .route("/comments/{uuid}", web::get().to(show))
        .route("/comments/{id}/approve", web::post().to(approve))
        .route("/comments/{id}/delete", web::post().to(delete));
}

/// What stands under an event.
pub struct Said {
    pub threads: Vec<CommentView>,
    /// How many comments the reader is shown.
    pub count: usize,
    /// Why the reader can write none.
    pub note: Option<String>,
    pub link: Option<Link>,
    pub write: Option<WriteComment>,
}

/// What is said under an event that the reader sees, and what the reader can do about it.
pub async fn under(visit: &Visit, event: &Event, form: Form) -> Result<Said> {
    let threads = comments::threads(&visit.app, &visit.viewer, event.id).await?;
    let all = || threads.iter().flat_map(|one| [&one.first].into_iter().chain(&one.replies));
    let count = all().filter(|shown| !shown.blank).count();
    let faces = faces(visit, all()).await?;
    // What was typed as an answer comes back where it was typed.
    let answer = (!form.value("parent").is_empty()).then(|| form.clone());
    let form = if answer.is_some() { Form::default() } else { form };
    let (note, link, write) = writing(visit, event, form).await?;
    let drawn = Drawn { visit, event, faces, writes: write.is_some(), answer };
    let threads = threads.iter().map(|thread| CommentView {
        replies: thread.replies.iter().map(|reply| drawn.view(reply)).collect(),
        ..drawn.view(&thread.first)
    });
    Ok(Said { threads: threads.collect(), count, note, link, write })
}

async fn faces<'a>(
    visit: &Visit,
    all: impl Iterator<Item = &'a Shown>,
) -> Result<HashMap<ActorId, Who>> {
    let ids: Vec<ActorId> =
        all.filter(|shown| !shown.blank).map(|shown| shown.comment.actor_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let conn = visit.app.db.get().await?;
    let authors = actors::load_many(&conn, &ids).await?;
    let drawn = people::people(visit, &conn, authors.values()).await?;
    Ok(authors.keys().copied().zip(drawn).collect())
}

/// What it takes to draw comments of one event.
struct Drawn<'a> {
    visit: &'a Visit,
    event: &'a Event,
    faces: HashMap<ActorId, Who>,
    writes: bool,
    /// An answer that could not be taken, with what is wrong.
    answer: Option<Form>,
}

impl Drawn<'_> {
    fn view(&self, shown: &Shown) -> CommentView {
        let (visit, comment) = (self.visit, &shown.comment);
        let id = comment.id.to_string();
        if shown.blank {
            return CommentView { id, ..CommentView::default() };
        }
        let viewer = &visit.viewer;
        let known = comment.language != slice::UNKNOWN_LANGUAGE;
        let decides = comment.waiting && comments::may_approve(viewer, self.event);
        let deletes = comments::may_delete(viewer, comment, self.event);
        let answer = self.answer.as_ref().filter(|form| form.value("parent") == id);
        CommentView {
            author: self.faces.get(&comment.actor_id).cloned(),
            when: words::ago(visit, comment.created_at),
            at: comment.created_at.to_rfc3339(),
            body: SafeHtml::sanitised(comment.body.clone()),
            organiser: comment.actor_id == self.event.organizer_id
                && self.event.attributed_to_id.is_none(),
            language: known.then(|| comment.language.clone()),
            announcement: comment.announcement,
            waiting: comment.waiting,
            approve: decides.then(|| format!("/comments/{id}/approve")),
            reply: (self.writes && !comment.waiting).then(|| action(self.event)),
            delete: deletes.then(|| format!("/comments/{id}/delete")),
            report: (!viewer.owns(comment.actor_id)).then(|| format!("/report?comment={id}")),
            answering: answer.is_some(),
            answer: answer.map(|form| form.value("comment").to_owned()).unwrap_or_default(),
            mistake: answer
                .and_then(|form| form.errors.as_slice().first())
                .map(|one| one.message.clone()),
            id,
            ..CommentView::default()
        }
    }
}

fn action(event: &Event) -> String {
    format!("/events/{}/comments", event.uuid)
}

/// The form of a comment for a reader who may write one; else why not, unless there is nothing to say about that.
async fn writing(
    visit: &Visit,
    event: &Event,
    form: Form,
) -> Result<(Option<String>, Option<Link>, Option<WriteComment>)> {
    let t = visit.t;
    let Some(actor) = visit.viewer.actor() else {
        let open = event.options.comment_moderation != CommentModeration::Closed && !event.draft;
        let link = Link::new(t.get("nav-login"), format!("/login?back=/events/{}", event.uuid));
        return Ok(match open && !visit.signed_in() {
            true => (Some(t.get("comments-sign-in")), Some(link), None),
            false => (None, None, None),
        });
    };
    Ok(match comments::hurdle(&visit.app, &visit.viewer, actor, event).await? {
        Some(Hurdle::Participants) => (Some(t.get("comments-participants")), None, None),
        Some(Hurdle::Closed | Hurdle::Draft) => (None, None, None),
        None => {
            let organises = event.organizer_id == actor;
            let waits = event.options.comment_moderation == CommentModeration::Moderated;
            let hint =
                if waits && !organises { "comments-moderated-hint" } else { "comments-hint" };
            let announces = comments::may_announce(event, actor).is_ok();
            let (action, hint) = (action(event), t.get(hint));
            (None, None, Some(WriteComment { action, form, hint, announces }))
        }
    })
}

/// Takes a comment.
async fn write(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let actor = visit.viewer.require_actor()?;
            let id: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
            let seen = events::read(&visit.app, &visit.viewer, id).await?;
            let parent = sent.some("parent").map(|id| id.parse().map(CommentId)).transpose();
            let new = NewComment {
                text: farandole_sanitise::light_to_html(sent.raw("comment")),
                parent: parent.map_err(|_| Error::NotFound("comment"))?,
                announcement: sent.on("announcement"),
                language: None,
            };
            let said =
                comments::create(&visit.app, &visit.viewer, actor, seen.event.id, new).await?;
            let told = if said.waiting { "comments-sent-waits" } else { "comments-sent" };
            Ok(see_other_told(&visit.app, &place(&seen.event, &said), told))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let field = |name: &str| match name {
                "text" => "comment".to_owned(),
                _ => String::new(),
            };
            event::page(visit, &uuid, sent.wrong(visit, &error, field)).await
        })
        .await
    })
    .await
}

fn place(event: &Event, comment: &Comment) -> String {
    format!("/events/{}#comment-{}", event.uuid, comment.id)
}

/// The address of a comment leads to its place on the page of its event.
async fn show(app: web::Data<App>, request: HttpRequest, uuid: web::Path<String>) -> HttpResponse {
    with(&app, &request, async |visit| {
        let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("comment"))?;
        let (comment, event) = match comments::by_uuid(&visit.app, &visit.viewer, uuid).await {
            Err(Error::NotFound(_)) if comments::tombstone(&visit.app, uuid).await?.is_some() => {
                return Err(Error::NotFound("gone"));
            }
            found => found?,
        };
        Ok(see_other(&place(&event, &comment)))
    })
    .await
}

fn number(id: &str) -> Result<CommentId> {
    id.parse().map(CommentId).map_err(|_| Error::NotFound("comment"))
}

/// Lets a comment in.
async fn approve(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let id = number(&id)?;
        let (_, event) = comments::read(&visit.app, &visit.viewer, id).await?;
        let comment = comments::approve(&visit.app, &visit.viewer, id).await?;
        Ok(see_other_told(&visit.app, &place(&event, &comment), "comments-approved"))
    })
    .await
}

/// Takes a comment away.
async fn delete(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let id = number(&id)?;
        let (_, event) = comments::read(&visit.app, &visit.viewer, id).await?;
        comments::delete(&visit.app, &visit.viewer, id).await?;
        let back = format!("/events/{}#comments", event.uuid);
        Ok(see_other_told(&visit.app, &back, "comments-gone"))
    })
    .await
}
