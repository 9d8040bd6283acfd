//! What people do with comments.

use super::mentions;
use super::model::{Comment, CommentFact, NewComment, Shown, Thread};
use super::policy::{self, Hurdle};
use super::store::{self, Change, NewRow, Which};
use super::{TEXT, activity::Draft};
use crate::app::App;
use crate::events::{self, CommentModeration, Event, Seen, Sight, Visibility};
use crate::federation;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

/// Comments that one account may write in a minute.
const A_MINUTE: Limit = Limit::per_minute("comment", 30);
/// Announcements under one event in a day: each is a mail to everybody who comes.
const A_DAY: Limit = Limit::per_day("announcement", 10);

/// The words of a comment, made safe: HTML that says something.
fn words(text: &str) -> Result<String> {
    let body = limit::html("text", text, TEXT)?;
    if farandole_sanitise::text(&body).trim().is_empty() {
        return Err(Error::invalid("text", Message::new("error-comments-empty")));
    }
    Ok(body)
}

fn language(named: Option<&str>, body: &str) -> Result<String> {
    match named.map(str::trim).filter(|tag| !tag.is_empty()) {
        Some(tag) => events::declared_language(tag),
        None => Ok(events::detected_language("", body).to_owned()),
    }
}

/// An event that the viewer sees whole.
async fn seen(conn: &AsyncPgConnection, viewer: &Viewer, id: EventId) -> Result<Seen> {
    let seen = events::read_by_id(conn, viewer, id).await?;
    if seen.sight == Sight::Full { Ok(seen) } else { Err(Error::NotFound("event")) }
}

/// What keeps an identity of the viewer from commenting an event that the viewer sees; `None` if nothing does.
pub async fn hurdle(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    event: &Event,
) -> Result<Option<Hurdle>> {
    let conn = app.db.get().await?;
    let standing = events::standing(&conn, &viewer.alone(actor), event.id).await?;
    Ok(policy::comment(event, actor, standing).err())
}

/// An identity of the viewer says something under an event that it sees. With approval first it waits.
pub async fn create(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    event: EventId,
    new: NewComment,
) -> Result<Comment> {
    let actor = viewer.act_as(actor)?;
    let body = words(&new.text)?;
    let language = language(new.language.as_deref(), &body)?;
    if let Some(account) = viewer.account() {
        app.hit(viewer, A_MINUTE, &account.user.to_string()).await?;
    }
    let mut conn = app.db.get().await?;
    // What one identity may see opens nothing to another one.
    let alone = viewer.alone(actor);
    let Seen { event, standing, .. } = seen(&conn, &alone, event).await?;
    let waiting = policy::comment(&event, actor, standing)?;
    if new.announcement {
        policy::may_announce(&event, actor)?;
    }
    let parent = match new.parent {
        Some(id) => Some(answered(&conn, &alone, &event, id).await?),
        None => None,
    };
    let own = app.config.authority();
    let named = mentions::named(&conn, &own, &body).await?;
    let uuid = app.random.uuid();
    let row = NewRow {
        uuid,
        url: app.config.link(&format!("/comments/{uuid}")),
        event_id: event.id,
        actor_id: actor,
        parent_id: parent.as_ref().map(|parent| parent.id),
        root_id: parent.as_ref().map(Comment::root),
        body,
        language,
        announcement: new.announcement,
        waiting,
        origin: None,
        created_at: app.now(),
        updated_at: app.now(),
    };
    conn.transaction(async |tx| {
        if row.announcement {
            app.hit_within(tx, viewer, A_DAY, &event.id.to_string()).await?;
        }
        let comment = store::insert(tx, &row).await?;
        store::set_mentions(tx, comment.id, &named).await?;
        app.emit(tx, CommentFact::Written { id: comment.id }).await?;
        Ok(comment)
    })
    .await
}

/// The comment that is to be answered.
async fn answered(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    event: &Event,
    id: CommentId,
) -> Result<Comment> {
    let gone = || Error::invalid("inReplyToCommentId", Message::new("error-comments-answered"));
    let shown = store::shown(conn, viewer, &[id]).await?.remove(&id).ok_or_else(gone)?;
    let there = !shown.blank && !shown.comment.waiting && shown.comment.event_id == event.id;
    if there { Ok(shown.comment) } else { Err(gone()) }
}

