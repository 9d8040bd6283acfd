//! Actors on the wire: ours as others read them, theirs as they change.

use super::remote;
use crate::actors::{self, Actor, Kind, Shown, Side};
use crate::app::App;
use crate::kernel::activity::{Activity, Outcome};
use crate::kernel::prelude::*;
use crate::media::{self, Picture};
use crate::platform::mail;
use farandole_wire::many;
use serde_json::{Value, json};

/// Actors on one page of a collection.
const PAGE: i64 = 10;

/// An actor of this server as others read it, without the context.
pub async fn actor_document(app: &App, actor: &Actor) -> Result<Value> {
    let key = actors::public_pem(app, actor).await?;
    let ids: Vec<MediaId> = [actor.avatar_id, actor.banner_id].into_iter().flatten().collect();
    let (pictures, discoverable) = {
        let conn = app.db.get().await?;
        (media::load_many(&conn, &ids).await?, actors::discoverable(&conn, actor.id).await?)
    };
    let picture = |id: Option<MediaId>| {
        let media = id.and_then(|id| pictures.get(&id))?;
        Some((media.clone(), Picture::of(&app.config, media).url()))
    };
    let shown = Shown {
        key,
        avatar: picture(actor.avatar_id),
        banner: picture(actor.banner_id),
        discoverable,
    };
    let mut document = actors::document(actor, &shown, &app.config.link("/inbox"));
    if actor.kind == Kind::Application {
        // To others the server is called as its administrators call it.
        let conn = app.db.get().await?;
        document["name"] = mail::site_name(app, &conn).await?.into();
    }
    Ok(document)
}

/// Who follows an actor, or whom it follows. How many is told; who, of the server itself alone.
pub async fn collection_page(
    app: &App,
    actor: &Actor,
    side: Side,
    page: Option<i64>,
) -> Result<Value> {
    let name = match side {
        Side::Followers => "followers",
        Side::Following => "following",
    };
    let id = format!("{}/{name}", actor.url);
    let conn = app.db.get().await?;
    let total = actors::count_follows(&conn, actor.id, side).await?;
    let open = actor.kind == Kind::Application;
    let Some(number) = page else {
        let mut whole = json!({
            "id": id, "type": "OrderedCollection", "attributedTo": actor.url, "totalItems": total,
        });
        if open {
            whole["first"] = json!(format!("{id}?page=1"));
        }
        return Ok(whole);
    };
    let number = number.clamp(1, 1_000);
    let items = match open {
        true => {
            let page = Page { limit: PAGE, offset: (number - 1) * PAGE };
            actors::follow_urls(&conn, actor.id, side, page).await?
        }
        false => Vec::new(),
    };
    let mut shown = json!({
        "id": format!("{id}?page={number}"),
        "type": "OrderedCollectionPage",
        "partOf": id,
        "attributedTo": actor.url,
        "totalItems": total,
        "orderedItems": items,
    });
    if open && number * PAGE < total {
        shown["next"] = json!(format!("{id}?page={}", number + 1));
    }
    if number > 1 {
        shown["prev"] = json!(format!("{id}?page={}", number - 1));
    }
    Ok(shown)
}

/// An actor says that it has changed: what it is now is asked of its own address.
pub async fn on_update(app: App, activity: Activity) -> Result<Outcome> {
    if activity.object_id() != Some(activity.actor_url.as_str()) {
        return Ok(Outcome::NotMine);
    }
    match remote::fresh(&app, &activity.actor_url, &activity.budget).await {
        Ok(_) => Ok(Outcome::Done),
        Err(miss) if miss.passes() => Err(miss.into_error()),
        Err(_) => Ok(Outcome::Refused("its document can not be had")),
    }
}

/// An actor says that it is gone.
pub async fn on_delete(app: App, activity: Activity) -> Result<Outcome> {
    if activity.object_id() != Some(activity.actor_url.as_str()) {
        return Ok(Outcome::NotMine);
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| actors::gone(&app, tx, activity.actor).await).await?;
    Ok(Outcome::Done)
}

/// Somebody does not want to hear of somebody here any more, nor to be heard. Nobody is told.
pub async fn on_block(app: App, activity: Activity) -> Result<Outcome> {
    let Some(blocked) = many::first_address(&activity.body, "object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let mut conn = app.db.get().await?;
    let Some(blocked) = actors::by_url(&conn, blocked).await?.filter(Actor::local) else {
        return Ok(Outcome::Done);
    };
    conn.transaction(async |tx| {
        for (follower, target) in [(activity.actor, blocked.id), (blocked.id, activity.actor)] {
            if let Some(follow) = actors::between(tx, follower, target).await? {
                actors::drop_follow(tx, follow.id).await?;
            }
        }
        Ok(Outcome::Done)
    })
    .await
}
