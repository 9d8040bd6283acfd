//! What follows from comments.

use super::activity;
use super::mails::{self, Reason};
use super::model::CommentFact;
use super::{service, store};
use crate::actors::{self, ActorFact};
use crate::app::{App, Plugs};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::participation;
use crate::platform::mail;
use crate::{accounts, events};

/// Mails about comments that one account gets in an hour; the comments themselves are on the page.
const MAILS: Limit = Limit::per_hour("comment-mail", 20);

/// Plugs the slice in.
pub fn plug(plugs: &mut Plugs) {
    plugs.on("comments.mails", write_mails);
    plugs.on("comments.tell", activity::on_comment);
    plugs.on("comments.gone", on_actor);
    plugs.receive("Create", activity::on_create);
    plugs.receive("Update", activity::on_create);
    plugs.receive("Delete", activity::on_delete);
    plugs.receive("Announce", activity::on_announce);
}

/// What somebody has said goes with them.
async fn on_actor(app: App, fact: ActorFact) -> Result<()> {
    match fact {
        ActorFact::Deleted { id } => service::forget(&app, id).await,
        _ => Ok(()),
    }
}

/// Tells those whom a comment concerns: whoever takes part of an announcement, the organiser of every comment, its
/// author of an answer, and whom it names.
async fn write_mails(app: App, fact: CommentFact) -> Result<()> {
    let id = match fact {
        CommentFact::Written { id }
        | CommentFact::Approved { id }
        | CommentFact::Changed { id } => id,
        CommentFact::Deleted { .. } => return Ok(()),
    };
    let mut conn = app.db.get().await?;
    let Some(comment) = store::find(&conn, id).await? else { return Ok(()) };
    let Some(event) = events::find(&conn, comment.event_id).await? else { return Ok(()) };
    let Some(author) = actors::find(&conn, comment.actor_id).await? else { return Ok(()) };
    if comment.deleted_at.is_some() || !author.alive() {
        return Ok(());
    }
    // Other words are told only where they wait for the organiser's.
    if matches!(fact, CommentFact::Changed { .. }) && !comment.waiting {
        return Ok(());
    }
    if comment.announcement && !comment.waiting {
        let text = farandole_sanitise::text(&comment.body);
        let (event, uuid) = (event.id, comment.uuid);
        conn.transaction(async |tx| participation::announce(&app, tx, event, uuid, text).await)
            .await?;
    }
    let mut readers: Vec<(ActorId, Reason)> = Vec::new();
    let mut add = |actor: ActorId, reason: Reason| {
        let told = readers.iter().any(|(known, _)| *known == actor);
        if actor != comment.actor_id && !told {
            readers.push((actor, reason));
        }
    };
    // One that was let in was told to the organiser while it waited.
    let told = matches!(fact, CommentFact::Approved { .. });
    if !comment.waiting {
        if let Some(parent) = comment.parent_id
            && let Some(parent) = store::find(&conn, parent).await?
        {
            add(parent.actor_id, Reason::Answer);
        }
        for actor in store::mentions(&conn, id).await? {
            add(actor, Reason::Named);
        }
    }
    if !told {
        let reason = if comment.waiting { Reason::Waits } else { Reason::Comment };
        add(event.organizer_id, reason);
    }
    let ids: Vec<ActorId> = readers.iter().map(|(actor, _)| *actor).collect();
    let contacts = accounts::contacts(&conn, &ids, app.now()).await?;
    let mut letters = Vec::new();
    for (actor, reason) in readers {
        let Some(contact) = contacts.get(&actor) else { continue };
        // Whoever wrote it under another identity knows.
        let own = author.user_id == Some(contact.user);
        let wants = contact.settings.notification_comments && !own;
        // Nobody reads of an event in a mail that they may not see by now.
        let viewer = Viewer::remote(actor);
        let sees = actor == event.organizer_id
            || events::sees(&conn, &viewer, event.id, events::Door::Link).await?;
        if wants && sees {
            let letter = mails::letter(&app, (&comment, &event, &author), actor, contact, reason);
            letters.push((contact.user, letter));
        }
    }
    conn.transaction(async |tx| mail::queue_within(&app, tx, MAILS, &letters).await).await
}
