//! Reports on the wire: `Flag`, as Mastodon and Mobilizon write it. It is sent by the server itself, so that nobody
//! learns who reports, and names nothing but what is the other server's own.

use super::model::Report;
use super::{NAMED, TEXT, service, store};
use crate::actors::{self, Actor};
use crate::app::App;
use crate::comments;
use crate::events::{self, Door, Event};
use crate::federation::{self, Audience, Parcel};
use crate::kernel::activity::{Activity, Outcome};
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use farandole_wire::many;
use serde_json::json;

/// What another server tells of somebody of here.
#[derive(Debug)]
pub struct Flag {
    pub url: String,
    pub host: String,
    pub reporter: ActorId,
    pub reported: ActorId,
    pub events: Vec<EventId>,
    pub comments: Vec<CommentId>,
    /// Plain text.
    pub content: String,
}

/// What a `Flag` names, as far as it is of here and its sender sees it.
#[derive(Debug, Default)]
struct Named {
    people: Vec<ActorId>,
    events: Vec<Event>,
    comments: Vec<comments::Comment>,
}

impl Named {
    /// Whom it is about: the first actor, else whoever answers for the first event or wrote the first comment.
    fn reported(&self) -> Option<ActorId> {
        let event = self.events.as_slice().first().map(|event| event.organizer_id);
        let comment = self.comments.as_slice().first().map(|comment| comment.actor_id);
        self.people.as_slice().first().copied().or(event).or(comment)
    }
}

/// Another server tells of somebody of here.
pub async fn on_flag(app: App, activity: Activity) -> Result<Outcome> {
    let Some(host) = host_of(&activity.actor_url) else { return Ok(Outcome::Refused("no host")) };
    let named = named(&app, &activity).await?;
    let Some(reported) = named.reported() else { return Ok(Outcome::Refused("nothing of here")) };
    let content = many::text(&activity.body, "content").map(farandole_sanitise::text);
    let content: String = content.unwrap_or_default().trim().chars().take(TEXT).collect();
    let url = match activity.id() {
        Some(id) if id.chars().count() <= crate::kernel::limit::URL => id.to_owned(),
        _ => format!("{}#flags/{}", activity.actor_url, app.random.uuid()),
    };
    let flag = Flag {
        url,
        host,
        reporter: activity.actor,
        reported,
        events: named
            .events
            .iter()
            .filter(|event| {
                event.organizer_id == reported || event.attributed_to_id == Some(reported)
            })
            .map(|event| event.id)
            .collect(),
        comments: named
            .comments
            .iter()
            .filter(|comment| comment.actor_id == reported)
            .map(|comment| comment.id)
            .collect(),
        content,
    };
    match service::receive(&app, flag).await {
        Ok(()) => Ok(Outcome::Done),
        Err(Error::TooMany { .. }) => Ok(Outcome::Refused("too many")),
        Err(error) => Err(error),
    }
}

async fn named(app: &App, activity: &Activity) -> Result<Named> {
    let sender = activity.viewer();
    let mut named = Named::default();
    let ours = many::addresses(&activity.body, "object").filter(|at| federation::is_ours(app, at));
    for address in ours.take(NAMED) {
        let conn = app.db.get().await?;
        if let Some(actor) = actors::by_url(&conn, address).await? {
            let somebody = actor.local() && actor.alive() && actor.user_id.is_some();
            if somebody && !named.people.contains(&actor.id) {
                named.people.push(actor.id);
            }
        } else if let Some(event) = events::by_url(&conn, address).await? {
            let sees = events::sees(&conn, &sender, event.id, Door::Link).await?;
            if sees && named.events.iter().all(|known| known.id != event.id) {
                named.events.push(event);
            }
        } else if let Some(comment) = comments::by_url(&conn, address).await? {
            drop(conn);
            match comments::read(app, &sender, comment.id).await {
                Ok(_) if named.comments.iter().any(|known| known.id == comment.id) => {}
                Ok(_) => named.comments.push(comment),
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(named)
}

/// Tells the server of whom a report is about.
pub async fn tell(app: &App, report: &Report) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some(reported) = report.reported_id else { return Ok(()) };
    let Some(reported) = actors::find(&conn, reported).await?.filter(|actor| !actor.local()) else {
        return Ok(());
    };
    let relay = federation::relay(&conn).await?;
    let objects = objects(&conn, report, &reported).await?;
    let activity = json!({
        "id": report.url,
        "type": "Flag",
        "actor": relay.url,
        "object": objects,
        "content": report.content,
        "mediaType": "text/plain",
        "published": actors::moment(report.created_at),
        "to": [],
        "cc": [reported.url],
    });
    conn.transaction(async |tx| {
        let parcel = Parcel {
            actor: relay.id,
            object: &report.url,
            activity,
            audience: Audience::one(reported.id),
            tell: None,
        };
        federation::send(app, tx, parcel).await.map(drop)
    })
    .await
}

/// Whom a report is about first, then what of it is of the same server: no other can be looked at there.
async fn objects(
    conn: &AsyncPgConnection,
    report: &Report,
    reported: &Actor,
) -> Result<Vec<String>> {
    let mut objects = vec![reported.url.clone()];
    let named = store::events(conn, &[report.id]).await?;
    let named: Vec<EventId> = named.into_iter().map(|(_, event)| event).collect();
    let named = events::find_many(conn, &named).await?;
    objects.extend(named.into_iter().map(|event| event.url));
    for (_, id) in store::comments(conn, &[report.id]).await? {
        objects.extend(comments::find(conn, id).await?.map(|comment| comment.url));
    }
    objects.retain(|url| same_host(url, &reported.url));
    Ok(objects)
}
