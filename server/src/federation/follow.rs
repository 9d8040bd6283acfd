//! Following: people of other servers follow ours, and servers follow each other.

use super::relay::relay;
use super::send::{Audience, Parcel, send};
use super::{discover, is_ours, policy, remote};
use crate::actors::{self, Actor, Follow, FollowState, Kind, NewFollow, Side};
use crate::app::App;
use crate::kernel::activity::{Activity, Budget, Outcome};
use crate::kernel::prelude::*;
use farandole_wire::many;
use serde_json::{Map, Value, json};

/// A follow with both sides.
#[derive(Debug, Clone)]
pub struct Followed {
    pub follow: Follow,
    pub follower: Actor,
    pub target: Actor,
}

/// Somebody of another server wants to hear of somebody here. People are followed at once; the server itself, and
/// who wants to be asked, when they say so. What cannot be followed is answered for, never left hanging.
pub async fn on_follow(app: App, activity: Activity) -> Result<Outcome> {
    let Some(target) = activity.object_id() else { return Ok(Outcome::Refused("no object")) };
    if !is_ours(&app, target) {
        return Ok(Outcome::Refused("not ours"));
    }
    let (target, url) = (target.to_owned(), activity.id().map(str::to_owned));
    let mut conn = app.db.get().await?;
    let followed = actors::by_url(&conn, &target).await?;
    let uuid = app.random.uuid();
    let url = url.unwrap_or_else(|| format!("{}#follows/{uuid}", activity.actor_url));
    let follow = follow_json(&url, &activity.actor_url, &target);
    let Some(followed) = followed.filter(may_be_followed) else {
        let relay = relay(&conn).await?;
        conn.transaction(async |tx| {
            reply(&app, tx, "Reject", &relay, activity.actor, uuid, follow).await
        })
        .await?;
        return Ok(Outcome::Refused("not to be followed"));
    };
    let asks = followed.kind == Kind::Application || followed.manually_approves_followers;
    conn.transaction(async |tx| {
        let new = NewFollow {
            uuid,
            url: &url,
            follower: activity.actor,
            target: followed.id,
            state: if asks { FollowState::Pending } else { FollowState::Approved },
        };
        let kept = actors::put_follow(tx, &new, app.now()).await?;
        if kept.state == FollowState::Approved {
            reply(&app, tx, "Accept", &followed, activity.actor, kept.uuid, follow).await?;
        }
        Ok(Outcome::Done)
    })
    .await
}

fn may_be_followed(actor: &Actor) -> bool {
    actor.local() && actor.alive() && actor.preferred_username != actors::ANONYMOUS
}

fn follow_json(url: &str, follower: &str, target: &str) -> Value {
    json!({ "id": url, "type": "Follow", "actor": follower, "object": target })
}

/// Says yes or no to a Follow, which is embedded as it was sent. Each answer has an id of its own: who follows again asks
/// again, and an id that is known would be passed over.
async fn reply(
    app: &App,
    tx: &mut AsyncPgConnection,
    word: &str,
    by: &Actor,
    to: ActorId,
    uuid: Uuid,
    follow: Value,
) -> Result<()> {
    let follower = follow["actor"].clone();
    let path = format!("/{}/follow/{}", word.to_lowercase(), app.random.uuid());
    let activity = json!({
        "id": app.config.link(&path),
        "type": word,
        "actor": by.url,
        "object": follow,
        "to": [follower],
        "cc": [],
    });
    let object = format!("follow:{uuid}");
    let audience = Audience::one(to);
    let parcel = Parcel { actor: by.id, object: &object, activity, audience, tell: None };
    send(app, tx, parcel).await?;
    Ok(())
}

/// Somebody says yes to our Follow.
pub async fn on_accept(app: App, activity: Activity) -> Result<Outcome> {
    answered(&app, &activity, FollowState::Approved).await
}

/// Somebody says no to our Follow, or no longer yes.
pub async fn on_reject(app: App, activity: Activity) -> Result<Outcome> {
    answered(&app, &activity, FollowState::Rejected).await
}

async fn answered(app: &App, activity: &Activity, state: FollowState) -> Result<Outcome> {
    let mut conn = app.db.get().await?;
    let Some(follow) = ours(app, &conn, activity).await? else { return Ok(Outcome::NotMine) };
    conn.transaction(async |tx| {
        actors::answer_follow(tx, follow.id, state, app.now()).await?;
        if state == FollowState::Approved && follow.state != state {
            app.emit(tx, super::FollowFact::Granted { id: follow.id }).await?;
        }
        Ok(Outcome::Done)
    })
    .await
}