/// A comment that the viewer is shown, with its event.
pub async fn read(app: &App, viewer: &Viewer, id: CommentId) -> Result<(Comment, Event)> {
    let conn = app.db.get().await?;
    let shown = store::shown(&conn, viewer, &[id]).await?.remove(&id);
    let shown = shown.filter(|shown| !shown.blank).or_not_found("comment")?;
    let seen = seen(&conn, viewer, shown.comment.event_id).await;
    Ok((shown.comment, seen.map_err(|_| Error::NotFound("comment"))?.event))
}

/// What one of the viewer's identities has said, oldest first, after one.
pub async fn own(
    app: &App,
    viewer: &Viewer,
    actor: ActorId,
    after: CommentId,
    limit: i64,
) -> Result<Vec<Comment>> {
    let actor = viewer.act_as(actor)?;
    let conn = app.db.get().await?;
    store::by_author(&conn, actor, after, limit).await
}

/// The same by the UUID in its address.
pub async fn by_uuid(app: &App, viewer: &Viewer, uuid: Uuid) -> Result<(Comment, Event)> {
    let found = {
        let conn = app.db.get().await?;
        store::by_uuid(&conn, uuid).await?
    };
    read(app, viewer, found.or_not_found("comment")?.id).await
}

/// A comment of an event that everybody sees, as its own server tells others of it. One that waits where its event
/// lives is told as well: that server decides who sees it.
pub async fn for_servers(app: &App, uuid: Uuid) -> Result<Comment> {
    let conn = app.db.get().await?;
    let comment = store::by_uuid(&conn, uuid).await?.or_not_found("comment")?;
    let author = Viewer::remote(comment.actor_id);
    let shown = store::shown(&conn, &author, &[comment.id]).await?.remove(&comment.id);
    let shown = shown.filter(|shown| !shown.blank).or_not_found("comment")?.comment;
    let stranger = Viewer::nobody(Lang::En, None);
    let event = store::event_of(&conn, &shown).await?;
    let seen = match event.local() {
        true => events::sees(&conn, &stranger, event.id, events::Door::Link).await?,
        false => matches!(event.visibility, Visibility::Public | Visibility::Unlisted),
    };
    let told = seen && !(shown.waiting && event.local());
    told.then_some(shown).or_not_found("comment")
}

/// The comments of an event that the viewer sees, in threads.
pub async fn threads(app: &App, viewer: &Viewer, event: EventId) -> Result<Vec<Thread>> {
    let conn = app.db.get().await?;
    Ok(Thread::gather(store::of_events(&conn, viewer, &[event]).await?))
}

/// The answers in the thread that a comment begins, oldest first. The comment itself may be gone.
pub async fn replies(app: &App, viewer: &Viewer, id: CommentId) -> Result<Vec<Shown>> {
    let event = {
        let conn = app.db.get().await?;
        let shown = store::shown(&conn, viewer, &[id]).await?.remove(&id);
        let shown = shown.or_not_found("comment")?;
        let seen = seen(&conn, viewer, shown.comment.event_id).await;
        seen.map_err(|_| Error::NotFound("comment"))?.event
    };
    let threads = threads(app, viewer, event.id).await?;
    let mut threads = threads.into_iter();
    let thread = threads.find(|thread| thread.first.comment.id == id);
    Ok(thread.map(|thread| thread.replies).unwrap_or_default())
}

/// Its author changes a comment. Where the organiser looks at each first, it waits again.
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: CommentId,
    text: &str,
    named: Option<&str>,
) -> Result<Comment> {
    viewer.require_known()?;
    let body = words(text)?;
    let language = language(named, &body)?;
    let (comment, _) = read(app, viewer, id).await?;
    policy::change(viewer, &comment)?;
    if let Some(account) = viewer.account() {
        app.hit(viewer, A_MINUTE, &account.user.to_string()).await?;
    }
    let mut conn = app.db.get().await?;
    let alone = viewer.alone(comment.actor_id);
    let Seen { event, standing, .. } = seen(&conn, &alone, comment.event_id).await?;
    let waiting = policy::comment(&event, comment.actor_id, standing)?;
    let own = app.config.authority();
    let people = mentions::named(&conn, &own, &body).await?;
    conn.transaction(async |tx| {
        let known = store::lock(tx, id).await?.filter(|known| known.deleted_at.is_none());
        let known = known.or_not_found("comment")?;
        let now = app.now();
        let change = Change {
            body: body.clone(),
            language: language.clone(),
            waiting: waiting && known.body != body || known.waiting,
            updated_at: now,
        };
        let comment = store::change(tx, id, &change).await?;
        store::set_mentions(tx, id, &people).await?;
        app.emit(tx, CommentFact::Changed { id }).await?;
        Ok(comment)
    })
    .await
}

