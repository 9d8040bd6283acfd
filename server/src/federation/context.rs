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

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms of ActivityStreams that stand on what we send: <https://www.w3.org/TR/activitystreams-vocabulary/>.
    const ACTIVITY_STREAMS: [&str; 30] = [
        "id",
        "type",
        "actor",
        "attachment",
        "attributedTo",
        "cc",
        "content",
        "endTime",
        "endpoints",
        "first",
        "icon",
        "image",
        "inReplyTo",
        "inbox",
        "location",
        "mediaType",
        "name",
        "next",
        "object",
        "orderedItems",
        "outbox",
        "partOf",
        "preferredUsername",
        "published",
        "startTime",
        "summary",
        "tag",
        "to",
        "updated",
        "url",
    ];

    #[test]
    fn no_word_of_activitystreams_is_given_another_meaning() {
        let context = context();
        let terms = context[2].as_object().unwrap();
        let taken: Vec<_> =
            ACTIVITY_STREAMS.into_iter().filter(|name| terms.contains_key(*name)).collect();
        assert!(taken.is_empty(), "{taken:?}");
    }
}
