//! Actors as ActivityStreams writes them: `Person`, `Group`, `Application`, and what other servers call theirs.
//! Writing is narrow, reading is tolerant.

use super::keys::key_id;
use super::model::{Actor, Kind};
use crate::kernel::host::same_host;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::media::Media;
use farandole_wire::many::{address, addresses, first_address, is_a, text, values};
use serde_json::{Map, Value, json};

/// What a profile shows besides its row.
#[derive(Debug, Default)]
pub struct Shown {
    /// The public key as PEM.
    pub key: String,
    pub avatar: Option<(Media, String)>,
    pub banner: Option<(Media, String)>,
    /// Whether others may list it.
    pub discoverable: bool,
}

/// An actor of this server as others read it, without the context.
pub fn document(actor: &Actor, shown: &Shown, shared_inbox: &str) -> Value {
    let id = &actor.url;
    let at = |name: &str| format!("{id}/{name}");
    let inbox = if actor.kind == Kind::Application { shared_inbox.to_owned() } else { at("inbox") };
    let mut document = json!({
        "id": id,
        "type": kind_word(actor.kind),
        "preferredUsername": actor.preferred_username,
        "name": actor.display_name(),
        "summary": actor.summary.as_deref().unwrap_or_default(),
        "url": id,
        "inbox": inbox,
        "outbox": at("outbox"),
        "followers": at("followers"),
        "following": at("following"),
        "endpoints": { "sharedInbox": shared_inbox },
        "manuallyApprovesFollowers": actor.manually_approves_followers || actor.kind == Kind::Application,
        "discoverable": shown.discoverable,
        "indexable": shown.discoverable,
        "published": moment(actor.created_at),
        "updated": moment(actor.updated_at),
        "tag": [],
        "attachment": [],
        "publicKey": { "id": key_id(id), "owner": id, "publicKeyPem": shown.key },
    });
    for (name, picture) in [("icon", &shown.avatar), ("image", &shown.banner)] {
        if let Some((media, url)) = picture {
            document[name] = json!({
                "type": "Image",
                "mediaType": media.content_type,
                "url": url,
                "name": media.alt.as_deref().unwrap_or_default(),
            });
        }
    }
    document
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Group => "Group",
        Kind::Application => "Application",
    }
}

/// A moment as ActivityStreams writes it: seconds, UTC.
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// What another server says of one of its actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub id: String,
    pub kind: Kind,
    /// The type as it is sent.
    pub type_name: String,
    pub preferred_username: String,
    pub name: Option<String>,
    /// Safe HTML.
    pub summary: Option<String>,
    pub inbox: String,
    pub shared_inbox: Option<String>,
    pub outbox: Option<String>,
    pub followers: Option<String>,
    pub following: Option<String>,
    pub key_id: String,
    /// As it is sent: PEM, or a Multikey.
    pub public_key: String,
    pub manually_approves_followers: bool,
    pub discoverable: bool,
    pub avatar_url: Option<String>,
    pub banner_url: Option<String>,
    pub moved_to: Option<String>,
    pub also_known_as: Vec<String>,
}

/// Names of one actor that are kept.
const ALIASES: usize = 20;
/// Keys of one actor that are looked at.
const KEYS: usize = 10;

/// Reads an actor. `None` without what nobody can be addressed without: id, type, name, inbox, key. Whether the
/// document may speak for that id is asked elsewhere.
pub fn profile(document: &Map<String, Value>) -> Option<Profile> {
    let id = document.get("id")?.as_str()?.to_owned();
    let (kind, type_name) = kind(document)?;
    let preferred_username = text(document, "preferredUsername")
        .map(farandole_sanitise::line)
        .filter(|name| (1..=100).contains(&name.chars().count()))?;
    let same = |url: &str| same_host(url, &id);
    let place =
        |name: &str| first_address(document, name).filter(|url| same(url)).map(str::to_owned);
    let endpoints = document.get("endpoints").and_then(Value::as_object);
    let shared_inbox = endpoints
        .and_then(|endpoints| first_address(endpoints, "sharedInbox"))
        .or_else(|| first_address(document, "sharedInbox"))
        .filter(|url| same(url))
        .map(str::to_owned);
    let (key_id, public_key) = key(document, &id)?;
    let cut = |text: &str, max: usize| text.chars().take(max).collect::<String>();
    let name = text(document, "name").map(farandole_sanitise::line);
    let summary = text(document, "summary").map(farandole_sanitise::html);
    let summary = summary.filter(|html| html.chars().count() <= limit::SUMMARY);
    Some(Profile {
        inbox: place("inbox")?,
        shared_inbox,
        outbox: place("outbox"),
        followers: place("followers"),
        following: place("following"),
        key_id,
        public_key,
        name: name.map(|name| cut(&name, limit::NAME)).filter(|name| !name.is_empty()),
        summary: summary.filter(|html| !html.is_empty()),
        manually_approves_followers: flag(document, "manuallyApprovesFollowers").unwrap_or(false),
        discoverable: flag(document, "discoverable").unwrap_or(true),
        avatar_url: picture(document, "icon"),
        banner_url: picture(document, "image"),
        moved_to: first_address(document, "movedTo").map(str::to_owned),
        also_known_as: addresses(document, "alsoKnownAs")
            .take(ALIASES)
            .map(str::to_owned)
            .collect(),
        preferred_username,
        type_name,
        kind,
        id,
    })
}

fn kind(document: &Map<String, Value>) -> Option<(Kind, String)> {
    const TYPES: [(&str, Kind); 5] = [
        ("Person", Kind::Person),
        ("Group", Kind::Group),
        ("Organization", Kind::Group),
        ("Application", Kind::Application),
        ("Service", Kind::Application),
    ];
    let (name, kind) = TYPES.into_iter().find(|(name, _)| is_a(document, name))?;
    Some((kind, name.to_owned()))
}

fn flag(document: &Map<String, Value>, name: &str) -> Option<bool> {
    document.get(name).and_then(Value::as_bool)
}

/// The first key that the actor says is its own.
fn key(document: &Map<String, Value>, id: &str) -> Option<(String, String)> {
    let keys = values(document, "publicKey").iter().chain(values(document, "assertionMethod"));
    keys.take(KEYS).filter_map(Value::as_object).find_map(|key| {
        let owner = ["owner", "controller"].iter().find_map(|name| first_address(key, name));
        if owner.is_some_and(|owner| owner != id) {
            return None;
        }
        let key_id = key.get("id")?.as_str()?;
        let public = text(key, "publicKeyPem").or_else(|| text(key, "publicKeyMultibase"))?;
        Some((key_id.to_owned(), public.to_owned()))
    })
}

fn picture(document: &Map<String, Value>, name: &str) -> Option<String> {
    let value = values(document, name).first()?;
    let url = match value {
        Value::Object(image) => {
            first_address(image, "url").or_else(|| first_address(image, "href"))?
        }
        other => address(other)?,
    };
    (url.chars().count() <= limit::URL).then(|| url.to_owned())
}
