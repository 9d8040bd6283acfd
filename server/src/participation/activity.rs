//! Parts in events across servers: asking and answering, in the dialects that servers speak.
//!
//! `Join` and `Leave` with `Accept` and `Reject` of the Join are Mobilizon's (and FEP-8a8e); Hubzilla and Friendica
//! send `Accept`, `Reject` or `TentativeAccept` of the event itself. The server of the event decides; what a person
//! here sees is how far their wish has come.

use super::model::{Joining, Participant, ParticipantRole, ParticipationFact, Rsvp};
use super::service;
use super::store;
use crate::actors::{self, Actor};
use crate::app::App;
use crate::events::{self, Event};
use crate::federation::{self, Audience, DeliveryFact, Parcel};
use crate::kernel::activity::{Activity, Outcome};
use crate::kernel::host::same_host;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use farandole_wire::many;
use serde_json::{Value, json};

/// Who wants to know how the sending of a Join ended.
const TELL: &str = "participation";

/// Somebody of another server wants to take part in an event of ours.
pub async fn on_join(app: App, activity: Activity) -> Result<Outcome> {
    let Some(event) = ours(&app, activity.object_id()).await? else {
        return Ok(Outcome::NotMine);
    };
    joins(&app, &activity, &event).await
}

async fn joins(app: &App, activity: &Activity, event: &Event) -> Result<Outcome> {
    let url = match activity.id() {
        Some(url) => url.to_owned(),
        None => format!("{}#joins/{}", activity.actor_url, event.uuid),
    };
    let message = many::text(&activity.body, "participationMessage").map(|text| {
        let text = farandole_sanitise::text(text);
        text.chars().take(limit::MESSAGE).collect::<String>()
    });
    let joining = Joining { event: event.id, message, remind: false };
    let joined = service::join_from(app, &activity.viewer(), activity.actor, joining, &url).await;
    match joined {
        Ok(_) => Ok(Outcome::Done),
        // Whoever may not see the event does not learn that there is one.
        Err(Error::NotFound(_)) => Ok(Outcome::Refused("not visible")),
        Err(Error::Conflict { code: "already_joined", .. }) => {
            again(app, activity, event, &url).await?;
            Ok(Outcome::Done)
        }
        Err(Error::Conflict { code, .. }) => {
            let mut conn = app.db.get().await?;
            conn.transaction(async |tx| {
                answer(app, tx, event, activity.actor, ("Reject", &url)).await
            })
            .await?;
            Ok(Outcome::Refused(code))
        }
        Err(error) => Err(error),
    }
}

/// Somebody asks once more: they may not have heard our answer.
async fn again(app: &App, activity: &Activity, event: &Event, url: &str) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some(row) = store::of_actor(&conn, event.id, activity.actor).await? else { return Ok(()) };
    let word = match row.role {
        role if role.goes() => "Accept",
        ParticipantRole::Rejected => "Reject",
        _ => return Ok(()),
    };
    conn.transaction(async |tx| {
        store::set_activity(tx, row.id, url).await?;
        answer(app, tx, event, activity.actor, (word, url)).await
    })
    .await
}

/// Somebody of another server does not come any more.
pub async fn on_leave(app: App, activity: Activity) -> Result<Outcome> {
    let Some(event) = ours(&app, activity.object_id()).await? else {
        return Ok(Outcome::NotMine);
    };
    leaves(&app, &activity, &event).await
}

async fn leaves(app: &App, activity: &Activity, event: &Event) -> Result<Outcome> {
    match service::leave(app, &activity.viewer(), activity.actor, event.id).await {
        Ok(_) | Err(Error::NotFound(_)) => Ok(Outcome::Done),
        Err(error) => Err(error),
    }
}

/// A yes: to our Join, or to an event of ours.
pub async fn on_accept(app: App, activity: Activity) -> Result<Outcome> {
    if let Some(row) = asked(&app, &activity).await? {
        return service::answered(&app, row.id, true).await.map(|()| Outcome::Done);
    }
    match event_meant(&app, &activity).await? {
        Some(event) => joins(&app, &activity, &event).await,
        None => Ok(Outcome::NotMine),
    }
}

/// A no: to our Join, or to an event of ours.
pub async fn on_reject(app: App, activity: Activity) -> Result<Outcome> {
    if let Some(row) = asked(&app, &activity).await? {
        return service::answered(&app, row.id, false).await.map(|()| Outcome::Done);
    }
    match event_meant(&app, &activity).await? {
        Some(event) => leaves(&app, &activity, &event).await,
        None => Ok(Outcome::NotMine),
    }
}