/// The Follow of ours that an activity speaks of: by its id, or by who follows whom. It must be its target that
/// speaks.
async fn ours(app: &App, conn: &AsyncPgConnection, activity: &Activity) -> Result<Option<Follow>> {
    let by_id = match activity.object_id() {
        Some(id) if is_ours(app, id) => actors::follow_by_url(conn, id).await?,
        _ => None,
    };
    if let Some(follow) = by_id {
        return Ok((follow.target_id == activity.actor).then_some(follow));
    }
    let Some(inner) = activity.object().filter(|inner| many::is_a(inner, "Follow")) else {
        return Ok(None);
    };
    let Some(follower) = many::first_address(inner, "actor") else { return Ok(None) };
    let Some(follower) = actors::by_url(conn, follower).await?.filter(Actor::local) else {
        return Ok(None);
    };
    actors::between(conn, follower.id, activity.actor).await
}

/// Somebody takes back their Follow.
pub async fn on_undo(app: App, activity: Activity) -> Result<Outcome> {
    let mut conn = app.db.get().await?;
    let follow = match activity.object() {
        Some(inner) if many::is_a(inner, "Follow") => theirs(&conn, &activity, inner).await?,
        Some(_) => return Ok(Outcome::NotMine),
        None => match activity.object_id() {
            Some(id) => actors::follow_by_url(&conn, id).await?,
            None => None,
        },
    };
    let Some(follow) = follow.filter(|follow| follow.follower_id == activity.actor) else {
        return Ok(if activity.object().is_some() { Outcome::Done } else { Outcome::NotMine });
    };
    conn.transaction(async |tx| actors::drop_follow(tx, follow.id).await).await?;
    Ok(Outcome::Done)
}

async fn theirs(
    conn: &AsyncPgConnection,
    activity: &Activity,
    inner: &Map<String, Value>,
) -> Result<Option<Follow>> {
    let said = many::first_address(inner, "actor");
    if said.is_some_and(|actor| actor != activity.actor_url) {
        return Ok(None);
    }
    let Some(target) = many::first_address(inner, "object") else { return Ok(None) };
    let Some(target) = actors::by_url(conn, target).await? else { return Ok(None) };
    actors::between(conn, activity.actor, target.id).await
}

/// This server follows another one.
pub async fn follow_relay(app: &App, viewer: &Viewer, host: &str) -> Result<Followed> {
    policy::decide(viewer)?;
    let target = discover::relay_of(app, host, &Budget::default()).await?;
    let mut conn = app.db.get().await?;
    let relay = relay(&conn).await?;
    conn.transaction(async |tx| {
        let follow = ask(app, tx, &relay, &target).await?;
        Ok(Followed { follow, follower: relay.clone(), target: target.clone() })
    })
    .await
}

/// Our server asks to follow an actor.
async fn ask(
    app: &App,
    tx: &mut AsyncPgConnection,
    relay: &Actor,
    target: &Actor,
) -> Result<Follow> {
    let uuid = app.random.uuid();
    let url = app.config.link(&format!("/follow/{uuid}"));
    let (follower, state) = (relay.id, FollowState::Pending);
    let new = NewFollow { uuid, url: &url, follower, target: target.id, state };
    let follow = actors::put_follow(tx, &new, app.now()).await?;
    let mut activity = follow_json(&follow.url, &relay.url, &target.url);
    activity["to"] = json!([target.url]);
    let object = format!("follow:{}", follow.id);
    let audience = Audience::one(target.id);
    let parcel = Parcel { actor: relay.id, object: &object, activity, audience, tell: None };
    send(app, tx, parcel).await?;
    Ok(follow)
}

/// Our server does not follow an actor any more.
async fn end(
    app: &App,
    tx: &mut AsyncPgConnection,
    (relay, target): (&Actor, &Actor),
    follow: &Follow,
) -> Result<()> {
    actors::drop_follow(tx, follow.id).await?;
    let activity = json!({
        "id": app.config.link(&format!("/unfollow/{}/activity", follow.uuid)),
        "type": "Undo",
        "actor": relay.url,
        "object": follow_json(&follow.url, &relay.url, &target.url),
        "to": [target.url],
        "cc": [],
    });
    let object = format!("follow:{}", follow.id);
    let audience = Audience::one(target.id);
    let parcel = Parcel { actor: relay.id, object: &object, activity, audience, tell: None };
    send(app, tx, parcel).await?;
    app.emit(tx, super::FollowFact::Ended { target: target.id }).await
}

