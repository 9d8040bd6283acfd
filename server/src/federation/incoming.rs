//! What comes in: checked, written down, answered for, and only then handled.

use super::door::{self, Arrival};
use super::fetch::Miss;
use super::keys::{self, Holder};
use super::{address, store};
use crate::app::App;
use crate::instances::{self, Stance};
use crate::kernel::activity::{Activity, Budget, Outcome};
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use farandole_wire::many;
use farandole_wire::signature::{Claim, Fault, Incoming};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// The job that handles one arrival.
pub const HANDLE: &str = "federation.handle";
/// Activities a minute that one server may send, with room for twice as many at once.
const A_MINUTE: i32 = 600;

/// Why something is not taken in.
#[derive(Debug)]
pub enum Refused {
    /// Not an activity: 400.
    Unreadable,
    /// Nobody known has signed it: 401, with what is wrong for the sender's log.
    Unsigned(String),
    /// From a blocked server, or somebody who is suspended here: 403.
    Blocked,
    /// Too much at once: 429.
    TooMany(u64),
    /// Something broke.
    Broken(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::TooMany { retry_after } => Self::TooMany(retry_after),
            other => Self::Broken(other),
        }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Unsigned(fault.to_string())
    }
}

/// Takes in what was sent, if it is signed by its actor. Once this returns, it is in the database; what comes twice
/// has no effect.
pub async fn receive(app: &App, incoming: &Incoming<'_>) -> Result<(), Refused> {
    let activity = farandole_wire::json::object(incoming.body).map_err(|_| Refused::Unreadable)?;
    let claim = farandole_wire::signature::read(incoming, app.now())?;
    let actor = many::first_address(&activity, "actor").ok_or(Refused::Unreadable)?;
    let host = host_of(actor).ok_or(Refused::Unreadable)?;
    if address::is_ours(app, actor) {
        return Err(Refused::Unsigned("the actor is one of this server".into()));
    }
    let hosts: Vec<String> = host_of(&claim.key_id).into_iter().chain([host]).collect();
    {
        let conn = app.db.get().await?;
        if instances::strictest(&conn, &hosts).await? == Stance::Blocked {
            return Err(Refused::Blocked);
        }
    }
    let Some(holder) = holder(app, &claim, &activity, actor).await? else { return Ok(()) };
    if holder.actor.url != actor {
        // Relayed or forwarded: what others say of it does not count.
        tracing::debug!(actor, key = claim.key_id, "signed by somebody else; not taken in");
        return Ok(());
    }
    if holder.actor.suspended_at.is_some() {
        return Err(Refused::Blocked);
    }
    if holder.actor.deleted_at.is_some() {
        // Whoever said to be gone has nothing more to say.
        tracing::debug!(actor, "gone; not taken in");
        return Ok(());
    }
    let limit = Limit::per_minute("inbox", A_MINUTE);
    app.hit(&Viewer::nobody(Lang::En, None), limit, &holder.instance.host).await?;
    write(app, &holder, &activity, incoming.body).await?;
    Ok(())
}

/// Who signed. `None` for somebody unknown who says to be gone: there is nothing to forget.
async fn holder(
    app: &App,
    claim: &Claim,
    activity: &Map<String, Value>,
    actor: &str,
) -> Result<Option<Holder>, Refused> {
    let unsigned = |miss: Miss| match miss {
        Miss::Ours(error) => Refused::from(error),
        other => Refused::Unsigned(format!("the key can not be had: {other}")),
    };
    let budget = Budget::default();
    let (holder, asked) = match keys::known(app, &claim.key_id).await? {
        Some(holder) => (holder, false),
        None => {
            let leaves = many::is_a(activity, "Delete")
                && many::first_address(activity, "object") == Some(actor);
            if leaves {
                return Ok(None);
            }
            if !same_host(&claim.key_id, actor) {
                return Ok(None);
            }
            (keys::asked(app, &claim.key_id, &budget).await.map_err(unsigned)?, true)
        }
    };
    match claim.check(&holder.key) {
        Ok(()) => Ok(Some(holder)),
        Err(fault) if asked => Err(fault.into()),
        Err(fault) => {
            // Keys are changed without notice: the owner is asked once for the one it has now.
            if !keys::may_ask_again(app, holder.actor.id).await? {
                return Err(fault.into());
            }
            let holder = keys::asked(app, &claim.key_id, &budget).await.map_err(unsigned)?;
            claim.check(&holder.key)?;
            Ok(Some(holder))
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Handle {
    pub arrival: ArrivalId,
}

async fn write(
    app: &App,
    holder: &Holder,
    activity: &Map<String, Value>,
    body: &[u8],
) -> Result<()> {
    let body = std::str::from_utf8(body).map_err(anyhow::Error::from)?;
    let mut mark = Sha256::new();
    mark.update(holder.actor.id.0.to_be_bytes());
    mark.update(activity.get("id").and_then(many::address).unwrap_or_default());
    mark.update([0]);
    mark.update(body);
    let kind = many::text(activity, "type").unwrap_or_default();
    let kind: String = kind.chars().take(40).collect();
    let arrival = Arrival {
        mark: mark.finalize().to_vec(),
        actor: holder.actor.id,
        kind,
        body: body.to_owned(),
        host: holder.instance.host.clone(),
    };
    door::enter(app, arrival).await?;
    let now = app.now();
    let mut conn = app.db.get().await?;
    if instances::heard(&conn, holder.instance.id, now).await? {
        super::deliver::wake(&mut conn, holder.instance.id, now).await?;
    }
    Ok(())
}

/// Handles one arrival: asks the slices in their order until one takes it.
pub async fn handle(app: App, Handle { arrival }: Handle) -> Result<()> {
    let found = {
        let conn = app.db.get().await?;
        store::arrival(&conn, arrival).await?
    };
    let Some((actor, actor_url, body)) = found else { return Ok(()) };
    let body = match serde_json::from_str(&body)? {
        Value::Object(body) => body,
        _ => return finish(&app, arrival, "unreadable").await,
    };
    let kinds: Vec<String> = many::values(&body, "type")
        .iter()
        .filter_map(Value::as_str)
        .map(|name| name.strip_prefix("as:").unwrap_or(name).to_owned())
        .collect();
    let activity = Activity { actor, actor_url, body, budget: Budget::default() };
    let outcome = match hand_round(&app, &kinds, activity).await {
        Ok(Outcome::Done) => "done",
        Ok(Outcome::NotMine) => "ignored",
        Ok(Outcome::Refused(why)) => why,
        Err(error @ (Error::Internal(_) | Error::Unavailable(_) | Error::TooMany { .. })) => {
            return Err(error);
        }
        Err(refusal) => refusal.code(),
    };
    tracing::debug!(arrival = arrival.0, outcome, "handled");
    finish(&app, arrival, outcome).await
}

async fn hand_round(app: &App, kinds: &[String], activity: Activity) -> Result<Outcome> {
    for kind in kinds {
        for handler in app.plugs.receivers_of(kind) {
            let outcome = handler(app.clone(), activity.clone()).await?;
            if outcome != Outcome::NotMine {
                return Ok(outcome);
            }
        }
    }
    Ok(Outcome::NotMine)
}

async fn finish(app: &App, arrival: ArrivalId, outcome: &str) -> Result<()> {
    let mut conn = app.db.get().await?;
    store::finish_arrival(&mut conn, arrival, outcome).await
}
