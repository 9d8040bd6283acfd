//! Copies of events of other servers.

use super::apply::{apply, tags_after};
use super::create::blank;
use super::index::index;
use super::picture::{self, Fetch};
use crate::app::App;
use crate::events::activity::Draft;
use crate::events::model::{Changed, Event, EventFact};
use crate::events::projection::project;
use crate::events::store::{self, NewEvent, RemoteEvent};
use crate::events::words::Status;
use crate::federation;
use crate::instances::{self, Stance};
use crate::kernel::prelude::*;

/// Where an event comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    pub host: String,
    pub organizer: ActorId,
    /// The group that answers for it.
    pub group: Option<ActorId>,
}

/// Keeps what a server says of its own event, unless what is known is as new, or the row names somebody else. The
/// same twice leaves everything as it is.
pub async fn receive(app: &App, draft: Draft, origin: Origin) -> Result<bool> {
    let mut change = draft.change.clone().checked()?;
    let tags = change.tags.take();
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        store::lock_url(tx, &draft.id).await?;
        if federation::buried(tx, &draft.id).await? {
            return Ok(false);
        }
        let by = origin.group.unwrap_or(origin.organizer);
        let known = store::by_url(tx, &draft.id).await?;
        let id = known.as_ref().map(|known| known.id);
        let remote = RemoteEvent {
            followed: near(tx, &origin.host, by, id).await?,
            rsvp: if draft.joins { "join" } else { "accept" }.to_owned(),
            participant_count: draft.participants,
            remaining_seats: draft.remaining,
            changed_at: draft.updated.or(draft.published),
            fetched_at: app.now(),
            picture_url: draft.picture.as_ref().map(|(url, _)| url.clone()),
        };
        match known {
            Some(known) => {
                let same = known.attributed_to_id.unwrap_or(known.organizer_id) == by;
                if known.local() || known.deleted_at.is_some() || !same {
                    return Ok(false);
                }
                let (before_said, _) = store::remote_of(tx, known.id).await?;
                if before_said.zip(remote.changed_at).is_some_and(|(old, new)| new < old) {
                    return Ok(false);
                }
                let shown = store::picture_url(tx, known.id).await?;
                store::put_remote(tx, known.id, &remote).await?;
                if shown != remote.picture_url {
                    show(app, tx, known.id, &draft).await?;
                }
                rewrite(app, tx, known, change.clone(), tags.clone()).await?;
            }
            None => {
                if !federation::room(app, tx, &origin.host).await? {
                    return Ok(false);
                }
                let mut content = blank(app, origin.organizer);
                apply(app, tx, &mut content, change.clone()).await?;
                let tags = tags_after(tx, app.now(), tags.clone(), Vec::new(), "").await?;
                content.published_at = Some(draft.published.unwrap_or_else(|| app.now()));
                let uuid = app.random.uuid();
                let new = NewEvent { uuid, url: draft.id.clone(), created_at: app.now(), content };
                let event = store::insert_remote(tx, &new, &origin.host, origin.group).await?;
                store::set_tags(tx, event.id, &tags).await?;
                store::put_remote(tx, event.id, &remote).await?;
                if remote.picture_url.is_some() {
                    show(app, tx, event.id, &draft).await?;
                }
                project(tx, app.now(), &event).await?;
                app.emit(tx, EventFact::Published { id: event.id }).await?;
            }
        }
        Ok(true)
    })
    .await
}

/// Has the picture of a copy fetched; the one that was there stays until then.
async fn show(app: &App, tx: &mut AsyncPgConnection, event: EventId, draft: &Draft) -> Result<()> {
    match draft.picture.clone() {
        Some((url, alt)) => picture::enqueue(app, tx, &Fetch { event, url, alt }).await,
        None => store::set_picture(tx, event, None).await,
    }
}

async fn rewrite(
    app: &App,
    tx: &mut AsyncPgConnection,
    known: Event,
    change: crate::events::EventChange,
    tags: Option<Vec<String>>,
) -> Result<()> {
    let (_, before) = store::lock(tx, known.id).await?.or_not_found("event")?;
    let mut after = before.clone();
    apply(app, tx, &mut after, change).await?;
    after.published_at = before.published_at;
    let changed = Changed::between(&before, &after);
    if !changed.is_empty() {
        after.sequence += 1;
    }
    let event = store::update(tx, known.id, &after).await?;
    if let Some(tags) = tags {
        let tags = tags_after(tx, app.now(), Some(tags), Vec::new(), "").await?;
        store::set_tags(tx, known.id, &tags).await?;
    }
    project(tx, app.now(), &event).await?;
    let called_off = after.status == Status::Cancelled && before.status != Status::Cancelled;
    let id = known.id;
    let fact = match called_off {
        true => EventFact::Cancelled { id, changed },
        false => EventFact::Updated { id, changed },
    };
    app.emit(tx, fact).await
}

/// A copy goes, since its server says that the event is gone.
pub async fn vanish(app: &App, id: EventId, by: ActorId) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some((event, _)) = store::lock(tx, id).await? else { return Ok(()) };
        federation::bury(tx, &event.url, Some(by), app.now()).await?;
        super::delete::remove(app, tx, event).await
    })
    .await
}

/// Somebody whom this server follows passes an event on: lists show it.
pub async fn share(app: &App, id: EventId, actor: ActorId, url: &str) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some((event, _)) = store::lock(tx, id).await? else { return Ok(()) };
        store::add_share(tx, id, actor, url, app.now()).await?;
        follow_anew(tx, app, &event).await
    })
    .await
}

/// They take it back.
pub async fn unshare(app: &App, id: EventId, actor: ActorId) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some((event, _)) = store::lock(tx, id).await? else { return Ok(()) };
        store::remove_share(tx, id, actor).await?;
        follow_anew(tx, app, &event).await
    })
    .await
}

/// Whether lists show a copy: its author, or one who passed it on, is followed, and nothing was decided against its
/// server.
async fn near(
    tx: &mut AsyncPgConnection,
    host: &str,
    by: ActorId,
    known: Option<EventId>,
) -> Result<bool> {
    if instances::stance(tx, host).await? != Stance::Open {
        return Ok(false);
    }
    let relay = federation::relay(tx).await?;
    if store::followed_by(tx, relay.id, by).await? {
        return Ok(true);
    }
    match known {
        Some(id) => store::shared_by_followed(tx, relay.id, id).await,
        None => Ok(false),
    }
}

/// Finds out anew whether lists show a copy.
async fn follow_anew(tx: &mut AsyncPgConnection, app: &App, event: &Event) -> Result<()> {
    let by = event.attributed_to_id.unwrap_or(event.organizer_id);
    let host = event.origin.as_deref().unwrap_or_default();
    let followed = near(tx, host, by, Some(event.id)).await?;
    store::set_followed(tx, event.id, followed).await?;
    index(app, tx, event).await
}

/// A server is followed from now on, or is not any more, or something is decided about it: its events come onto the
/// lists, or leave them.
pub async fn follow_host(app: &App, host: &str) -> Result<()> {
    let mut after = EventId(0);
    loop {
        let mut conn = app.db.get().await?;
        let ids = store::of_origin(&conn, host, after, 100).await?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        for id in ids {
            conn.transaction(async |tx| {
                let Some((event, _)) = store::lock(tx, id).await? else { return Ok(()) };
                follow_anew(tx, app, &event).await
            })
            .await?;
        }
    }
}
