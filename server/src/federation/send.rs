//! Sending: rows of the change that an activity tells of.

use super::context::with_context;
use super::{deliver, store};
use crate::app::App;
use crate::kernel::prelude::*;
use serde_json::Value;

/// Who gets an activity.
#[derive(Debug, Clone, Default)]
pub struct Audience {
    /// These actors.
    pub actors: Vec<ActorId>,
    /// Everybody who follows these.
    pub followers_of: Vec<ActorId>,
    /// Everybody of other servers who takes part in these events, and who has asked to where everybody sees it: they
    /// have a copy.
    pub around: Vec<EventId>,
    /// Whoever was ever sent an event or a comment of these, and the servers of the events in which they take part.
    pub known_by: Vec<ActorId>,
    /// Whoever was ever sent the object, and from now on these as well.
    pub lasting: bool,
}

impl Audience {
    /// One actor.
    pub fn one(actor: ActorId) -> Self {
        Self { actors: vec![actor], ..Self::default() }
    }
}

/// An activity to be sent.
#[derive(Debug)]
pub struct Parcel<'a> {
    /// The actor of this server who signs it.
    pub actor: ActorId,
    /// What it is about: a server gets one activity after the other about one object.
    pub object: &'a str,
    /// The activity, without its context; must have an `id`.
    pub activity: Value,
    pub audience: Audience,
    /// Who is to be told how it ended.
    pub tell: Option<&'a str>,
}

/// Whether anybody of another server would get something about an object: a look before it is composed. Who comes
/// later is found by [`send`].
pub async fn reaches(conn: &AsyncPgConnection, object: &str, audience: &Audience) -> Result<bool> {
    store::reaches(conn, object, audience).await
}

/// Writes an activity to be sent to its audience, in the transaction of the change that it tells of. Returns how many
/// servers get it.
pub async fn send(app: &App, tx: &mut AsyncPgConnection, parcel: Parcel<'_>) -> Result<usize> {
    let url = parcel.activity["id"].as_str().unwrap_or_default().to_owned();
    debug_assert!(!url.is_empty(), "an activity has an id");
    let body = with_context(parcel.activity).to_string();
    let new = store::NewActivity {
        url: &url,
        actor_id: parcel.actor,
        object: parcel.object,
        body: &body,
        tell: parcel.tell,
        created_at: app.now(),
    };
    let servers = store::write_activity(tx, &new, &parcel.audience).await?;
    let jobs = servers.iter().map(|server| deliver::job(server.instance_id, &server.state));
    let jobs = jobs.collect::<Result<Vec<_>>>()?;
    farandole_jobs::enqueue(tx, app.now(), &jobs).await?;
    Ok(servers.len())
}
