//! Telling other servers of our events, and asking those that we follow for theirs.

use super::arrive::fetched;
use super::write::{created, tombstone_wire, updated, wire, wires};
use crate::actors::{self, Actor, Kind};
use crate::app::App;
use crate::events::model::{Event, EventFact, Tombstone};
use crate::events::service;
use crate::events::store;
use crate::events::words::Visibility;
use crate::federation::{self, Audience, FollowFact, Parcel};
use crate::kernel::activity::{Activity, Budget};
use crate::kernel::host::same_host;
use crate::kernel::prelude::*;
use farandole_wire::many::{self, PUBLIC};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Events on one page of an outbox.
const PAGE: i64 = 10;
/// Pages of another server's outbox that are read.
const PAGES: usize = 3;

/// What happened to an event of ours is told to everybody who may know of it: followers of its organiser and of this
/// server, and whoever has a copy.
pub async fn on_event(app: App, fact: EventFact) -> Result<()> {
    let id = fact.event();
    let event = {
        let conn = app.db.get().await?;
        store::find_even_deleted(&conn, id).await?
    };
    let Some(event) = event.filter(Event::local) else { return Ok(()) };
    match fact {
        EventFact::Deleted { .. } => tell_gone(&app, &event).await,
        _ if event.deleted_at.is_some() || event.draft => Ok(()),
        EventFact::Published { .. } => tell(&app, event, true).await,
        EventFact::Updated { .. } | EventFact::Cancelled { .. } => tell(&app, event, false).await,
    }
}

fn open(event: &Event) -> bool {
    matches!(event.visibility, Visibility::Public | Visibility::Unlisted)
}

fn audience(event: &Event, relay: &Actor) -> Audience {
    let followers_of = match event.visibility {
        Visibility::Public => vec![event.organizer_id, relay.id],
        Visibility::Unlisted => vec![event.organizer_id],
        Visibility::Restricted | Visibility::Private => Vec::new(),
    };
    Audience { followers_of, around: vec![event.id], lasting: open(event), ..Audience::default() }
}

async fn tell(app: &App, event: Event, first: bool) -> Result<()> {
    let (relay, audience) = {
        let conn = app.db.get().await?;
        let relay = federation::relay(&conn).await?;
        let audience = audience(&event, &relay);
        // Mostly nobody elsewhere has asked to hear of it: then nothing is composed.
        if !federation::reaches(&conn, &event.url, &audience).await? {
            return Ok(());
        }
        (relay, audience)
    };
    let Some(whole) = crate::events::whole(app, vec![event]).await?.into_iter().next() else {
        return Ok(());
    };
    // What is hidden here is told to nobody.
    if whole.by.is_none() {
        return Ok(());
    }
    let event = &whole.event;
    let document = wire(app, &whole).await?;
    let activity = match first {
        true => created(document, event),
        false => updated(document, event),
    };
    let announce = (first && event.visibility == Visibility::Public).then(|| {
        let mut announce = announced(&relay, event);
        announce["published"] = json!(actors::moment(app.now()));
        announce
    });
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let (actor, object) = (event.organizer_id, event.url.as_str());
        let parcel = Parcel { actor, object, activity, audience, tell: None };
        federation::send(app, tx, parcel).await?;
        if let Some(activity) = announce {
            let audience = Audience { followers_of: vec![relay.id], ..Audience::default() };
            let parcel = Parcel { actor: relay.id, object, activity, audience, tell: None };
            federation::send(app, tx, parcel).await?;
        }
        Ok(())
    })
    .await
}

/// The server passes an event on to those who follow it.
fn announced(relay: &Actor, event: &Event) -> Value {
    json!({
        "id": format!("{}/announces/relay", event.url),
        "type": "Announce",
        "actor": relay.url,
        "object": event.url,
        "to": [format!("{}/followers", relay.url)],
        "cc": [PUBLIC],
    })
}

async fn tell_gone(app: &App, event: &Event) -> Result<()> {
    let mut conn = app.db.get().await?;
    let relay = federation::relay(&conn).await?;
    let organizer = actors::find(&conn, event.organizer_id).await?.or_not_found("event")?;
    let stone = Tombstone {
        uuid: event.uuid,
        url: event.url.clone(),
        was_public: open(event),
        deleted_at: event.deleted_at.unwrap_or_else(|| app.now()),
    };
    let activity = json!({
        "id": format!("{}/delete", event.url),
        "type": "Delete",
        "actor": organizer.url,
        "object": tombstone_wire(&stone),
        "to": [PUBLIC],
        "cc": [format!("{}/followers", organizer.url)],
    });
    conn.transaction(async |tx| {
        let parcel = Parcel {
            actor: organizer.id,
            object: &event.url,
            activity,
            audience: audience(event, &relay),
            tell: None,
        };
        federation::send(app, tx, parcel).await.map(drop)
    })
    .await
}