/// An actor says that it is another one now. Where each of the two names the other, our server follows the new one in
/// the place of the old; whoever follows us from there asks anew by themselves.
pub async fn on_move(app: App, activity: Activity) -> Result<Outcome> {
    if activity.object_id() != Some(activity.actor_url.as_str()) {
        return Ok(Outcome::Refused("somebody else's"));
    }
    let target = many::first_address(&activity.body, "target");
    let Some(target) = target.filter(|target| !is_ours(&app, target)) else {
        return Ok(Outcome::Refused("no target elsewhere"));
    };
    let mut both = Vec::new();
    for address in [activity.actor_url.as_str(), target] {
        match remote::fresh(&app, address, &activity.budget).await {
            Ok(actor) => both.push(actor),
            Err(miss) if miss.passes() => return Err(miss.into_error()),
            Err(_) => return Ok(Outcome::Refused("one of the two can not be had")),
        }
    }
    let [old, new] = &both[..] else { return Ok(Outcome::Refused("one of the two is gone")) };
    let mut conn = app.db.get().await?;
    let leads = actors::remote(&conn, old.id).await?.and_then(|remote| remote.moved_to);
    let names = actors::remote(&conn, new.id).await?;
    let mut names = names.iter().flat_map(|remote| remote.also_known_as.iter().flatten());
    if leads.as_deref() != Some(target) || !names.any(|name| *name == old.url) {
        return Ok(Outcome::Refused("the two do not name each other"));
    }
    let relay = relay(&conn).await?;
    let Some(follow) = actors::between(&conn, relay.id, old.id).await? else {
        return Ok(Outcome::Done);
    };
    conn.transaction(async |tx| {
        end(&app, tx, (&relay, old), &follow).await?;
        ask(&app, tx, &relay, new).await.map(|_| Outcome::Done)
    })
    .await
}

/// This server does not follow another one any more.
pub async fn unfollow_relay(app: &App, viewer: &Viewer, address: &str) -> Result<Followed> {
    policy::decide(viewer)?;
    let mut conn = app.db.get().await?;
    let relay = relay(&conn).await?;
    let target = discover::known_relay(app, &conn, address).await?.or_not_found("instance")?;
    let follow = actors::between(&conn, relay.id, target.id).await?.or_not_found("follow")?;
    conn.transaction(async |tx| {
        end(app, tx, (&relay, &target), &follow).await?;
        Ok(Followed { follow: follow.clone(), follower: relay.clone(), target: target.clone() })
    })
    .await
}

/// What an administrator says to a server that wants to follow ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    Yes,
    No,
}

/// Lets a server follow ours.
pub async fn accept_relay(app: &App, viewer: &Viewer, address: &str) -> Result<Followed> {
    answer_relay(app, viewer, address, Answered::Yes).await
}

/// Does not let a server follow ours, or no longer.
pub async fn reject_relay(app: &App, viewer: &Viewer, address: &str) -> Result<Followed> {
    answer_relay(app, viewer, address, Answered::No).await
}

async fn answer_relay(
    app: &App,
    viewer: &Viewer,
    address: &str,
    answer: Answered,
) -> Result<Followed> {
    policy::decide(viewer)?;
    let mut conn = app.db.get().await?;
    let relay = relay(&conn).await?;
    let follower = discover::known_follower(app, &conn, address).await?.or_not_found("instance")?;
    let follow = actors::between(&conn, follower.id, relay.id).await?.or_not_found("follow")?;
    conn.transaction(async |tx| {
        let (word, state) = match answer {
            Answered::Yes => ("Accept", FollowState::Approved),
            Answered::No => ("Reject", FollowState::Rejected),
        };
        let follow = actors::answer_follow(tx, follow.id, state, app.now()).await?;
        let sent = follow_json(&follow.url, &follower.url, &relay.url);
        reply(app, tx, word, &relay, follower.id, follow.uuid, sent).await?;
        Ok(Followed { follow, follower: follower.clone(), target: relay.clone() })
    })
    .await
}

/// The servers that follow ours, or that ours follows, newest first.
pub async fn relay_follows(
    app: &App,
    viewer: &Viewer,
    side: Side,
    page: Page,
) -> Result<Paged<Followed>> {
    viewer.require_known()?;
    policy::see(viewer)?;
    let conn = app.db.get().await?;
    let relay = relay(&conn).await?;
    let found = actors::follows_of(&conn, relay.id, side, None, page).await?;
    let other = |follow: &Follow| match side {
        Side::Followers => follow.follower_id,
        Side::Following => follow.target_id,
    };
    let ids: Vec<ActorId> = found.elements.iter().map(other).collect();
    let others = actors::load_many(&conn, &ids).await?;
    let elements = found.elements.into_iter().filter_map(|follow| {
        let other = others.get(&other(&follow))?.clone();
        Some(match side {
            Side::Followers => Followed { follow, follower: other, target: relay.clone() },
            Side::Following => Followed { follow, follower: relay.clone(), target: other },
        })
    });
    Ok(Paged { total: found.total, elements: elements.collect() })
}