/// Whether the viewer may delete a comment.
pub fn may_delete(viewer: &Viewer, comment: &Comment, event: &Event) -> bool {
    comment.deleted_at.is_none() && policy::delete(viewer, comment, event).is_ok()
}

/// Whether the viewer may let comments of an event in.
pub fn may_approve(viewer: &Viewer, event: &Event) -> bool {
    policy::approve(viewer, event).is_ok()
}

/// Takes a comment away: its author, whatever they may see by now; the organiser of the event, or whoever keeps order
/// here.
pub async fn delete(app: &App, viewer: &Viewer, id: CommentId) -> Result<Comment> {
    viewer.require_known()?;
    let comment = {
        let conn = app.db.get().await?;
        let shown = store::shown(&conn, viewer, &[id]).await?.remove(&id);
        shown.filter(|shown| !shown.blank).or_not_found("comment")?.comment
    };
    if viewer.owns(comment.actor_id) {
        return take_away(app, &comment, None).await;
    }
    let (comment, event) = read(app, viewer, id).await?;
    policy::delete(viewer, &comment, &event)?;
    take_away(app, &comment, Some(event.organizer_id)).await
}

/// Empties a comment, whoever wanted that.
pub async fn take_away(app: &App, comment: &Comment, by: Option<ActorId>) -> Result<Comment> {
    let mut conn = app.db.get().await?;
    let id = comment.id;
    conn.transaction(async |tx| {
        if !store::empty(tx, Which::One(id), app.now()).await?.is_empty() {
            app.emit(tx, CommentFact::Deleted { id, by }).await?;
        }
        store::find(tx, id).await?.or_not_found("comment")
    })
    .await
}

/// The organiser of an event of this server lets a comment in; of one elsewhere, its own server does.
pub async fn approve(app: &App, viewer: &Viewer, id: CommentId) -> Result<Comment> {
    viewer.require_known()?;
    let (_, event) = read(app, viewer, id).await?;
    policy::approve(viewer, &event)?;
    let_in(app, id).await
}

/// Everybody who sees the event sees a comment from now on.
pub async fn let_in(app: &App, id: CommentId) -> Result<Comment> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let known = store::lock(tx, id).await?.filter(|known| known.deleted_at.is_none());
        let known = known.or_not_found("comment")?;
        if !known.waiting {
            return Ok(known);
        }
        let comment = store::let_in(tx, id).await?;
        app.emit(tx, CommentFact::Approved { id }).await?;
        Ok(comment)
    })
    .await
}

/// What somebody who is gone has said goes with them.
pub async fn forget(app: &App, actor: ActorId) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        for id in store::empty(tx, Which::Of(actor), app.now()).await? {
            app.emit(tx, CommentFact::Deleted { id, by: None }).await?;
        }
        Ok(())
    })
    .await
}

/// What is left of a comment that was deleted, if everybody might have seen it.
pub async fn tombstone(app: &App, uuid: Uuid) -> Result<Option<Comment>> {
    let conn = app.db.get().await?;
    let found = store::by_uuid(&conn, uuid).await?;
    // One that was never let in was never there.
    let Some(comment) = found.filter(|one| one.deleted_at.is_some() && !one.waiting) else {
        return Ok(None);
    };
    let stranger = Viewer::nobody(Lang::En, None);
    let open = events::sees(&conn, &stranger, comment.event_id, events::Door::Link).await?;
    Ok(open.then_some(comment))
}

