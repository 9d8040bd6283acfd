//! Everything that an account holds here, for its owner alone, in words of our own that other programs can read.

use crate::accounts::{self, User};
use crate::actors::{self, Actor};
use crate::app::App;
use crate::comments;
use crate::events;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::media;
use crate::participation::{self, Between};
use serde_json::{Value, json};
use std::collections::HashMap;

/// How often an account may ask for all of it.
const TIMES: Limit = Limit::per_hour("own-data", 10);

/// The account, its settings, sign-ins, identities, events, parts in events and pictures. No secrets are among them.
pub async fn own_data(app: &App, viewer: &Viewer) -> Result<Value> {
    let id = viewer.require_account()?.user;
    app.hit(viewer, TIMES, &id.to_string()).await?;
    let user = accounts::read(app, viewer, id).await?;
    let identities = actors::identities(app, viewer).await?;
    let mut people = Vec::new();
    for actor in &identities {
        people.push(person(app, viewer, actor).await?);
    }
    tracing::info!(user.id = id.0, "own data exported");
    Ok(json!({
        "exportedAt": app.now(),
        "server": app.config.link("/"),
        "account": account(app, viewer, &user).await?,
        "identities": people,
        "participations": parts(app, viewer, &identities).await?,
        "pictures": pictures(app, viewer, id).await?,
    }))
}

async fn account(app: &App, viewer: &Viewer, user: &User) -> Result<Value> {
    let sign_ins = accounts::sign_ins(app, viewer).await?;
    let sign_ins = sign_ins.into_iter().map(|session| {
        json!({ "userAgent": session.user_agent, "ip": session.ip,
            "since": session.created_at, "usedAt": session.used_at })
    });
    let conn = app.db.get().await?;
    let settings = accounts::settings_of(&conn, &[user.id]).await?.remove(&user.id);
    let settings = settings.map(|settings| {
        json!({
            "timezone": settings.timezone,
            "notificationOnDay": settings.notification_on_day,
            "notificationEachWeek": settings.notification_each_week,
            "notificationBeforeEvent": settings.notification_before_event,
            "notificationPendingParticipation": settings.notification_pending_participation,
            "notificationPendingMembership": settings.notification_pending_membership,
            "groupNotifications": settings.group_notifications,
            "notificationComments": settings.notification_comments,
            "location": { "name": settings.location_name, "range": settings.location_range,
                "geohash": settings.location_geohash },
        })
    });
    Ok(json!({
        "email": user.email, "locale": user.locale, "role": user.role, "createdAt": user.created_at,
        "confirmedAt": user.confirmed_at, "settings": settings,
        "signIns": sign_ins.collect::<Vec<Value>>(),
    }))
}

async fn person(app: &App, viewer: &Viewer, actor: &Actor) -> Result<Value> {
    let mut organised = Vec::new();
    let mut page = Page::first(100);
    loop {
        let found = events::organised_by(app, viewer, actor.id, page).await?.elements;
        let last = found.len() < 100;
        organised.extend(events::whole(app, found).await?.iter().map(event));
        if last {
            break;
        }
        page.offset += page.limit;
    }
    Ok(json!({
        "username": actor.preferred_username, "url": actor.url, "name": actor.name,
        "summary": actor.summary, "createdAt": actor.created_at, "events": organised,
        "comments": said(app, viewer, actor.id).await?,
    }))
}

async fn said(app: &App, viewer: &Viewer, actor: ActorId) -> Result<Vec<Value>> {
    let (mut all, mut after) = (Vec::new(), CommentId(0));
    loop {
        let found = comments::own(app, viewer, actor, after, 100).await?;
        let Some(last) = found.last() else { return Ok(all) };
        after = last.id;
        let ids: Vec<EventId> = found.iter().map(|comment| comment.event_id).collect();
        let conn = app.db.get().await?;
        let seen = events::glimpse(&conn, viewer, &ids).await?;
        all.extend(found.into_iter().map(|comment| {
            let event = seen.get(&comment.event_id).map(|seen| &seen.event);
            json!({
                "url": comment.url, "text": comment.body, "announcement": comment.announcement,
                "createdAt": comment.created_at, "updatedAt": comment.updated_at,
                "event": event.map(|event| json!({ "url": event.url, "title": event.title })),
            })
        }));
    }
}

fn event(whole: &events::Whole) -> Value {
    let event = &whole.event;
    let place = whole.place.as_ref().map(|place| {
        let text = &place.text;
        json!({ "description": text.description, "street": text.street, "locality": text.locality,
            "postalCode": text.postal_code, "region": text.region, "country": text.country })
    });
    json!({
        "uuid": event.uuid, "url": event.url, "title": event.title,
        "description": whole.description,
        "tags": whole.tags.iter().map(|tag| &tag.title).collect::<Vec<_>>(),
        "beginsOn": event.begins_on, "endsOn": event.ends_on, "timezone": event.timezone,
        "allDay": event.all_day, "status": event.status, "visibility": event.visibility,
        "joinOptions": event.join_options, "category": event.category,
        "language": event.language, "draft": event.draft, "place": place,
        "onlineAddress": event.online_address, "phoneAddress": event.phone_address,
        "options": event.options, "metadata": event.metadata,
        "createdAt": event.created_at, "updatedAt": event.updated_at,
    })
}

async fn parts(app: &App, viewer: &Viewer, identities: &[Actor]) -> Result<Vec<Value>> {
    let names: HashMap<ActorId, &str> =
        identities.iter().map(|actor| (actor.id, actor.preferred_username.as_str())).collect();
    let (mut all, mut page) = (Vec::new(), Page::first(100));
    loop {
        let found = participation::mine(app, viewer, Between::default(), page).await?.elements;
        let ids: Vec<EventId> = found.iter().map(|part| part.event_id).collect();
        let conn = app.db.get().await?;
        let seen = events::glimpse(&conn, viewer, &ids).await?;
        let last = found.len() < 100;
        all.extend(found.into_iter().map(|part| {
            let event = seen.get(&part.event_id).map(|seen| &seen.event);
            json!({
                "as": names.get(&part.actor_id), "role": part.role, "code": part.code,
                "message": part.message, "since": part.created_at,
                "event": event.map(|event| json!({ "url": event.url, "title": event.title,
                    "beginsOn": event.begins_on })),
            })
        }));
        if last {
            return Ok(all);
        }
        page.offset += page.limit;
    }
}

async fn pictures(app: &App, viewer: &Viewer, user: UserId) -> Result<Vec<Value>> {
    let (mut all, mut page) = (Vec::new(), Page::first(100));
    loop {
        let found = media::of_account(app, viewer, user, page).await?.elements;
        let last = found.len() < 100;
        all.extend(found.iter().map(|row| {
            let url = media::Picture::of(&app.config, row).url_for(row.width);
            json!({ "url": app.config.link(&url), "name": row.name, "alt": row.alt,
                "createdAt": row.created_at })
        }));
        if last {
            return Ok(all);
        }
        page.offset += page.limit;
    }
}
