//! Comments on the wire: a `Note` in reply to an event or to another one (Mobilizon's comment, and what people answer
//! from Mastodon and its kin).
//!
//! The server of an event passes on what others say under it, since it alone knows who has the event: an `Announce`
//! of the note's address means "look at this again", be it new, changed or gone. Nothing embedded in it is believed.

use super::TEXT;
use super::model::{Comment, CommentFact};
use super::{service, store};
use crate::actors::{self, Actor};
use crate::app::App;
use crate::events::{self, Event, Visibility};
use crate::federation::{self, Audience, Miss, Parcel};
use crate::kernel::activity::{Activity, Budget, Outcome};
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use farandole_wire::many::{self, PUBLIC};
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};

/// Comments that somebody of another server may write under our events in a minute; the others wait for the next.
const A_MINUTE: Limit = Limit::per_minute("comment-from-afar", 30);
/// Comments between one and the event that are asked for.
const DEPTH: u8 = 5;

/// What another server says of a comment of its own.
#[derive(Debug, Clone)]
pub struct Draft {
    pub url: String,
    pub host: String,
    pub actor: ActorId,
    pub event: Event,
    /// The comment that it answers.
    pub parent: Option<Comment>,
    /// HTML, as it was sent.
    pub text: String,
    pub language: Option<String>,
    pub announcement: bool,
    /// Whether the server of the event has passed it on: then it has let it in.
    pub vouched: bool,
    pub published: Option<DateTime<Utc>>,
    pub updated: Option<DateTime<Utc>>,
}

fn open(event: &Event) -> bool {
    matches!(event.visibility, Visibility::Public | Visibility::Unlisted)
}

/// What is told with a comment.
struct Context {
    event: Event,
    author: Actor,
    organizer: Actor,
    parent: Option<(Comment, Option<Actor>)>,
    named: Vec<Actor>,
}

async fn context(conn: &AsyncPgConnection, comment: &Comment) -> Result<Context> {
    let event = store::event_of(conn, comment).await?;
    let parent = match comment.parent_id {
        Some(id) => store::find(conn, id).await?,
        None => None,
    };
    let named = store::mentions(conn, comment.id).await?;
    let mut ids = vec![comment.actor_id, event.organizer_id];
    ids.extend(parent.as_ref().map(|parent| parent.actor_id));
    ids.extend(&named);
    let people = actors::load_many(conn, &ids).await?;
    let person = |id: ActorId| people.get(&id).cloned();
    Ok(Context {
        author: person(comment.actor_id).or_not_found("person")?,
        organizer: person(event.organizer_id).or_not_found("person")?,
        named: named.into_iter().filter_map(person).collect(),
        parent: parent.map(|parent| {
            let author = person(parent.actor_id);
            (parent, author)
        }),
        event,
    })
}

/// A comment of this server as others read it, without the context.
pub async fn wire(app: &App, comment: &Comment) -> Result<Value> {
    let conn = app.db.get().await?;
    Ok(note(comment, &context(&conn, comment).await?))
}

fn note(comment: &Comment, context: &Context) -> Value {
    let Context { event, author, organizer, parent, named } = context;
    let mut told: Vec<&Actor> = Vec::new();
    let others = parent.iter().filter_map(|(_, author)| author.as_ref());
    // Where a group answers for an event, who organises it is not told.
    let organizer = [organizer].into_iter().filter(|_| event.attributed_to_id.is_none());
    for actor in organizer.chain(others).chain(named) {
        if actor.id != author.id && !told.iter().any(|known| known.id == actor.id) {
            told.push(actor);
        }
    }
    let mention = |actor: &&Actor| json!({ "type": "Mention", "href": actor.url, "name": format!("@{}", actor.handle()) });
    let addresses = told.iter().map(|actor| Value::from(actor.url.as_str()));
    let (to, cc): (Vec<Value>, Vec<Value>) = if open(event) {
        let followers = format!("{}/followers", author.url);
        (vec![PUBLIC.into()], addresses.chain([followers.into()]).collect())
    } else {
        (addresses.collect(), Vec::new())
    };
    let answers = parent.as_ref().map_or(&event.url, |(parent, _)| &parent.url);
    let mut note = json!({
        "id": comment.url,
        "type": "Note",
        "url": comment.url,
        "uuid": comment.uuid,
        "actor": author.url,
        "attributedTo": author.url,
        "content": comment.body,
        "mediaType": "text/html",
        "inReplyTo": answers,
        "isAnnouncement": comment.announcement,
        "tag": told.iter().map(mention).collect::<Vec<_>>(),
        "published": actors::moment(comment.created_at),
        "to": to,
        "cc": cc,
    });
    if comment.updated_at > comment.created_at {
        note["updated"] = json!(actors::moment(comment.updated_at));
    }
    if comment.language != events::UNKNOWN_LANGUAGE {
        note["inLanguage"] = json!(comment.language);
        note["contentMap"] = json!({ comment.language.as_str(): comment.body });
    }
    note
}

