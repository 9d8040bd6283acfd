#![doc = include_str!("../README.md")]

use chrono::{DateTime, Utc};
use farandole::kernel::host;
use farandole::{actors, events};
use farandole_imaging::{Limits, Picture};
use farandole_sanitise as sanitise;
use farandole_wire::signature::{self, Incoming, PublicKey, SigningKey};
use farandole_wire::webfinger::{self, Resource};
use farandole_wire::{Policy, json, many, media_type};
use std::sync::LazyLock;
use url::Url;

/// A key that nothing here is signed with.
static KEY: LazyLock<PublicKey> = LazyLock::new(|| {
    let pem = SigningKey::generate().expect("a fresh key");
    let own = SigningKey::from_pem("https://b.example/key", &pem).expect("the same key");
    PublicKey::from_pem(&own.public_pem().expect("its public half")).expect("a public key")
});

/// A request as it comes to the inbox: lines up to an empty one are method and target, then headers; the rest is the
/// body. Reads signature, digest and date in both schemes, and holds them against a key.
pub fn request(bytes: &[u8]) {
    let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap_or(bytes.len());
    let (head, body) = bytes.split_at(end);
    let Ok(head) = std::str::from_utf8(head) else { return key(bytes) };
    let mut lines = head.lines();
    let (method, target) =
        lines.next().and_then(|line| line.split_once(' ')).unwrap_or(("POST", "/inbox"));
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let body = body.strip_prefix(b"\n\n").unwrap_or(body);
    let incoming = Incoming { method, origin: "https://a.example", target, headers, body };
    let now = DateTime::<Utc>::from_timestamp(1_780_000_000, 0).unwrap_or_default();
    if let Ok(claim) = signature::read(&incoming, now) {
        assert!(claim.check(&KEY).is_err(), "signed without the key");
        claim.fingerprint();
    }
}

/// A public key, as PEM or as a Multikey.
fn key(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = PublicKey::from_pem(&text);
    let _ = PublicKey::from_multibase(&text);
}

/// A document: within the bounds or not, and if it is, as an actor, an event, an activity.
pub fn document(bytes: &[u8]) {
    let Ok(document) = json::object(bytes) else { return };
    if let Some(profile) = actors::profile(&document) {
        assert!(profile.preferred_username.chars().count() <= 100);
        assert!(host::same_host(&profile.inbox, &profile.id), "an inbox elsewhere");
    }
    if let Some(draft) = events::draft(&document) {
        let title = draft.change.title.unwrap_or_default();
        assert!((3..=200).contains(&title.chars().count()), "{title:?}");
    }
    for name in ["actor", "object", "to", "cc", "tag", "type", "inReplyTo", "attributedTo"] {
        many::addresses(&document, name).for_each(drop);
        let _ = (many::first_address(&document, name), many::text(&document, name));
        many::is_a(&document, name);
    }
}

/// A text in HTML: whatever comes in, what comes out is safe, and safe text stays as it is.
pub fn text(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let once = sanitise::html(&input);
    assert_eq!(sanitise::html(&once), once, "made safe twice");
    // In what is safe, a `<` begins a tag and nothing else.
    for tag in once.to_ascii_lowercase().split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        for never in ["script", "style", "svg", "math", "iframe", "form", "img", "object"] {
            assert!(name != never, "{tag}");
        }
        assert!(!tag.contains("=\"javascript:") && !tag.contains(" on"), "{tag}");
    }
    sanitise::text(&input);
    sanitise::excerpt(&input, 200);
    sanitise::hashtags(&input);
    let line = sanitise::line(&input);
    assert_eq!(sanitise::line(&line), line, "one line twice");
}

/// A handle, an address, a host, a type of content.
pub fn address(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let _ = Resource::parse(&input);
    if let Some((name, host)) = webfinger::handle(&input) {
        let _ = webfinger::question(&name, &host);
    }
    if let Some(host) = host::host_of(&input) {
        let again = host::host_of(&format!("https://{host}/"));
        let scheme =
            input.trim_start().get(..5).is_some_and(|five| five.eq_ignore_ascii_case("http:"));
        // Over http, another port is the usual one.
        assert!(scheme || again.as_deref() == Some(&*host), "SEC-145: {host} becomes {again:?}");
    }
    if let Ok(url) = Url::parse(&input) {
        let _ = Policy::default().check_url(&url);
    }
    media_type::is_activity(&input);
    media_type::wants_activity(&input);
}

/// A picture: within the limits or not at all.
pub fn picture(bytes: &[u8]) {
    let limits = Limits { pixels: 1_000_000, side: 4_096, frames: 20, memory: 16 * 1024 * 1024 };
    if let Ok(picture) = Picture::decode(bytes, &limits) {
        assert!(picture.width() <= limits.side && picture.height() <= limits.side);
    }
}
