//! What is ours, for other servers: actors and their collections, events, comments.

use super::WantsActivity;
use super::reply::{document, failure, gone};
use crate::actors::{self, Actor, Side};
use crate::app::App;
use crate::comments;
use crate::events;
use crate::federation;
use crate::kernel::prelude::*;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

/// Adds the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/relay").route(web::get().to(relay)))
        .service(web::resource("/relay/outbox").route(web::get().to(relay_outbox)))
        .service(
            web::resource("/relay/{side:followers|following}").route(web::get().to(relay_side)),
        )
        .service(web::resource("/@{name}").guard(WantsActivity).route(web::get().to(person)))
        .service(web::resource("/@{name}/outbox").route(web::get().to(outbox)))
        .service(
            web::resource("/@{name}/{side:followers|following}").route(web::get().to(person_side)),
        )
        .service(web::resource("/events/{uuid}").guard(WantsActivity).route(web::get().to(event)))
        .service(web::resource("/events/{uuid}/activity").route(web::get().to(event_activity)))
        .service(
            web::resource("/comments/{uuid}").guard(WantsActivity).route(web::get().to(comment)),
        );
}

/// Which page of a collection is asked for.
#[derive(Deserialize)]
struct Turned {
    page: Option<i64>,
}

fn answered(result: Result<HttpResponse>) -> HttpResponse {
    result.unwrap_or_else(|error| failure(&error))
}

async fn relay(app: web::Data<App>) -> HttpResponse {
    answered(
        async {
            let relay = the_relay(&app).await?;
            Ok(document(federation::actor_document(&app, &relay).await?))
        }
        .await,
    )
}

async fn the_relay(app: &App) -> Result<Actor> {
    let conn = app.db.get().await?;
    federation::relay(&conn).await
}

/// What is told of the living person of a name; of who is gone, that.
async fn of_person(
    app: &App,
    name: &str,
    told: impl AsyncFnOnce(&Actor) -> Result<Value>,
) -> HttpResponse {
    answered(
        async {
            let actor = {
                let conn = app.db.get().await?;
                actors::by_username(&conn, name, None).await?.or_not_found("person")?
            };
            if actor.deleted_at.is_some() {
                let stone = json!({ "id": actor.url, "type": "Tombstone", "formerType": "Person" });
                return Ok(gone(stone));
            }
            if actor.kind != actors::Kind::Person || actor.suspended_at.is_some() {
                return Err(Error::NotFound("person"));
            }
            Ok(document(told(&actor).await?))
        }
        .await,
    )
}

async fn person(app: web::Data<App>, name: web::Path<String>) -> HttpResponse {
    of_person(&app, &name, async |actor| federation::actor_document(&app, actor).await).await
}

fn side(word: &str) -> Side {
    if word == "followers" { Side::Followers } else { Side::Following }
}

async fn relay_side(
    app: web::Data<App>,
    word: web::Path<String>,
    turned: web::Query<Turned>,
) -> HttpResponse {
    answered(
        async {
            let relay = the_relay(&app).await?;
            let page = federation::collection_page(&app, &relay, side(&word), turned.page).await?;
            Ok(document(page))
        }
        .await,
    )
}

async fn person_side(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    turned: web::Query<Turned>,
) -> HttpResponse {
    let (name, word) = path.into_inner();
    let page = async |actor: &Actor| {
        federation::collection_page(&app, actor, side(&word), turned.page).await
    };
    of_person(&app, &name, page).await
}

async fn outbox(
    app: web::Data<App>,
    name: web::Path<String>,
    turned: web::Query<Turned>,
) -> HttpResponse {
    of_person(&app, &name, async |actor| events::outbox(&app, actor, turned.page).await).await
}

async fn relay_outbox(app: web::Data<App>, turned: web::Query<Turned>) -> HttpResponse {
    answered(
        async {
            let relay = the_relay(&app).await?;
            Ok(document(events::outbox(&app, &relay, turned.page).await?))
        }
        .await,
    )
}

async fn event(app: web::Data<App>, uuid: web::Path<String>) -> HttpResponse {
    answered(event_document(&app, &uuid, |document, _| document).await)
}

async fn event_activity(app: web::Data<App>, uuid: web::Path<String>) -> HttpResponse {
    answered(event_document(&app, &uuid, events::created).await)
}

async fn comment(app: web::Data<App>, uuid: web::Path<String>) -> HttpResponse {
    answered(comment_document(&app, &uuid).await)
}

async fn comment_document(app: &App, uuid: &str) -> Result<HttpResponse> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("comment"))?;
    match comments::for_servers(app, uuid).await {
        Ok(comment) if comment.local() => Ok(document(comments::wire(app, &comment).await?)),
        Ok(comment) => Ok(HttpResponse::Found().insert_header(("Location", comment.url)).finish()),
        Err(Error::NotFound(_)) => {
            let stone = comments::tombstone(app, uuid).await?.or_not_found("comment")?;
            Ok(gone(comments::tombstone_wire(&stone)))
        }
        Err(error) => Err(error),
    }
}

async fn event_document(
    app: &App,
    uuid: &str,
    shape: impl FnOnce(Value, &events::Event) -> Value,
) -> Result<HttpResponse> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    let stranger = Viewer::nobody(Lang::En, None);
    match events::read(app, &stranger, uuid).await {
        Ok(seen) if seen.event.local() => {
            let whole = events::whole(app, vec![seen.event]).await?;
            let whole = whole.into_iter().next().or_not_found("event")?;
            Ok(document(shape(events::wire(app, &whole).await?, &whole.event)))
        }
        // Copies are asked for where they come from.
        Ok(seen) => Ok(HttpResponse::Found().insert_header(("Location", seen.event.url)).finish()),
        Err(Error::NotFound(_)) => {
            let conn = app.db.get().await?;
            let buried = events::tombstone(&conn, uuid).await?.filter(|stone| stone.was_public);
            let stone = buried.or_not_found("event")?;
            Ok(gone(events::tombstone_wire(&stone)))
        }
        Err(error) => Err(error),
    }
}