/// What is left of a comment, without the context.
pub fn tombstone_wire(comment: &Comment) -> Value {
    json!({
        "id": comment.url,
        "type": "Tombstone",
        "formerType": "Note",
        "deleted": actors::moment(comment.deleted_at.unwrap_or(comment.updated_at)),
    })
}

/// What happened to a comment is told to other servers: by its own server to whom it concerns, by the server of the
/// event to everybody who has the event.
pub async fn on_comment(app: App, fact: CommentFact) -> Result<()> {
    let (comment, context) = {
        let conn = app.db.get().await?;
        let Some(comment) = store::find(&conn, fact.comment()).await? else { return Ok(()) };
        let context = context(&conn, &comment).await?;
        (comment, context)
    };
    let gone = comment.deleted_at.is_some();
    let changed = comment.updated_at > comment.created_at;
    match fact {
        CommentFact::Deleted { by, .. } => match by.filter(|_| context.event.local()) {
            Some(organizer) if !comment.local() => {
                let organizer = (organizer, context.organizer.url.as_str());
                // Its own server hears of it as well, and nobody else of one that was never let in.
                let actors = vec![comment.actor_id];
                let author = Audience { actors, ..Audience::default() };
                let all = audience(&comment, &context);
                let told = Audience { around: all.around, lasting: all.lasting, ..author.clone() };
                let told = if comment.waiting { author } else { told };
                tell_gone(&app, &comment, &context, organizer, told).await
            }
            _ if comment.local() => {
                let author = (context.author.id, context.author.url.as_str());
                let told = match (comment.waiting, context.event.local()) {
                    (true, true) => return Ok(()),
                    (true, false) => Audience {
                        actors: vec![context.organizer.id],
                        lasting: true,
                        ..Audience::default()
                    },
                    (false, _) => audience(&comment, &context),
                };
                tell_gone(&app, &comment, &context, author, told).await
            }
            _ => pass_on(&app, &comment, &context).await,
        },
        _ if gone || !context.author.alive() => Ok(()),
        _ if comment.local() => {
            let update = match fact {
                CommentFact::Changed { .. } => true,
                CommentFact::Approved { .. } => changed,
                _ => false,
            };
            match (comment.waiting, context.event.local()) {
                (true, true) => Ok(()),
                // Of an event elsewhere its organiser lets it in, so that one has to have it first.
                (true, false) => {
                    let actors = vec![context.organizer.id];
                    let organizer = Audience { actors, lasting: true, ..Audience::default() };
                    tell(&app, &comment, &context, update, organizer).await
                }
                (false, _) => {
                    tell(&app, &comment, &context, update, audience(&comment, &context)).await
                }
            }
        }
        _ if comment.waiting => Ok(()),
        _ => pass_on(&app, &comment, &context).await,
    }
}

/// Those whom a comment concerns, and whoever has the event where it is one of ours. What is said under an event that
/// is not for everybody goes to the server of the event and no further.
fn audience(comment: &Comment, context: &Context) -> Audience {
    let Context { event, author, organizer, parent, named } = context;
    if !open(event) {
        return Audience { actors: vec![organizer.id], lasting: true, ..Audience::default() };
    }
    let parents = parent.iter().filter_map(|(_, author)| author.as_ref());
    let people = [organizer].into_iter().chain(parents).chain(named).map(|actor| actor.id);
    let followers = comment.local() && event.visibility == Visibility::Public;
    Audience {
        actors: people.collect(),
        followers_of: if followers { vec![author.id] } else { Vec::new() },
        around: if event.local() { vec![event.id] } else { Vec::new() },
        lasting: true,
        ..Audience::default()
    }
}

