//! Finding actors by what people type: handles, addresses, hosts.

use super::fetch::Miss;
use super::{is_ours, policy, remote};
use crate::actors::{self, Actor, Kind, RELAY};
use crate::app::App;
use crate::instances;
use crate::kernel::activity::Budget;
use crate::kernel::host::{host_of, normal, same_host};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use farandole_wire::header::{ACCEPT, HeaderMap, HeaderValue};
use farandole_wire::{json, many, webfinger};
use serde_json::{Map, Value};
use url::Url;

/// Things that one account may have looked up in an hour.
const LOOK_UPS: i32 = 30;
/// Bytes of a document that helps to find another.
const SMALL: usize = 64 * 1024;
/// The link from a server to the actor that it is (FEP-2677).
const APPLICATION: &str = "https://www.w3.org/ns/activitystreams#Application";

/// Counts one look-up of the viewer, who must be signed in: strangers cause no requests.
pub async fn look_up(app: &App, viewer: &Viewer) -> Result<Budget> {
    policy::look_up(viewer)?;
    if let Some(account) = viewer.account() {
        let limit = Limit::per_hour("look-up", LOOK_UPS);
        app.hit(viewer, limit, &account.user.to_string()).await?;
    }
    Ok(Budget::default())
}

/// The actor of a handle on another server.
pub async fn actor_by_handle(
    app: &App,
    name: &str,
    host: &str,
    budget: &Budget,
) -> Result<Actor, Miss> {
    let question = webfinger::question(name, host).ok_or(Miss::Unusable("its host is none"))?;
    let question = on_scheme(app, question);
    let answer = small(app, &question, webfinger::JRD, budget).await?;
    let address = self_link(&answer).ok_or(Miss::Unusable("it names no actor"))?;
    if is_ours(app, &address) {
        return Err(Miss::Unasked);
    }
    let actor = remote::actor(app, &address, budget).await?;
    let theirs = actor.domain.as_deref() == Some(host);
    if theirs {
        return Ok(actor);
    }
    // The handle's host may differ from the actor's: then that one has to say the same.
    let domain = actor.domain.clone().unwrap_or_default();
    let again = webfinger::question(&actor.preferred_username, &domain)
        .ok_or(Miss::Unusable("its host is none"))?;
    let answer = small(app, &on_scheme(app, again), webfinger::JRD, budget).await?;
    match self_link(&answer) {
        Some(address) if address == actor.url => Ok(actor),
        _ => Err(Miss::Unusable("two servers disagree on whose this name is")),
    }
}

fn self_link(answer: &Map<String, Value>) -> Option<String> {
    let links = many::values(answer, "links").iter().filter_map(Value::as_object);
    let own = links.filter(|link| many::text(link, "rel") == Some("self"));
    let mut typed = own.filter(|link| {
        many::text(link, "type").is_some_and(farandole_wire::media_type::is_activity)
    });
    typed.find_map(|link| many::text(link, "href")).map(str::to_owned)
}

/// The actor that a server is: as its NodeInfo says, or else by the usual name.
pub async fn relay_of(app: &App, typed: &str, budget: &Budget) -> Result<Actor> {
    let host = normal(typed).filter(|host| *host != app.config.authority());
    let Some(host) = host else {
        return Err(Error::invalid("domain", Message::new("error-instances-host")));
    };
    let unreachable = |miss: Miss| match miss {
        Miss::Ours(error) => error,
        other => {
            tracing::info!(host, cause = %other, "no actor of this server was found");
            let problem = Message::new("error-instances-unreachable").with("host", host.as_str());
            Error::invalid("domain", problem)
        }
    };
    let found = match application(app, &host, budget).await {
        Some(address) => remote::fresh(app, &address, budget).await,
        None => actor_by_handle(app, RELAY, &host, budget).await,
    };
    let actor = found.map_err(unreachable)?;
    let conn = app.db.get().await?;
    let instance = instances::known(&conn, &host, app.now()).await?;
    instances::set_actor(&conn, instance.id, actor.id).await?;
    Ok(actor)
}

/// The actor of a server that is known here, by host, handle or address.
pub async fn known_relay(
    app: &App,
    conn: &AsyncPgConnection,
    typed: &str,
) -> Result<Option<Actor>> {
    if let Some(actor) = actors::by_url(conn, typed.trim()).await? {
        return Ok(Some(actor).filter(|actor| actor.kind == Kind::Application));
    }
    let Some(host) = normal(typed).filter(|host| *host != app.config.authority()) else {
        return Ok(None);
    };
    let Some(instance) = instances::of_host(conn, &host).await? else { return Ok(None) };
    match instance.actor_id {
        Some(id) => actors::find(conn, id).await,
        None => Ok(None),
    }
}

