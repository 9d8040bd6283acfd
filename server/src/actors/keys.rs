//! The keys with which actors of this server sign. Made when they are first needed, kept in the database, and
//! parsed once for each process: reading one costs more than signing with it.

use super::model::Actor;
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use farandole_schema::tables::actor_keys;
use farandole_wire::signature::SigningKey;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Parsed keys that one process keeps.
const KEPT: usize = 1_000;

/// The keys of one process.
#[derive(Default)]
pub struct Ring(Mutex<HashMap<ActorId, Arc<SigningKey>>>);

impl Ring {
    fn get(&self, id: ActorId) -> Option<Arc<SigningKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn put(&self, id: ActorId, key: Arc<SigningKey>) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= KEPT {
            keys.clear();
        }
        keys.insert(id, key);
    }
}

/// The address of an actor's key.
pub fn key_id(actor_url: &str) -> String {
    format!("{actor_url}#main-key")
}

/// The key of an actor of this server, made now if it has none. Making one takes some tenths of a second.
pub async fn signing_key(app: &App, actor: &Actor) -> Result<Arc<SigningKey>> {
    let ring = app.shared::<Ring>();
    if let Some(key) = ring.get(actor.id) {
        return Ok(key);
    }
    if !actor.local() {
        return Err(anyhow::anyhow!("an actor of another server has no key here").into());
    }
    let private = {
        let conn = app.db.get().await?;
        stored(&conn, actor.id).await?
    };
    let private = match private {
        Some(private) => private,
        None => make(app, actor).await?,
    };
    let key = SigningKey::from_pem(key_id(&actor.url), &private)
        .map_err(|cause| anyhow::anyhow!("the key of actor {}: {cause}", actor.id))?;
    let key = Arc::new(key);
    ring.put(actor.id, key.clone());
    Ok(key)
}

/// The same of the actor with this id; `None` if there is none any more. A key that is at hand asks nobody.
pub async fn key_of(app: &App, id: ActorId) -> Result<Option<Arc<SigningKey>>> {
    if let Some(key) = app.shared::<Ring>().get(id) {
        return Ok(Some(key));
    }
    let actor = {
        let conn = app.db.get().await?;
        store::find(&conn, id).await?
    };
    match actor {
        Some(actor) => signing_key(app, &actor).await.map(Some),
        None => Ok(None),
    }
}

/// The public part, as others read it.
pub async fn public_pem(app: &App, actor: &Actor) -> Result<String> {
    let key = signing_key(app, actor).await?;
    Ok(key.public_pem().map_err(|cause| anyhow::anyhow!("{cause}"))?)
}

async fn stored(mut conn: &AsyncPgConnection, id: ActorId) -> Result<Option<String>> {
    let key = actor_keys::table.find(id).select(actor_keys::private_key);
    Ok(key.first(&mut conn).await.optional()?)
}

/// Two that make one at once agree on the first.
async fn make(app: &App, actor: &Actor) -> Result<String> {
    let fresh = tokio::task::spawn_blocking(SigningKey::generate)
        .await
        .map_err(anyhow::Error::from)?
        .map_err(|cause| anyhow::anyhow!("{cause}"))?;
    let mut conn = app.db.get().await?;
    diesel::insert_into(actor_keys::table)
        .values((
            actor_keys::actor_id.eq(actor.id),
            actor_keys::private_key.eq(&fresh),
            actor_keys::created_at.eq(app.now()),
        ))
        .on_conflict_do_nothing()
        .execute(&mut conn)
        .await?;
    stored(&conn, actor.id).await?.or_not_found("key")
}
