//! What other servers say of events. Stored facts decide, never the activity's own words: an event is changed by whom
//! the row names, and what is not embedded by its owner is asked for where it lives.

use super::read::{Draft, draft};
use crate::actors::{self, Actor};
use crate::app::App;
use crate::events::service::{self, Origin};
use crate::events::store;
use crate::federation::{self, Miss};
use crate::kernel::activity::{Activity, Budget, Outcome};
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use farandole_wire::many;
use serde_json::{Map, Value};

/// Somebody has published something. An event is kept if this server follows its author or theirs, or if it is for
/// somebody here.
pub async fn on_create(app: App, activity: Activity) -> Result<Outcome> {
    let Some(object) = event_of(&activity) else { return Ok(Outcome::NotMine) };
    let Some(id) = object.get("id").and_then(many::address).map(str::to_owned) else {
        return Ok(Outcome::Refused("no id"));
    };
    if !same_host(&id, &activity.actor_url) {
        return Ok(Outcome::Refused("another server's object"));
    }
    let wanted = {
        let conn = app.db.get().await?;
        if federation::buried(&conn, &id).await? {
            return Ok(Outcome::Refused("deleted"));
        }
        let known = store::by_url(&conn, &id).await?.is_some();
        known || follows(&conn, activity.actor).await? || for_us(&app, &conn, object).await?
    };
    if !wanted {
        return Ok(Outcome::Refused("nobody here asked for it"));
    }
    let document = owned(&app, &activity, object, &id).await?;
    keep(&app, document, &activity.budget).await
}

/// An event has changed.
pub async fn on_update(app: App, activity: Activity) -> Result<Outcome> {
    let id = match (event_of(&activity), activity.object_id()) {
        (Some(_), Some(id)) => id.to_owned(),
        // A bare id may be one of ours to know.
        (None, Some(id)) if activity.object().is_none() => id.to_owned(),
        _ => return Ok(Outcome::NotMine),
    };
    let known = {
        let conn = app.db.get().await?;
        store::by_url(&conn, &id).await?
    };
    let Some(known) = known else {
        return match event_of(&activity) {
            Some(_) => on_create(app, activity).await,
            None => Ok(Outcome::NotMine),
        };
    };
    if known.local() || !same_host(&id, &activity.actor_url) {
        return Ok(Outcome::Refused("another server's object"));
    }
    let document = match event_of(&activity) {
        Some(object) => owned(&app, &activity, object, &id).await?,
        None => fetched(&app, &id, &activity.budget).await?,
    };
    keep(&app, document, &activity.budget).await
}

/// An event is gone. Its author says so, or its server does when it is asked.
pub async fn on_delete(app: App, activity: Activity) -> Result<Outcome> {
    let Some(id) = activity.object_id().map(str::to_owned) else { return Ok(Outcome::NotMine) };
    if !same_host(&id, &activity.actor_url) {
        return Ok(Outcome::NotMine);
    }
    let known = {
        let conn = app.db.get().await?;
        let known = store::by_url(&conn, &id).await?;
        if known.is_none() {
            // Its Create may still come: then it is known to be gone.
            federation::bury(&conn, &id, Some(activity.actor), app.now()).await?;
        }
        known
    };
    let Some(event) = known else { return Ok(Outcome::NotMine) };
    if event.local() {
        return Ok(Outcome::Refused("another server's object"));
    }
    let own =
        event.organizer_id == activity.actor || event.attributed_to_id == Some(activity.actor);
    if !own {
        match federation::document(&app, &id, &activity.budget).await {
            Err(Miss::Gone | Miss::Missing) => {}
            Ok(document) if many::is_a(&document, "Tombstone") => {}
            Err(miss) if miss.passes() => return Err(miss.into_error()),
            _ => return Ok(Outcome::Refused("not its author")),
        }
    }
    service::vanish(&app, event.id, activity.actor).await?;
    Ok(Outcome::Done)
}

/// Somebody passes an event on. That of an actor whom this server follows puts it on the lists.
pub async fn on_announce(app: App, activity: Activity) -> Result<Outcome> {
    let Some(id) = announced(&activity) else { return Ok(Outcome::NotMine) };
    if federation::is_ours(&app, &id) {
        return Ok(Outcome::NotMine);
    }
    let (known, follows) = {
        let conn = app.db.get().await?;
        if federation::buried(&conn, &id).await? {
            return Ok(Outcome::Refused("deleted"));
        }
        (store::by_url(&conn, &id).await?, follows(&conn, activity.actor).await?)
    };
    // Others pass on more than events; whoever knows what this is decides.
    if !follows {
        return Ok(Outcome::NotMine);
    }
    let event = match known {
        Some(event) => event,
        None => {
            // What is gone may be something else than an event.
            let Some(document) = fetched(&app, &id, &activity.budget).await? else {
                return Ok(Outcome::NotMine);
            };
            if !many::is_a(&document, "Event") {
                return Ok(Outcome::NotMine);
            }
            keep(&app, Some(document), &activity.budget).await?;
            let conn = app.db.get().await?;
            let Some(event) = store::by_url(&conn, &id).await? else {
                return Ok(Outcome::Refused("not kept"));
            };
            event
        }
    };
    let url = activity.id().unwrap_or(&activity.actor_url).to_owned();
    service::share(&app, event.id, activity.actor, &url).await?;
    Ok(Outcome::Done)
}