async fn tell(
    app: &App,
    comment: &Comment,
    context: &Context,
    update: bool,
    audience: Audience,
) -> Result<()> {
    let note = note(comment, context);
    let (word, id, at) = match update {
        false => ("Create", format!("{}/activity", comment.url), comment.created_at),
        true => {
            let stamp = comment.updated_at.timestamp_millis();
            ("Update", format!("{}/activity#{stamp}", comment.url), comment.updated_at)
        }
    };
    let activity = json!({
        "id": id,
        "type": word,
        "actor": context.author.url,
        "published": actors::moment(at),
        "to": note["to"],
        "cc": note["cc"],
        "object": note,
    });
    send(app, context.author.id, comment, activity, audience).await
}

async fn tell_gone(
    app: &App,
    comment: &Comment,
    context: &Context,
    (by, url): (ActorId, &str),
    audience: Audience,
) -> Result<()> {
    let to = if open(&context.event) { json!([PUBLIC]) } else { json!([]) };
    let activity = json!({
        "id": app.config.link(&format!("/comments/{}/delete", comment.uuid)),
        "type": "Delete",
        "actor": url,
        "object": tombstone_wire(comment),
        "to": to,
        "cc": [format!("{url}/followers")],
    });
    send(app, by, comment, activity, audience).await
}

/// Has whoever has the event look at a comment of another server.
async fn pass_on(app: &App, comment: &Comment, context: &Context) -> Result<()> {
    if !context.event.local() || !open(&context.event) {
        return Ok(());
    }
    let relay = {
        let conn = app.db.get().await?;
        federation::relay(&conn).await?
    };
    let look = app.random.uuid();
    let activity = json!({
        "id": app.config.link(&format!("/comments/{}/announces/{look}", comment.uuid)),
        "type": "Announce",
        "actor": relay.url,
        "object": comment.url,
        "published": actors::moment(app.now()),
        "to": [PUBLIC],
        "cc": [],
    });
    // Its own server as well: it may wait for the word that it is let in.
    let audience = Audience {
        actors: vec![comment.actor_id],
        around: vec![context.event.id],
        ..Audience::default()
    };
    send(app, relay.id, comment, activity, audience).await
}

async fn send(
    app: &App,
    actor: ActorId,
    comment: &Comment,
    activity: Value,
    audience: Audience,
) -> Result<()> {
    let mut conn = app.db.get().await?;
    if !federation::reaches(&conn, &comment.url, &audience).await? {
        return Ok(());
    }
    conn.transaction(async |tx| {
        let parcel = Parcel { actor, object: &comment.url, activity, audience, tell: None };
        federation::send(app, tx, parcel).await.map(drop)
    })
    .await
}

/// The embedded note of an activity; one with a title begins a discussion of a group and is no comment.
fn note_of(activity: &Activity) -> Option<&Map<String, Value>> {
    let note = activity.object().filter(|object| many::is_a(object, "Note"))?;
    many::text(note, "name").is_none_or(|name| name.trim().is_empty()).then_some(note)
}

/// Somebody of another server says something under an event, or says it in other words.
pub async fn on_create(app: App, activity: Activity) -> Result<Outcome> {
    let Some(note) = note_of(&activity) else { return Ok(Outcome::NotMine) };
    let Some(id) = note.get("id").and_then(many::address) else {
        return Ok(Outcome::Refused("no id"));
    };
    if !same_host(id, &activity.actor_url) {
        return Ok(Outcome::Refused("another server's object"));
    }
    if many::first_address(note, "inReplyTo").is_none() {
        return Ok(Outcome::NotMine);
    }
    let by = many::first_address(note, "attributedTo").or(many::first_address(note, "actor"));
    if by == Some(activity.actor_url.as_str()) {
        return keep(&app, note, None, &activity.budget, DEPTH).await;
    }
    match asked(&app, id, &activity.budget).await? {
        Found::Note(note) => keep(&app, &note, None, &activity.budget, DEPTH).await,
        Found::Gone | Found::Other => Ok(Outcome::Refused("it can not be had")),
    }
}

