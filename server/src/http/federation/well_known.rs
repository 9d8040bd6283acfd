//! What servers ask first: who bears a name (WebFinger, RFC 7033), and what kind of server this is (NodeInfo).

use super::reply::failure;
use crate::actors::{self, Actor, Kind};
use crate::app::App;
use crate::kernel::config::Registration;
use crate::kernel::host::host_of;
use crate::kernel::prelude::*;
use crate::site;
use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use farandole_wire::webfinger::{INTENTS, JRD, PROFILE_PAGE, Resource, SUBSCRIBE};
use serde_json::{Value, json};

/// The type of ActivityPub in links.
const ACTIVITY: &str = "application/activity+json";
/// The same under its other name.
const LD: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// Adds the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/.well-known/webfinger", web::get().to(webfinger))
        .route("/.well-known/host-meta", web::get().to(host_meta))
        .route("/.well-known/nodeinfo", web::get().to(nodeinfo_index))
        .route("/.well-known/nodeinfo/{version}", web::get().to(nodeinfo))
        .route("/nodeinfo/{version}", web::get().to(nodeinfo));
}

async fn webfinger(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let query = request.query_string();
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut asked = pairs.iter().filter(|(name, _)| name == "resource");
    let (Some((_, resource)), None) = (asked.next(), asked.next()) else {
        return bad("Say which resource, once: ?resource=acct:name@host");
    };
    let Some(resource) = Resource::parse(resource) else {
        return bad("The resource is not a URI.");
    };
    let rels: Vec<&str> =
        pairs.iter().filter(|(name, _)| name == "rel").map(|(_, rel)| rel.as_str()).collect();
    match bearer(&app, &resource).await {
        Ok(Some(actor)) => jrd(&descriptor(&app, &actor, &rels)),
        Ok(None) => absent(),
        Err(Error::NotFound(_)) => absent(),
        Err(error) => failure(&error),
    }
}

fn open(reply: &mut actix_web::HttpResponseBuilder) -> &mut actix_web::HttpResponseBuilder {
    reply.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
}

fn jrd(body: &Value) -> HttpResponse {
    open(&mut HttpResponse::Ok()).insert_header((CONTENT_TYPE, JRD)).body(body.to_string())
}

fn bad(text: &'static str) -> HttpResponse {
    open(&mut HttpResponse::BadRequest()).content_type("text/plain; charset=utf-8").body(text)
}

fn absent() -> HttpResponse {
    open(&mut HttpResponse::NotFound())
        .content_type("text/plain; charset=utf-8")
        .body("Nobody of this name is here.")
}

/// Who bears a name or an address of ours.
async fn bearer(app: &App, resource: &Resource) -> Result<Option<Actor>> {
    let conn = app.db.get().await?;
    let own = app.config.authority();
    let actor = match resource {
        Resource::Account { name, host } if *host == own => {
            actors::by_username(&conn, name, None).await?
        }
        Resource::Address(url) if host_of(url.as_str()).is_some_and(|host| host == own) => {
            match url.path() {
                "/" => actors::by_username(&conn, actors::RELAY, None).await?,
                _ => actors::by_url(&conn, url.as_str()).await?,
            }
        }
        _ => None,
    };
    let shown = |actor: &Actor| {
        actor.local() && actor.alive() && actor.preferred_username != actors::ANONYMOUS
    };
    Ok(actor.filter(shown))
}

fn descriptor(app: &App, actor: &Actor, rels: &[&str]) -> Value {
    let subject = format!("acct:{}@{}", actor.preferred_username, app.config.authority());
    let mut links = vec![
        json!({ "rel": "self", "type": ACTIVITY, "href": actor.url }),
        json!({ "rel": "self", "type": LD, "href": actor.url }),
    ];
    if actor.kind != Kind::Application {
        links.push(json!({ "rel": PROFILE_PAGE, "type": "text/html", "href": actor.url }));
    }
    let template = app.config.link("/interact?uri={uri}");
    links.push(json!({ "rel": SUBSCRIBE, "template": template }));
    let template = app.config.link("/interact?uri={object}");
    links.extend(INTENTS.map(|rel| json!({ "rel": rel, "template": template })));
    links.retain(|link| rels.is_empty() || rels.iter().any(|rel| link["rel"] == *rel));
    json!({ "subject": subject, "aliases": [actor.url], "links": links })
}

async fn host_meta(app: web::Data<App>) -> HttpResponse {
    let template = app.config.link("/.well-known/webfinger?resource={uri}");
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"{template}\"/>\n</XRD>\n"
    );
    open(&mut HttpResponse::Ok()).content_type("application/xrd+xml; charset=utf-8").body(body)
}

async fn nodeinfo_index(app: web::Data<App>) -> HttpResponse {
    let link = |version: &str| {
        json!({
            "rel": format!("http://nodeinfo.diaspora.software/ns/schema/{version}"),
            "href": app.config.link(&format!("/.well-known/nodeinfo/{version}")),
        })
    };
    let own = json!({
        "rel": "https://www.w3.org/ns/activitystreams#Application",
        "type": ACTIVITY,
        "href": app.config.link("/relay"),
    });
    json_reply("application/json", &json!({ "links": [link("2.1"), link("2.0"), own] }))
}

fn json_reply(kind: &str, body: &Value) -> HttpResponse {
    open(&mut HttpResponse::Ok()).insert_header((CONTENT_TYPE, kind)).body(body.to_string())
}

async fn nodeinfo(app: web::Data<App>, version: web::Path<String>) -> HttpResponse {
    let version = version.trim_end_matches(".json");
    if !matches!(version, "2.0" | "2.1") {
        return absent();
    }
    match about(&app, version).await {
        Ok(body) => {
            let kind = format!(
                "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/{version}#\"; charset=utf-8"
            );
            json_reply(&kind, &body)
        }
        Err(error) => failure(&error),
    }
}

async fn about(app: &App, version: &str) -> Result<Value> {
    let counted = site::statistics(app).await?;
    let facts = site::settings(app).await?;
    let software = json!({ "name": "farandole", "version": env!("CARGO_PKG_VERSION") });
    Ok(json!({
        "version": version,
        "software": software,
        "protocols": ["activitypub"],
        "services": { "inbound": [], "outbound": ["atom1.0"] },
        "openRegistrations": facts.registration == Registration::Open,
        "usage": {
            "users": { "total": counted.users },
            "localPosts": counted.local_events,
            "localComments": counted.local_comments,
        },
        "metadata": { "nodeName": facts.name, "nodeDescription": facts.description },
    }))
}
