//! The facts of an event in fields of their own. Facts that the form has no field for stay as they are.

use super::change::Typed;
use crate::events::{Entry, Event, MetadataType};
use crate::http::pages::frame::Visit;
use crate::kernel::limit;
use crate::kernel::prelude::*;

/// Facts in words: the field, and the key of the fact.
const WORDS: [(&str, &str); 2] =
    [("price", "mz:ticket:price"), ("wheelchair", "mz:accessibility:wheelchairAccessible")];
/// Facts that are web addresses.
const LINKS: [(&str, &str); 2] =
    [("tickets", "mz:ticket:external_url"), ("schedule", "mz:schedule_url")];
/// Facts that are so or not.
const TICKS: [(&str, &str); 3] = [
    ("sign_language", "mz:accessibility:live:sign_language"),
    ("subtitles", "mz:accessibility:live:subtitle"),
    ("smoke_free", "mz:accessibility:smokeFree"),
];
/// Facts whose key says on which service they are.
const STREAMS: [(&str, &str); 2] = [("live", "mz:live:"), ("replay", "mz:replay:")];
/// The beginning of the keys of facts that bear their own title.
const PLAIN: &str = "mz:plain:";

/// The fields of the facts of an event.
pub fn fields(entries: &[Entry]) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let value = |key: &str| entries.iter().find(|entry| entry.key == key).map(|e| e.value.clone());
    for (field, key) in WORDS.into_iter().chain(LINKS) {
        fields.extend(value(key).map(|value| (field, value)));
    }
    for (field, key) in TICKS {
        fields.extend(value(key).filter(|value| value == "true").map(|_| (field, "1".to_owned())));
    }
    for (field, start) in STREAMS {
        let stream = entries.iter().find(|entry| entry.key.starts_with(start));
        fields.extend(stream.map(|entry| (field, entry.value.clone())));
    }
    let plain = entries.iter().filter(|entry| entry.key.starts_with(PLAIN)).map(line);
    let plain: Vec<String> = plain.collect();
    if !plain.is_empty() {
        fields.push(("other_facts", plain.join("\n")));
    }
    fields
}

/// The facts after a form, where it changes them.
pub fn merged(
    visit: &Visit,
    typed: Typed<'_>,
    event: Option<&Event>,
) -> Result<Option<Vec<Entry>>> {
    let mut entries = event.map(|event| event.metadata.0.clone()).unwrap_or_default();
    let before = entries.clone();
    for (field, key) in WORDS {
        if typed.changed(field) {
            let value = limit::line(field, Some(typed.sent.value(field)), limit::TITLE)?;
            set(&mut entries, key, key, value, MetadataType::String);
        }
    }
    for (field, key) in LINKS {
        if typed.changed(field) {
            let value = limit::web_address(field, Some(typed.sent.value(field)))?;
            set(&mut entries, key, key, value, MetadataType::String);
        }
    }
    for (field, key) in TICKS {
        if typed.changed(field) {
            let value = typed.sent.on(field).then(|| "true".to_owned());
            set(&mut entries, key, key, value, MetadataType::Boolean);
        }
    }
    for (field, start) in STREAMS {
        if typed.changed(field) {
            let value = limit::web_address(field, Some(typed.sent.value(field)))?;
            let key = format!("{start}{}:url", value.as_deref().map_or("peertube", service));
            let old = entries.iter().find(|entry| entry.key.starts_with(start));
            let old = old.map_or(key.clone(), |entry| entry.key.clone());
            set(&mut entries, &old, &key, value, MetadataType::String);
        }
    }
    if typed.changed("other_facts") {
        entries.retain(|entry| !entry.key.starts_with(PLAIN));
        entries.extend(plain(visit, typed.sent.value("other_facts")));
    }
    Ok((entries != before).then_some(entries))
}

/// Puts a fact where the old one stood, or takes it away.
fn set(entries: &mut Vec<Entry>, old: &str, key: &str, value: Option<String>, kind: MetadataType) {
    let at = entries.iter().position(|entry| entry.key == old);
    match (at, value) {
        (Some(at), None) => {
            entries.remove(at);
        }
        (Some(at), Some(value)) => {
            entries[at].value = value;
            entries[at].key = key.to_owned();
        }
        (None, Some(value)) => {
            entries.push(Entry { key: key.to_owned(), title: None, kind, value });
        }
        (None, None) => {}
    }
}

/// The service that a stream is on, as keys name it.
fn service(address: &str) -> &'static str {
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    match host.unwrap_or_default().trim_start_matches("www.") {
        "youtube.com" | "youtu.be" | "m.youtube.com" => "youtube",
        "twitch.tv" => "twitch",
        _ => "peertube",
    }
}

/// A fact with its own title, on a line.
fn line(entry: &Entry) -> String {
    let value = entry.value.replace('\n', " ");
    match &entry.title {
        Some(title) => format!("{title}: {value}"),
        None => value,
    }
}

fn plain(visit: &Visit, text: &str) -> Vec<Entry> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let entry = |line: &str| {
        let (title, value) = match line.split_once(": ") {
            Some((title, value)) if !value.trim().is_empty() => (Some(title.trim()), value.trim()),
            _ => (None, line),
        };
        Entry {
            key: format!("{PLAIN}{}", visit.app.random.uuid().simple()),
            title: title.filter(|title| !title.is_empty()).map(str::to_owned),
            kind: MetadataType::String,
            value: value.to_owned(),
        }
    };
    lines.map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(key: &str, title: Option<&str>, value: &str) -> Entry {
        Entry {
            key: key.into(),
            title: title.map(str::to_owned),
            kind: MetadataType::String,
            value: value.into(),
        }
    }

    #[test]
    fn each_fact_has_its_field() {
        let shown = fields(&[
            fact("mz:ticket:price", None, "5 €"),
            fact("mz:live:twitch:url", None, "https://twitch.tv/x"),
            fact("mz:plain:a", Some("Parking"), "behind the hall"),
            fact("mz:unknown", None, "kept"),
        ]);
        let expected = [
            ("price", "5 €"),
            ("live", "https://twitch.tv/x"),
            ("other_facts", "Parking: behind the hall"),
        ];
        assert_eq!(shown, expected.map(|(field, value)| (field, value.to_owned())));
    }

    #[test]
    fn a_stream_is_named_by_its_service() {
        for (address, name) in [
            ("https://www.youtube.com/watch?v=1", "youtube"),
            ("https://twitch.tv/x", "twitch"),
            ("https://video.example/w/1", "peertube"),
        ] {
            assert_eq!(service(address), name);
        }
    }
}