/// A perhaps is no seat: nothing is kept of it.
pub async fn on_tentative(app: App, activity: Activity) -> Result<Outcome> {
    match event_meant(&app, &activity).await? {
        Some(_) => Ok(Outcome::Refused("no seat")),
        None => Ok(Outcome::NotMine),
    }
}

/// A server says that it does not handle our Join.
pub async fn on_ignore(app: App, activity: Activity) -> Result<Outcome> {
    match asked(&app, &activity).await? {
        Some(row) => {
            let why = "its server takes no participations";
            service::failed(&app, row.id, why).await?;
            Ok(Outcome::Done)
        }
        None => Ok(Outcome::NotMine),
    }
}

/// Somebody takes back what they said.
pub async fn on_undo(app: App, activity: Activity) -> Result<Outcome> {
    let Some(inner) = activity.object() else { return Ok(Outcome::NotMine) };
    if !["Join", "Accept", "TentativeAccept"].iter().any(|kind| many::is_a(inner, kind)) {
        return Ok(Outcome::NotMine);
    }
    let said = many::first_address(inner, "actor");
    if said.is_some_and(|actor| actor != activity.actor_url) {
        return Ok(Outcome::Refused("somebody else's"));
    }
    match ours(&app, many::first_address(inner, "object")).await? {
        Some(event) => leaves(&app, &activity, &event).await,
        None => Ok(Outcome::NotMine),
    }
}

/// The event of ours at an address.
async fn ours(app: &App, address: Option<&str>) -> Result<Option<Event>> {
    let Some(address) = address.filter(|address| federation::is_ours(app, address)) else {
        return Ok(None);
    };
    let conn = app.db.get().await?;
    let event = events::by_url(&conn, address).await?;
    Ok(event.filter(|event| event.local() && event.deleted_at.is_none()))
}

/// The event of ours that a yes or no is about, alone or inside an Invite.
async fn event_meant(app: &App, activity: &Activity) -> Result<Option<Event>> {
    let wrapped = activity
        .object()
        .filter(|inner| many::is_a(inner, "Invite"))
        .and_then(|inner| many::first_address(inner, "object"));
    ours(app, wrapped.or(activity.object_id())).await
}

/// The part of somebody here that an answer is about: by the id of our Join. It must be the organiser who answers; for a
/// group, whose members are not known here, anybody of its server.
async fn asked(app: &App, activity: &Activity) -> Result<Option<Participant>> {
    let Some(id) = activity.object_id().filter(|id| federation::is_ours(app, id)) else {
        return Ok(None);
    };
    let conn = app.db.get().await?;
    let Some(row) = store::by_activity(&conn, id).await? else { return Ok(None) };
    let Some(event) = events::find(&conn, row.event_id).await? else { return Ok(None) };
    let may = match event.attributed_to_id {
        Some(_) => same_host(&event.url, &activity.actor_url),
        None => event.organizer_id == activity.actor,
    };
    Ok((may && !event.local()).then_some(row))
}

/// What happens to parts that cross from one server to another is told there.
pub async fn on_participation(app: App, fact: ParticipationFact) -> Result<()> {
    match fact {
        ParticipationFact::Joined { id, event, actor, .. } => {
            let Some((event, who)) = both(&app, event, actor).await? else { return Ok(()) };
            match (event.local(), who.local()) {
                (false, true) => ask(&app, &event, &who, id).await,
                (true, false) => say(&app, &event, &who, id).await,
                _ => Ok(()),
            }
        }
        ParticipationFact::Approved { id, event, actor, .. }
        | ParticipationFact::Rejected { id, event, actor, .. } => {
            match both(&app, event, actor).await? {
                Some((event, who)) if event.local() && !who.local() => {
                    say(&app, &event, &who, id).await
                }
                _ => Ok(()),
            }
        }
        ParticipationFact::Left { uuid, event, actor, .. } => {
            match both(&app, event, actor).await? {
                Some((event, who)) if !event.local() && who.local() => {
                    depart(&app, &event, &who, uuid).await
                }
                _ => Ok(()),
            }
        }
        ParticipationFact::Asked { .. } | ParticipationFact::Confirmed { .. } => Ok(()),
    }
}

async fn both(app: &App, event: EventId, actor: ActorId) -> Result<Option<(Event, Actor)>> {
    let conn = app.db.get().await?;
    let event = events::find_even_deleted(&conn, event).await?;
    Ok(event.zip(actors::find(&conn, actor).await?))
}