/// What an actor has published for everybody: the newest page embedded, as some servers read no other.
pub async fn outbox(app: &App, actor: &Actor, page: Option<i64>) -> Result<Value> {
    let id = format!("{}/outbox", actor.url);
    let everybody = actor.kind == Kind::Application;
    let organizer = (!everybody).then_some(actor.id);
    let number = page.unwrap_or(1).clamp(1, 1_000);
    let found = {
        let conn = app.db.get().await?;
        let page = Page { limit: PAGE, offset: (number - 1) * PAGE };
        store::published(&conn, organizer, page).await?
    };
    let total = found.total;
    let items: Vec<Value> = match everybody {
        true => found.elements.iter().map(|event| announced(actor, event)).collect(),
        false => {
            let whole = crate::events::whole(app, found.elements).await?;
            let documents = wires(app, &whole).await?;
            let both = documents.into_iter().zip(&whole);
            both.map(|(document, whole)| created(document, &whole.event)).collect()
        }
    };
    let mut shown = json!({
        "id": format!("{id}?page={number}"),
        "type": "OrderedCollectionPage",
        "partOf": id,
        "attributedTo": actor.url,
        "totalItems": total,
        "orderedItems": items,
    });
    if number * PAGE < total {
        shown["next"] = json!(format!("{id}?page={}", number + 1));
    }
    if number > 1 {
        shown["prev"] = json!(format!("{id}?page={}", number - 1));
    }
    if page.is_some() {
        return Ok(shown);
    }
    Ok(json!({
        "id": id,
        "type": "OrderedCollection",
        "attributedTo": actor.url,
        "totalItems": total,
        "first": shown,
    }))
}

/// A server is followed from now on: what it has published lately is asked for. Or it is not any more: its events leave
/// the lists.
pub async fn on_follow(app: App, fact: FollowFact) -> Result<()> {
    let target = {
        let conn = app.db.get().await?;
        let target = match fact {
            FollowFact::Granted { id } => match actors::find_follow(&conn, id).await? {
                Some(follow) => follow.target_id,
                None => return Ok(()),
            },
            FollowFact::Ended { target } => target,
        };
        let Some(actor) = actors::find(&conn, target).await? else { return Ok(()) };
        let remote = actors::remote(&conn, target).await?;
        (actor, remote)
    };
    let (actor, Some(remote)) = target else { return Ok(()) };
    if let Some(host) = &actor.domain {
        service::follow_host(&app, host).await?;
    }
    if let (FollowFact::Granted { .. }, Some(outbox)) = (fact, remote.outbox) {
        crawl(&app, &actor, &outbox).await?;
    }
    Ok(())
}

async fn crawl(app: &App, actor: &Actor, outbox: &str) -> Result<()> {
    let mut budget = Budget::default();
    let Some(collection) = fetched(app, outbox, &budget).await? else { return Ok(()) };
    let mut page = first_page(app, &collection, &budget).await?;
    let mut seen = HashSet::new();
    for _ in 0..PAGES {
        let Some(items) = page.take() else { return Ok(()) };
        for item in entries(&items) {
            budget = Budget::default();
            take(app, actor, item, &budget).await?;
        }
        // Its pages are on its own server, and none comes twice.
        let next = many::first_address(&items, "next").filter(|next| same_host(next, outbox));
        page = match next.filter(|next| seen.insert((*next).to_owned())) {
            Some(next) => fetched(app, next, &budget).await?,
            None => None,
        };
    }
    Ok(())
}

async fn first_page(
    app: &App,
    collection: &Map<String, Value>,
    budget: &Budget,
) -> Result<Option<Map<String, Value>>> {
    match collection.get("first") {
        Some(Value::Object(page)) => Ok(Some(page.clone())),
        Some(Value::String(url)) => fetched(app, url, budget).await,
        _ => Ok(Some(collection.clone())),
    }
}

fn entries(page: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let items = many::values(page, "orderedItems");
    let items = if items.is_empty() { many::values(page, "items") } else { items };
    items.iter().take(50)
}

/// One entry of an outbox, taken as if its owner had sent it: as an announcement, so that nothing embedded is
/// believed.
async fn take(app: &App, actor: &Actor, item: &Value, budget: &Budget) -> Result<()> {
    let object = match item {
        Value::Object(item) => match many::values(item, "object").first() {
            Some(object) => object.clone(),
            None => Value::Object(item.clone()),
        },
        other => other.clone(),
    };
    let Some(id) = many::address(&object) else { return Ok(()) };
    let mut body = Map::new();
    body.insert("type".into(), "Announce".into());
    body.insert("actor".into(), actor.url.clone().into());
    body.insert("object".into(), id.into());
    let activity =
        Activity { actor: actor.id, actor_url: actor.url.clone(), body, budget: budget.clone() };
    match super::on_announce(app.clone(), activity).await {
        // One that can not be had now does not keep the others away.
        Ok(_) | Err(Error::Unavailable(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
