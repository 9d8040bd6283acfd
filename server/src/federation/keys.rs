//! Public keys of other servers' actors, parsed once for each process.

use super::fetch::{self, Miss};
use super::remote;
use crate::actors::{self, Actor};
use crate::app::App;
use crate::instances::Instance;
use crate::kernel::activity::Budget;
use crate::kernel::host::same_host;
use crate::kernel::prelude::*;
use farandole_wire::many;
use farandole_wire::signature::PublicKey;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Parsed keys that one process keeps.
const KEPT: usize = 10_000;

#[derive(Default)]
struct Parsed(Mutex<HashMap<String, PublicKey>>);

/// Whose key this is, and the key.
#[derive(Debug, Clone)]
pub struct Holder {
    pub actor: Actor,
    pub instance: Instance,
    pub key: PublicKey,
}

/// The holder of a key that is known already.
pub async fn known(app: &App, key_id: &str) -> Result<Option<Holder>> {
    let conn = app.db.get().await?;
    let Some((actor, remote, instance)) = actors::by_key(&conn, key_id).await? else {
        return Ok(None);
    };
    let Some(key) = parsed(app, &remote.public_key) else { return Ok(None) };
    Ok(Some(Holder { actor, instance, key }))
}

/// The holder of a key that has to be asked for. The key document names its owner, and the owner's own document must
/// name this key.
pub async fn asked(app: &App, key_id: &str, budget: &Budget) -> Result<Holder, Miss> {
    let owner = owner(app, key_id, budget).await?;
    let actor = remote::fresh(app, &owner, budget).await?;
    let found = known(app, key_id).await?.filter(|holder| holder.actor.id == actor.id);
    found.ok_or(Miss::Unusable("its owner names another key"))
}

/// The actor that a key belongs to: the address without its fragment when that is an actor, else what the key
/// document says.
async fn owner(app: &App, key_id: &str, budget: &Budget) -> Result<String, Miss> {
    if let Some((actor, _)) = key_id.split_once('#') {
        return Ok(actor.to_owned());
    }
    let document = fetch::document(app, key_id, budget).await?;
    let owner = named_owner(&document).ok_or(Miss::Unusable("it names no owner"))?;
    if same_host(&owner, key_id) {
        Ok(owner)
    } else {
        Err(Miss::Unusable("its owner is elsewhere"))
    }
}

fn named_owner(document: &Map<String, Value>) -> Option<String> {
    let owner = |key: &Map<String, Value>| {
        let named = ["owner", "controller"].iter().find_map(|name| many::first_address(key, name));
        named.map(str::to_owned)
    };
    let inner = many::values(document, "publicKey").iter().filter_map(Value::as_object);
    owner(document).or_else(|| inner.into_iter().find_map(owner))
}

/// A changed key is asked for at most once in five minutes; false if it was.
pub async fn may_ask_again(app: &App, actor: ActorId) -> Result<bool> {
    let conn = app.db.get().await?;
    actors::may_ask_for_key(&conn, actor, app.now()).await
}

fn parsed(app: &App, text: &str) -> Option<PublicKey> {
    let kept = app.shared::<Parsed>();
    let mut keys = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = keys.get(text) {
        return Some(key.clone());
    }
    let key = match text.contains("-----BEGIN") {
        true => PublicKey::from_pem(text),
        false => PublicKey::from_multibase(text),
    };
    let key = key.ok()?;
    if keys.len() >= KEPT {
        keys.clear();
    }
    keys.insert(text.to_owned(), key.clone());
    Some(key)
}
