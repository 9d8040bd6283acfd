//! Checks of the lists that organisers write. Each trims in place and names the field at fault.

use super::options::{Condition, Entry, Offer};
use super::words::MetadataType;
use crate::kernel::limit;
use crate::kernel::prelude::*;

/// Entries of the metadata.
pub const ENTRIES: usize = 50;
/// Characters of a key of the metadata.
const KEY: usize = 200;
/// Entries of any other list.
const LIST: usize = 20;
/// People in the list of attendees.
const ATTENDEES: usize = 200;

/// Keys whose value is a web address.
const ADDRESSES: &[&str] = &[
    "mz:live:peertube:url",
    "mz:live:twitch:url",
    "mz:live:youtube:url",
    "mz:live:owncast:url",
    "mz:replay:peertube:url",
    "mz:replay:youtube:url",
    "mz:visio:jitsi_meet",
    "mz:visio:zoom",
    "mz:visio:microsoft_teams",
    "mz:visio:google_meet",
    "mz:visio:big_blue_button",
    "mz:notes:etherpad:url",
    "mz:poll:framadate:url",
    "mz:ticket:external_url",
    "mz:ticket:price_url",
    "mz:schedule_url",
];

fn at_most<T>(field: &'static str, list: &[T], max: usize) -> Result<()> {
    if list.len() > max {
        return Err(Error::invalid(field, Message::new("error-events-too-many").with("max", max)));
    }
    Ok(())
}

/// Keys of a plain shape, each once, with values of their type.
pub fn metadata(entries: &mut [Entry]) -> Result<()> {
    at_most("metadata", entries, ENTRIES)?;
    let mut seen = std::collections::HashSet::new();
    for entry in entries.iter_mut() {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
        if entry.key.is_empty() || entry.key.len() > KEY || !entry.key.chars().all(plain) {
            return Err(wrong(&entry.key, "error-events-metadata-key"));
        }
        if !seen.insert(entry.key.clone()) {
            return Err(wrong(&entry.key, "error-events-metadata-twice"));
        }
        entry.title = limit::line("metadata", entry.title.as_deref(), limit::TITLE)?;
        entry.value = value(entry)?;
    }
    Ok(())
}

fn value(entry: &Entry) -> Result<String> {
    let text = limit::paragraphs("metadata", Some(&entry.value), limit::MESSAGE)?;
    let text = text.unwrap_or_default();
    let fits = match entry.kind {
        MetadataType::String => true,
        MetadataType::Integer => text.parse::<i64>().is_ok(),
        MetadataType::Boolean => matches!(text.as_str(), "true" | "false"),
    };
    if !fits {
        return Err(wrong(&entry.key, "error-events-metadata-value"));
    }
    if ADDRESSES.contains(&entry.key.as_str()) {
        return Ok(limit::web_address("metadata", Some(&text))?.unwrap_or_default());
    }
    Ok(text)
}

fn wrong(key: &str, problem: &'static str) -> Error {
    let key: String = key.chars().take(KEY).collect();
    Error::invalid("metadata", Message::new(problem).with("key", key))
}

/// Prices that are numbers, links that are links.
pub fn offers(offers: &mut [Offer]) -> Result<()> {
    at_most("offers", offers, LIST)?;
    for offer in offers {
        if offer.price.is_some_and(|price| !price.is_finite() || price < 0.0) {
            return Err(Error::invalid("offers", Message::new("error-events-price")));
        }
        offer.price_currency = limit::line("offers", offer.price_currency.as_deref(), 10)?;
        offer.url = limit::web_address("offers", offer.url.as_deref())?;
    }
    Ok(())
}

/// Texts within their limits, links that are links.
pub fn conditions(conditions: &mut [Condition]) -> Result<()> {
    const FIELD: &str = "participationConditions";
    at_most(FIELD, conditions, LIST)?;
    for condition in conditions {
        condition.title = limit::line(FIELD, condition.title.as_deref(), limit::TITLE)?;
        condition.content = limit::paragraphs(FIELD, condition.content.as_deref(), limit::SUMMARY)?;
        condition.url = limit::web_address(FIELD, condition.url.as_deref())?;
    }
    Ok(())
}

/// Names within their limit; empty ones go.
pub fn attendees(attendees: &mut Vec<String>) -> Result<()> {
    at_most("attendees", attendees, ATTENDEES)?;
    let mut kept = Vec::with_capacity(attendees.len());
    for name in attendees.iter() {
        kept.extend(limit::line("attendees", Some(name), limit::TITLE)?);
    }
    *attendees = kept;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, kind: MetadataType, value: &str) -> Entry {
        Entry { key: key.into(), title: None, kind, value: value.into() }
    }

    #[test]
    fn an_entry_holds_a_value_of_its_type() {
        for (kind, value, holds) in [
            (MetadataType::String, "anything", true),
            (MetadataType::Integer, "-12", true),
            (MetadataType::Integer, "twelve", false),
            (MetadataType::Boolean, "true", true),
            (MetadataType::Boolean, "yes", false),
        ] {
            assert_eq!(metadata(&mut [entry("mz:x", kind, value)]).is_ok(), holds, "{value}");
        }
    }

    #[test]
    fn a_key_is_plain_and_stands_once() {
        for key in ["", "a b", "<b>", "mz:é"] {
            assert!(metadata(&mut [entry(key, MetadataType::String, "x")]).is_err(), "{key}");
        }
        let mut twice = [0, 1].map(|_| entry("mz:x", MetadataType::String, "x"));
        assert!(metadata(&mut twice).is_err());
    }

    #[test]
    fn a_link_can_not_run_code() {
        let mut link = [entry("mz:live:peertube:url", MetadataType::String, "javascript:alert(1)")];
        assert!(metadata(&mut link).is_err());
        let mut link = [entry("mz:ticket:external_url", MetadataType::String, "tickets.org/1")];
        metadata(&mut link).unwrap();
        assert_eq!(link[0].value, "https://tickets.org/1");
    }

    #[test]
    fn a_price_is_a_number_that_people_can_pay() {
        for (price, holds) in [(0.0, true), (12.5, true), (-1.0, false), (f64::NAN, false)] {
            let offer = Offer { price: Some(price), ..Offer::default() };
            assert_eq!(offers(&mut [offer]).is_ok(), holds, "{price}");
        }
    }
}