/// A comment is gone: its author says so, or the organiser of the event, or its own server when it is asked.
pub async fn on_delete(app: App, activity: Activity) -> Result<Outcome> {
    let Some(id) = activity.object_id() else { return Ok(Outcome::NotMine) };
    let (comment, event) = {
        let conn = app.db.get().await?;
        let Some(comment) = store::by_url(&conn, id).await? else { return Ok(Outcome::NotMine) };
        let event = store::event_of(&conn, &comment).await?;
        (comment, event)
    };
    let organises = !event.local()
        && (event.organizer_id == activity.actor || event.attributed_to_id == Some(activity.actor));
    let own = !comment.local() && comment.actor_id == activity.actor;
    if !own && !organises {
        if comment.local() || !same_host(id, &activity.actor_url) {
            return Ok(Outcome::Refused("somebody else's"));
        }
        if !matches!(asked(&app, id, &activity.budget).await?, Found::Gone) {
            return Ok(Outcome::Refused("not its author"));
        }
    }
    vanish(&app, &comment, (!own).then_some(event.organizer_id)).await?;
    Ok(Outcome::Done)
}

async fn vanish(app: &App, comment: &Comment, by: Option<ActorId>) -> Result<()> {
    if !comment.local() {
        let conn = app.db.get().await?;
        federation::bury(&conn, &comment.url, Some(comment.actor_id), app.now()).await?;
    }
    service::take_away(app, comment, by).await.map(drop)
}

/// The server of an event has those who have it look at a comment.
pub async fn on_announce(app: App, activity: Activity) -> Result<Outcome> {
    let Some(id) = activity.object_id() else { return Ok(Outcome::NotMine) };
    let ours = federation::is_ours(&app, id);
    let known = {
        let conn = app.db.get().await?;
        match store::by_url(&conn, id).await? {
            Some(comment) => Some((store::event_of(&conn, &comment).await?, comment)),
            None => None,
        }
    };
    if let Some((event, comment)) = known {
        if !same_host(&event.url, &activity.actor_url) {
            return Ok(Outcome::Refused("another server's event"));
        }
        if ours {
            return service::let_in(&app, comment.id).await.map(|_| Outcome::Done);
        }
        return match asked(&app, id, &activity.budget).await? {
            Found::Note(note) => {
                let voucher = Some(activity.actor_url.as_str());
                keep(&app, &note, voucher, &activity.budget, DEPTH).await
            }
            Found::Gone => vanish(&app, &comment, None).await.map(|()| Outcome::Done),
            Found::Other => Ok(Outcome::Refused("it can not be had")),
        };
    }
    if ours {
        return Ok(Outcome::NotMine);
    }
    // Only the server of an event that is known here is worth a question.
    let heard = {
        let conn = app.db.get().await?;
        let host = host_of(&activity.actor_url).unwrap_or_default();
        events::knows_host(&conn, &host).await?
    };
    if !heard {
        return Ok(Outcome::NotMine);
    }
    match asked(&app, id, &activity.budget).await? {
        Found::Note(note) => {
            let voucher = Some(activity.actor_url.as_str());
            keep(&app, &note, voucher, &activity.budget, DEPTH).await
        }
        Found::Gone | Found::Other => Ok(Outcome::NotMine),
    }
}

/// What stands at an address.
enum Found {
    Note(Map<String, Value>),
    Gone,
    Other,
}

async fn asked(app: &App, url: &str, budget: &Budget) -> Result<Found> {
    match federation::document(app, url, budget).await {
        Ok(document) if many::is_a(&document, "Note") => Ok(Found::Note(document)),
        Ok(document) if many::is_a(&document, "Tombstone") => Ok(Found::Gone),
        Err(Miss::Gone) => Ok(Found::Gone),
        Err(miss) if miss.passes() => Err(miss.into_error()),
        Ok(_) | Err(_) => Ok(Found::Other),
    }
}