/// Keeps what another server says of a comment of its own. The same twice, or an older version, changes nothing; one
/// that was deleted does not come back, and none moves from one event to another. `None` where that refuses it.
pub async fn receive(app: &App, draft: Draft) -> Result<Option<CommentId>> {
    let body = words(&draft.text)?;
    let language = language(draft.language.as_deref(), &body)
        .unwrap_or_else(|_| events::UNKNOWN_LANGUAGE.to_owned());
    let mut conn = app.db.get().await?;
    let waiting = waits(&conn, &draft).await?;
    let event = &draft.event;
    let own = app.config.authority();
    let people = mentions::named(&conn, &own, &body).await?;
    let said_at = draft.updated.unwrap_or_else(|| app.now()).min(app.now());
    conn.transaction(async |tx| {
        store::lock_url(tx, &draft.url).await?;
        if let Some(known) = store::by_url(tx, &draft.url).await? {
            let same = known.actor_id == draft.actor && known.event_id == event.id;
            if !same || known.local() || known.deleted_at.is_some() {
                return Ok(None);
            }
            if known.waiting && !waiting && known.body == body {
                store::let_in(tx, known.id).await?;
                app.emit(tx, CommentFact::Approved { id: known.id }).await?;
                return Ok(Some(known.id));
            }
            if said_at < known.updated_at || known.body == body {
                return Ok(Some(known.id));
            }
            let change = Change {
                body: body.clone(),
                language: language.clone(),
                waiting,
                updated_at: said_at,
            };
            store::change(tx, known.id, &change).await?;
            store::set_mentions(tx, known.id, &people).await?;
            app.emit(tx, CommentFact::Changed { id: known.id }).await?;
            return Ok(Some(known.id));
        }
        if federation::buried(tx, &draft.url).await?
            || !federation::room(app, tx, &draft.host).await?
        {
            return Ok(None);
        }
        let parent = draft.parent.as_ref().filter(|parent| parent.event_id == event.id);
        let row = NewRow {
            uuid: app.random.uuid(),
            url: draft.url.clone(),
            event_id: event.id,
            actor_id: draft.actor,
            parent_id: parent.map(|parent| parent.id),
            root_id: parent.map(Comment::root),
            body: body.clone(),
            language: language.clone(),
            announcement: announces(app, tx, &draft).await?,
            waiting,
            origin: Some(draft.host.clone()),
            created_at: draft.published.unwrap_or_else(|| app.now()).min(app.now()),
            updated_at: said_at,
        };
        let comment = store::insert(tx, &row).await?;
        store::set_mentions(tx, comment.id, &people).await?;
        app.emit(tx, CommentFact::Written { id: comment.id }).await?;
        Ok(Some(comment.id))
    })
    .await
}

/// Whether a comment of another server waits. Under an event of here by its rules; under a copy until the server of the
/// event has passed it on, unless everybody may speak there at once.
async fn waits(conn: &AsyncPgConnection, draft: &Draft) -> Result<bool> {
    let event = &draft.event;
    if event.local() {
        let seen = seen(conn, &Viewer::remote(draft.actor), event.id).await?;
        return Ok(policy::comment(&seen.event, draft.actor, seen.standing)?);
    }
    if event.organizer_id == draft.actor || draft.vouched {
        return Ok(false);
    }
    let open = matches!(event.visibility, Visibility::Public | Visibility::Unlisted);
    match event.options.comment_moderation {
        CommentModeration::Closed => Err(Hurdle::Closed.into()),
        CommentModeration::AllowAll => Ok(!open),
        CommentModeration::Moderated => Ok(true),
    }
}

/// Whether a comment of another server is told to everybody who comes: its organiser's, and not too often.
async fn announces(app: &App, tx: &mut AsyncPgConnection, draft: &Draft) -> Result<bool> {
    if !draft.announcement || draft.event.organizer_id != draft.actor {
        return Ok(false);
    }
    let nobody = Viewer::nobody(Lang::En, None);
    match app.hit_within(tx, &nobody, A_DAY, &draft.event.id.to_string()).await {
        Err(Error::TooMany { .. }) => Ok(false),
        counted => counted.map(|()| true),
    }
}

/// The comments of events that the viewer is shown, by event.
pub async fn of_events(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    ids: &[EventId],
) -> Result<Vec<Shown>> {
    store::of_events(conn, viewer, ids).await
}

/// Comments that the viewer is shown, by id.
pub async fn shown(
    conn: &AsyncPgConnection,
    viewer: &Viewer,
    ids: &[CommentId],
) -> Result<std::collections::HashMap<CommentId, Shown>> {
    store::shown(conn, viewer, ids).await
}