/// Somebody takes back that they passed an event on.
pub async fn on_undo(app: App, activity: Activity) -> Result<Outcome> {
    let Some(inner) = activity.object().filter(|inner| many::is_a(inner, "Announce")) else {
        return Ok(Outcome::NotMine);
    };
    let said = many::first_address(inner, "actor");
    if said.is_some_and(|actor| actor != activity.actor_url) {
        return Ok(Outcome::Refused("somebody else's"));
    }
    let Some(id) = many::first_address(inner, "object") else { return Ok(Outcome::NotMine) };
    let known = {
        let conn = app.db.get().await?;
        store::by_url(&conn, id).await?
    };
    let Some(event) = known else { return Ok(Outcome::NotMine) };
    service::unshare(&app, event.id, activity.actor).await?;
    Ok(Outcome::Done)
}

/// The event at an address of another server: the copy here, or asked for now. `None` if there is no event.
pub async fn fetch(app: &App, id: &str, budget: &Budget) -> Result<Option<EventId>> {
    let known = {
        let conn = app.db.get().await?;
        store::by_url(&conn, id).await?
    };
    if let Some(event) = known {
        return Ok(Some(event.id));
    }
    let Some(document) = fetched(app, id, budget).await? else { return Ok(None) };
    if !many::is_a(&document, "Event") {
        return Ok(None);
    }
    let id = document.get("id").and_then(many::address).map(str::to_owned);
    keep(app, Some(document), budget).await?;
    let Some(id) = id else { return Ok(None) };
    let conn = app.db.get().await?;
    Ok(store::by_url(&conn, &id).await?.map(|event| event.id))
}

/// The embedded event of an activity. `Invite` of an unknown event publishes it, as some servers do.
fn event_of(activity: &Activity) -> Option<&Map<String, Value>> {
    activity.object().filter(|object| many::is_a(object, "Event"))
}

/// The address of what is passed on: of the object, or of the object of an activity that is passed on whole.
fn announced(activity: &Activity) -> Option<String> {
    let inner = activity.object();
    let wraps =
        inner.is_some_and(|inner| ["Create", "Update"].iter().any(|kind| many::is_a(inner, kind)));
    let id = match (wraps, inner) {
        (true, Some(inner)) => many::first_address(inner, "object"),
        _ => activity.object_id(),
    };
    id.map(str::to_owned)
}

/// Whether this server follows an actor, or the server of that actor.
async fn follows(conn: &AsyncPgConnection, actor: ActorId) -> Result<bool> {
    let relay = federation::relay(conn).await?;
    store::followed_by(conn, relay.id, actor).await
}

/// Whether an object is addressed to somebody here.
async fn for_us(app: &App, conn: &AsyncPgConnection, object: &Map<String, Value>) -> Result<bool> {
    let named = many::addresses(object, "to").chain(many::addresses(object, "cc"));
    let ours: Vec<&str> = named.filter(|address| federation::is_ours(app, address)).collect();
    Ok(!ours.is_empty() && !actors::by_urls(conn, &ours).await?.is_empty())
}

/// The object, if its sender owns it; else as its own address gives it.
async fn owned(
    app: &App,
    activity: &Activity,
    object: &Map<String, Value>,
    id: &str,
) -> Result<Option<Map<String, Value>>> {
    let by = many::first_address(object, "attributedTo").or(many::first_address(object, "actor"));
    if by == Some(activity.actor_url.as_str()) {
        return Ok(Some(object.clone()));
    }
    fetched(app, id, &activity.budget).await
}

/// A document that may not be there. What passes is an error, so that the job is tried again.
pub async fn fetched(app: &App, id: &str, budget: &Budget) -> Result<Option<Map<String, Value>>> {
    match federation::document(app, id, budget).await {
        Ok(document) => Ok(Some(document)),
        Err(miss) if miss.passes() => Err(miss.into_error()),
        Err(miss) => {
            tracing::debug!(id, %miss, "a document can not be had");
            Ok(None)
        }
    }
}

/// Keeps what a server says of its own event.
pub async fn keep(
    app: &App,
    document: Option<Map<String, Value>>,
    budget: &Budget,
) -> Result<Outcome> {
    let Some(draft) = document.as_ref().and_then(draft) else {
        return Ok(Outcome::Refused("not an event"));
    };
    if draft.change.draft == Some(true) {
        return Ok(Outcome::Refused("a draft"));
    }
    let Some(host) = host_of(&draft.id) else { return Ok(Outcome::Refused("no host")) };
    if !same_host(&draft.by, &draft.id) {
        return Ok(Outcome::Refused("another server's author"));
    }
    let Some(by) = author(app, &draft.by, budget).await? else {
        return Ok(Outcome::Refused("its author can not be had"));
    };
    if by.suspended_at.is_some() {
        return Ok(Outcome::Refused("suspended"));
    }
    let person = match &draft.person {
        Some(person) if same_host(person, &draft.id) => author(app, person, budget).await?,
        _ => None,
    };
    let origin = match (by.kind, person) {
        (actors::Kind::Group, Some(person)) => {
            Origin { host, organizer: person.id, group: Some(by.id) }
        }
        _ => Origin { host, organizer: by.id, group: None },
    };
    store_draft(app, draft, origin).await
}

async fn store_draft(app: &App, draft: Draft, origin: Origin) -> Result<Outcome> {
    match service::receive(app, draft, origin).await? {
        true => Ok(Outcome::Done),
        false => Ok(Outcome::Refused("not newer, or somebody else's")),
    }
}

async fn author(app: &App, url: &str, budget: &Budget) -> Result<Option<Actor>> {
    match federation::actor(app, url, budget).await {
        Ok(actor) => Ok(Some(actor)),
        Err(miss) if miss.passes() => Err(miss.into_error()),
        Err(_) => Ok(None),
    }
}