/// Somebody who wants to follow this server: a server's own actor as [`known_relay`] finds it, or anybody by their
/// address or handle. Some software lets people follow what was made for servers.
pub async fn known_follower(
    app: &App,
    conn: &AsyncPgConnection,
    typed: &str,
) -> Result<Option<Actor>> {
    let typed = typed.trim();
    if let Some(actor) = actors::by_url(conn, typed).await? {
        return Ok(Some(actor));
    }
    if let Some((name, host)) = typed.trim_start_matches('@').split_once('@')
        && let Some(host) = normal(host)
        && let Some(actor) = actors::by_username(conn, name, Some(&host)).await?
    {
        return Ok(Some(actor));
    }
    known_relay(app, conn, typed).await
}

/// What a server's NodeInfo says is its own actor; besides, what it says of itself is kept.
async fn application(app: &App, host: &str, budget: &Budget) -> Option<String> {
    let index = Url::parse(&format!("https://{host}/.well-known/nodeinfo")).ok()?;
    let index = small(app, &on_scheme(app, index), "application/json", budget).await.ok()?;
    let links: Vec<&Map<String, Value>> =
        many::values(&index, "links").iter().filter_map(Value::as_object).collect();
    let href = |link: &&&Map<String, Value>| many::text(link, "href").map(str::to_owned);
    let rel = |link: &&Map<String, Value>, end: &str| {
        many::text(link, "rel").is_some_and(|rel| rel.ends_with(end))
    };
    let about = ["/schema/2.1", "/schema/2.0"]
        .iter()
        .find_map(|end| links.iter().find(|link| rel(link, end)).as_ref().and_then(href));
    if let Some(about) = about
        && let Err(cause) = ask_about(app, host, &about, budget).await
    {
        tracing::debug!(host, %cause, "no NodeInfo");
    }
    let own = links.iter().find(|link| many::text(link, "rel") == Some(APPLICATION));
    own.as_ref().and_then(href).filter(|address| host_of(address).as_deref() == Some(host))
}

async fn ask_about(app: &App, host: &str, address: &str, budget: &Budget) -> Result<(), Miss> {
    let url = Url::parse(address).map_err(|_| Miss::Unusable("its address is none"))?;
    if !same_host(
        address,
        on_scheme(
            app,
            Url::parse(&format!("https://{host}/"))
                .map_err(|_| Miss::Unusable("its host is none"))?,
        )
        .as_str(),
    ) {
        return Err(Miss::Unusable("it is elsewhere"));
    }
    let about = small(app, &url, "application/json", budget).await?;
    let empty = Map::new();
    let part = |name: &str| about.get(name).and_then(Value::as_object).unwrap_or(&empty);
    let (software, metadata) = (part("software"), part("metadata"));
    let conn = app.db.get().await?;
    let instance = instances::known(&conn, host, app.now()).await?;
    let words = [
        many::text(software, "name"),
        many::text(software, "version"),
        many::text(metadata, "nodeName"),
        many::text(metadata, "nodeDescription"),
    ];
    instances::about(&conn, instance.id, words, app.now()).await?;
    Ok(())
}

/// A small document that is no ActivityPub.
async fn small(
    app: &App,
    url: &Url,
    accept: &'static str,
    budget: &Budget,
) -> Result<Map<String, Value>, Miss> {
    let host = host_of(url.as_str()).ok_or(Miss::Unasked)?;
    {
        let conn = app.db.get().await?;
        if instances::stance(&conn, &host).await? == instances::Stance::Blocked {
            return Err(Miss::Unasked);
        }
    }
    if !budget.spend() {
        return Err(Miss::Spent);
    }
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    let reply = app.http.get_limited(url, headers, SMALL).await;
    let reply = reply.map_err(|cause| Miss::Unreachable(cause.to_string()))?;
    match reply.status.as_u16() {
        200..=299 => {}
        404 | 410 => return Err(Miss::Missing),
        _ => return Err(Miss::Unreachable(format!("{host} answered {}", reply.status))),
    }
    json::object(&reply.body).map_err(|_| Miss::Unusable("it can not be read"))
}

/// Servers on somebody's desk talk as this one does; all others over TLS.
pub fn on_scheme(app: &App, mut url: Url) -> Url {
    if app.config.local() && app.config.url.scheme() == "http" {
        let _ = url.set_scheme("http");
    }
    url
}
