//! The `@context` of what we send: what our short names mean to servers that expand JSON-LD. Nearly none does, and we
//! never do.

use serde_json::{Value, json};

/// The context of every document and activity.
pub fn context() -> Value {
    let schema = |name: &str| format!("sc:{name}");
    let typed = |id: &str, kind: &str| json!({ "@id": id, "@type": kind });
    let mut terms = serde_json::Map::new();
    for (prefix, iri) in [
        ("sc", "http://schema.org#"),
        ("ical", "http://www.w3.org/2002/12/cal/ical#"),
        ("pt", "https://joinpeertube.org/ns#"),
        ("toot", "http://joinmastodon.org/ns#"),
        ("mz", "https://joinmobilizon.org/ns#"),
        ("gts", "https://gotosocial.org/ns#"),
    ] {
        terms.insert(prefix.into(), iri.into());
    }
    for name in [
        "category",
        "maximumAttendeeCapacity",
        "remainingAttendeeCapacity",
        "inLanguage",
        "value",
        "propertyID",
        "PropertyValue",
        "PostalAddress",
        "addressCountry",
        "addressRegion",
        "postalCode",
        "addressLocality",
        "streetAddress",
        "eventStatus",
    ] {
        terms.insert(name.into(), schema(name).into());
    }
    terms.insert("uuid".into(), "sc:identifier".into());
    terms.insert("Hashtag".into(), "as:Hashtag".into());
    terms.insert("manuallyApprovesFollowers".into(), "as:manuallyApprovesFollowers".into());
    terms.insert("sensitive".into(), "as:sensitive".into());
    terms.insert("discoverable".into(), "toot:discoverable".into());
    terms.insert("indexable".into(), "toot:indexable".into());
    terms.insert("status".into(), typed("ical:status", "ical:status"));
    terms.insert("location".into(), typed("sc:location", "sc:Place"));
    terms.insert("address".into(), typed("sc:address", "sc:PostalAddress"));
    terms.insert(
        "repliesModerationOption".into(),
        typed("mz:repliesModerationOption", "mz:repliesModerationOptionType"),
    );
    terms.insert("joinMode".into(), typed("mz:joinMode", "mz:joinModeType"));
    terms.insert("commentsEnabled".into(), typed("pt:commentsEnabled", "sc:Boolean"));
    for (name, kind) in [
        ("anonymousParticipationEnabled", "sc:Boolean"),
        ("isOnline", "sc:Boolean"),
        ("participationMessage", "sc:Text"),
        ("timezone", "sc:Text"),
        ("participantCount", "sc:Integer"),
        ("externalParticipationUrl", "sc:URL"),
    ] {
        terms.insert(name.into(), typed(&format!("mz:{name}"), kind));
    }
    json!(["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", terms])
}

/// A document with the context before everything else.
pub fn with_context(document: Value) -> Value {
    let Value::Object(document) = document else { return document };
    let mut whole = serde_json::Map::new();
    whole.insert("@context".into(), context());
    whole.extend(document);
    Value::Object(whole)
}