/// Asks the server of an event for a part in it.
async fn ask(app: &App, event: &Event, who: &Actor, id: ParticipantId) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some(row) = store::find(&conn, id).await? else { return Ok(()) };
    if row.rsvp != Some(Rsvp::Sending) {
        return Ok(());
    }
    let by = event.attributed_to_id.unwrap_or(event.organizer_id);
    let answers = actors::find(&conn, by).await?.or_not_found("event")?;
    let url = row.activity_url.clone().unwrap_or_default();
    let dialect = events::rsvp_of(&conn, event.id).await?.unwrap_or_default();
    let activity = match dialect.as_str() {
        "accept" => json!({
            "id": url,
            "type": "Accept",
            "actor": who.url,
            "object": event.url,
            "to": [answers.url],
            "cc": [],
        }),
        _ => {
            let mut join = join_json(&url, &who.url, &event.url);
            join["to"] = json!([answers.url]);
            join["cc"] = json!([]);
            if let Some(message) = &row.message {
                join["participationMessage"] = json!(message);
            }
            join
        }
    };
    let object = format!("{}#{}", event.url, who.id);
    conn.transaction(async |tx| {
        let audience = Audience::one(by);
        let parcel =
            Parcel { actor: who.id, object: &object, activity, audience, tell: Some(TELL) };
        if federation::send(app, tx, parcel).await? == 0 {
            store::set_rsvp(tx, row.id, Rsvp::Failed, Some("its server is not to be reached"))
                .await?;
        }
        Ok(())
    })
    .await
}

fn join_json(url: &str, actor: &str, event: &str) -> Value {
    json!({ "id": url, "type": "Join", "actor": actor, "object": event })
}

/// Tells somebody of another server what became of their Join, as it is now.
async fn say(app: &App, event: &Event, who: &Actor, id: ParticipantId) -> Result<()> {
    let mut conn = app.db.get().await?;
    let Some(row) = store::find(&conn, id).await? else { return Ok(()) };
    let word = match row.role {
        role if role.goes() => "Accept",
        ParticipantRole::Rejected => "Reject",
        _ => return Ok(()),
    };
    let Some(url) = row.activity_url.clone() else { return Ok(()) };
    conn.transaction(async |tx| answer(app, tx, event, who.id, (word, &url)).await).await
}

async fn answer(
    app: &App,
    tx: &mut AsyncPgConnection,
    event: &Event,
    who: ActorId,
    (word, url): (&str, &str),
) -> Result<()> {
    let organizer = actors::find(tx, event.organizer_id).await?.or_not_found("event")?;
    let who = actors::find(tx, who).await?.or_not_found("person")?;
    let activity = json!({
        // One of its own for each answer: a decision may be taken back and taken again.
        "id": app.config.link(&format!("/{}/join/{}", word.to_lowercase(), app.random.uuid())),
        "type": word,
        "actor": organizer.url,
        "attributedTo": organizer.url,
        "object": join_json(url, &who.url, &event.url),
        "to": [who.url],
        "cc": [],
    });
    let object = format!("{}#{}", event.url, who.id);
    let audience = Audience::one(who.id);
    let parcel = Parcel { actor: organizer.id, object: &object, activity, audience, tell: None };
    federation::send(app, tx, parcel).await.map(drop)
}

/// Tells the server of an event that somebody does not come any more.
async fn depart(app: &App, event: &Event, who: &Actor, uuid: Uuid) -> Result<()> {
    let mut conn = app.db.get().await?;
    let by = event.attributed_to_id.unwrap_or(event.organizer_id);
    let answers = actors::find(&conn, by).await?.or_not_found("event")?;
    let dialect = events::rsvp_of(&conn, event.id).await?.unwrap_or_default();
    let word = if dialect == "accept" { "Reject" } else { "Leave" };
    let activity = json!({
        "id": app.config.link(&format!("/leave/event/{uuid}")),
        "type": word,
        "actor": who.url,
        "object": event.url,
        "to": [answers.url],
        "cc": [],
    });
    let object = format!("{}#{}", event.url, who.id);
    conn.transaction(async |tx| {
        let audience = Audience::one(by);
        let parcel = Parcel { actor: who.id, object: &object, activity, audience, tell: None };
        federation::send(app, tx, parcel).await.map(drop)
    })
    .await
}

/// Our Join has arrived, or never will.
pub async fn on_delivery(app: App, fact: DeliveryFact) -> Result<()> {
    let (url, tell) = match &fact {
        DeliveryFact::Arrived { url, tell } | DeliveryFact::Failed { url, tell, .. } => (url, tell),
    };
    if tell != TELL {
        return Ok(());
    }
    let row = {
        let conn = app.db.get().await?;
        store::by_activity(&conn, url).await?
    };
    let Some(row) = row.filter(|row| row.rsvp == Some(Rsvp::Sending)) else { return Ok(()) };
    match fact {
        DeliveryFact::Arrived { .. } => service::received(&app, row.id).await,
        DeliveryFact::Failed { error, .. } => service::failed(&app, row.id, &error).await,
    }
}
