//! What follows from changes of people here, and what is done by the clock.

use super::people::actor_document;
use super::send::{Audience, Parcel, send};
use super::store;
use crate::actors::{self, Actor, ActorFact};
use crate::app::App;
use crate::kernel::prelude::*;
use farandole_wire::many::PUBLIC;
use serde_json::{Value, json};

/// Days for which what came in is known again.
const KNOWN_DAYS: i64 = 30;
/// Rows that one statement forgets.
const BATCH: i64 = 1_000;

/// Whoever follows somebody or knows them by what they did hears of their changed profile, and of their end.
pub async fn on_actor(app: App, fact: ActorFact) -> Result<()> {
    let id = fact.actor();
    let mut conn = app.db.get().await?;
    let Some(actor) = actors::find(&conn, id).await?.filter(Actor::local) else { return Ok(()) };
    let audience = Audience { followers_of: vec![id], known_by: vec![id], ..Audience::default() };
    if !store::reaches(&conn, &actor.url, &audience).await? {
        return Ok(());
    }
    let (word, object) = match fact {
        ActorFact::Updated { .. } | ActorFact::Restored { .. } if actor.alive() => {
            ("Update", actor_document(&app, &actor).await?)
        }
        ActorFact::Deleted { .. } => ("Delete", Value::String(actor.url.clone())),
        _ => return Ok(()),
    };
    let stamp = actor.updated_at.timestamp_millis();
    let activity = json!({
        "id": format!("{}#{}/{stamp}", actor.url, word.to_lowercase()),
        "type": word,
        "actor": actor.url,
        "object": object,
        "published": actors::moment(app.now()),
        "to": [PUBLIC],
        "cc": [format!("{}/followers", actor.url)],
    });
    conn.transaction(async |tx| {
        let (activity, audience) = (activity.clone(), audience.clone());
        let parcel = Parcel { actor: id, object: &actor.url, activity, audience, tell: None };
        send(&app, tx, parcel).await.map(drop)
    })
    .await
}

/// Forgets what came in a month ago, and what everybody has.
pub async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    let month = app.now() - Duration::days(KNOWN_DAYS);
    while store::forget_arrivals(&mut conn, month, BATCH).await? > 0 {}
    let hour = app.now() - Duration::hours(1);
    while store::forget_activities(&mut conn, hour, BATCH).await? > 0 {}
    Ok(())
}
