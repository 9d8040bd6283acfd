//! What came in from another server, as the slices get it.

use super::host::same_host;
use super::id::ActorId;
use super::viewer::Viewer;
use farandole_wire::many;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Documents that one cause may have fetched.
const FETCHES: u8 = 20;

/// How many documents may still be fetched for one cause. Clones share what is left.
#[derive(Debug, Clone)]
pub struct Budget(Arc<AtomicU8>);

impl Default for Budget {
    fn default() -> Self {
        Self(Arc::new(AtomicU8::new(FETCHES)))
    }
}

impl Budget {
    /// Takes one fetch, if one is left.
    pub fn spend(&self) -> bool {
        let take = |left: u8| left.checked_sub(1);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }
}

/// What became of something that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Not for this handler; the next one is asked.
    NotMine,
    /// Done, or done before.
    Done,
    /// Understood, and refused by a rule.
    Refused(&'static str),
}

/// An activity whose sender is known: its signature was checked against the key of this actor.
#[derive(Debug, Clone)]
pub struct Activity {
    /// The actor of another server who sent it.
    pub actor: ActorId,
    /// Its address.
    pub actor_url: String,
    /// The activity as it was sent.
    pub body: Map<String, Value>,
    /// What may still be fetched because of it.
    pub budget: Budget,
}

impl Activity {
    /// Its id, if it has one of its sender's server.
    pub fn id(&self) -> Option<&str> {
        let id = self.body.get("id").and_then(many::address)?;
        same_host(id, &self.actor_url).then_some(id)
    }

    /// The address of what it is about.
    pub fn object_id(&self) -> Option<&str> {
        many::first_address(&self.body, "object")
    }

    /// What it is about, where that is embedded.
    pub fn object(&self) -> Option<&Map<String, Value>> {
        many::values(&self.body, "object").iter().find_map(Value::as_object)
    }

    /// The viewer as whom services are called.
    pub fn viewer(&self) -> Viewer {
        Viewer::remote(self.actor)
    }
}