/// Keeps a note that its own server gave, where it stands under an event that is known here. `voucher` is who passed it
/// on: where that is the server of the event, it has let it in.
fn keep<'a>(
    app: &'a App,
    note: &'a Map<String, Value>,
    voucher: Option<&'a str>,
    budget: &'a Budget,
    depth: u8,
) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let Some(url) = note.get("id").and_then(many::address).map(str::to_owned) else {
            return Ok(Outcome::Refused("no id"));
        };
        let Some(host) = host_of(&url) else { return Ok(Outcome::Refused("no host")) };
        let by = many::first_address(note, "attributedTo").or(many::first_address(note, "actor"));
        let Some(by) = by.filter(|by| same_host(by, &url)) else {
            return Ok(Outcome::Refused("another server's author"));
        };
        let Some(answers) = many::first_address(note, "inReplyTo") else {
            return Ok(Outcome::Refused("not about an event"));
        };
        let Some((event, parent)) = stands(app, answers, budget, depth).await? else {
            return Ok(Outcome::Refused("not about an event of here"));
        };
        let mut addressed = many::addresses(note, "to").chain(many::addresses(note, "cc"));
        if open(&event) && !addressed.any(many::is_public) {
            return Ok(Outcome::Refused("not public"));
        }
        let author = match federation::actor(app, by, budget).await {
            Ok(author) if author.suspended_at.is_some() => {
                return Ok(Outcome::Refused("suspended"));
            }
            Ok(author) if author.deleted_at.is_some() => return Ok(Outcome::Refused("gone")),
            Ok(author) => author,
            Err(miss) if miss.passes() => return Err(miss.into_error()),
            Err(_) => return Ok(Outcome::Refused("its author can not be had")),
        };
        if event.local() {
            let nobody = Viewer::nobody(Lang::En, None);
            app.hit(&nobody, A_MINUTE, &author.id.to_string()).await?;
        }
        let draft = Draft {
            vouched: voucher.is_some_and(|voucher| same_host(voucher, &event.url)),
            url,
            host,
            actor: author.id,
            event,
            parent,
            text: many::text(note, "content").unwrap_or_default().chars().take(TEXT).collect(),
            language: language(note),
            announcement: note.get("isAnnouncement").and_then(Value::as_bool) == Some(true),
            published: moment(note, "published"),
            updated: moment(note, "updated").or(moment(note, "published")),
        };
        match service::receive(app, draft).await {
            Ok(Some(_)) => Ok(Outcome::Done),
            Ok(None) => Ok(Outcome::Refused("deleted, or somebody else's")),
            Err(Error::NotFound(_)) => Ok(Outcome::Refused("not visible")),
            Err(Error::Conflict { code, .. }) => Ok(Outcome::Refused(code)),
            Err(Error::Invalid { .. } | Error::Malformed { .. }) => {
                Ok(Outcome::Refused("unreadable"))
            }
            Err(error) => Err(error),
        }
    })
}

/// The event that an address stands for or under, and the comment that is answered. Comments in between that are not
/// known are asked for.
async fn stands(
    app: &App,
    address: &str,
    budget: &Budget,
    depth: u8,
) -> Result<Option<(Event, Option<Comment>)>> {
    if let Some(found) = known(app, address).await? {
        return Ok(Some(found));
    }
    if depth == 0 || federation::is_ours(app, address) {
        return Ok(None);
    }
    let Found::Note(note) = asked(app, address, budget).await? else { return Ok(None) };
    keep(app, &note, None, budget, depth - 1).await?;
    known(app, address).await
}

async fn known(app: &App, address: &str) -> Result<Option<(Event, Option<Comment>)>> {
    let conn = app.db.get().await?;
    if let Some(event) = events::by_url(&conn, address).await? {
        return Ok(Some((event, None)).filter(|(event, _)| event.deleted_at.is_none()));
    }
    let Some(comment) = store::by_url(&conn, address).await? else { return Ok(None) };
    let event = store::event_of(&conn, &comment).await?;
    Ok(Some((event, Some(comment))).filter(|(event, _)| event.deleted_at.is_none()))
}

fn language(note: &Map<String, Value>) -> Option<String> {
    let map = note.get("contentMap").and_then(Value::as_object);
    let first = map.and_then(|map| map.keys().next()).map(String::as_str);
    many::text(note, "inLanguage").or(first).map(str::to_owned)
}

fn moment(note: &Map<String, Value>, name: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(many::text(note, name)?).ok().map(|at| at.to_utc())
}
