//! RFC 9421, as far as servers use it: one signature, over derived parts and whole headers.

use super::{Fault, Incoming, Proof, window};
use chrono::{DateTime, Utc};
use sfv::{BareItem, Dictionary, FieldType, InnerList, ListEntry, Parser};

/// More parts than any server signs.
const PARTS: usize = 30;

/// Reads `Signature-Input` and `Signature`.
pub fn read(incoming: &Incoming, now: DateTime<Utc>) -> Result<Proof, Fault> {
    let (label, input) = input(incoming)?;
    let covered: Vec<&str> = names(&input)?;
    cover(&covered, incoming)?;
    let number = |name: &str| input.params.get(name).and_then(BareItem::as_integer).map(i64::from);
    let word = |name: &str| {
        input.params.get(name).and_then(BareItem::as_string).map(|text| text.as_str().to_owned())
    };
    window::seconds(number("created").ok_or(Fault::Uncovered("created"))?, now)?;
    if let Some(expires) = number("expires") {
        window::not_over(expires, now)?;
    }
    if covered.contains(&"date") {
        window::date(incoming.one("date")?.ok_or(Fault::Malformed)?, now)?;
    }
    let key_id = word("keyid").ok_or(Fault::Uncovered("keyid"))?;
    let text = text(&covered, &input, incoming)?;
    Ok(Proof {
        key_id,
        algorithm: word("alg"),
        texts: vec![text],
        signature: signature(&label, incoming)?,
    })
}

/// The one label and its covered parts.
fn input(incoming: &Incoming) -> Result<(String, InnerList), Fault> {
    let value = incoming.one("signature-input")?.ok_or(Fault::Missing)?;
    let all: Dictionary = Parser::new(value).parse().map_err(|_| Fault::Malformed)?;
    let mut all = all.into_iter();
    match (all.next(), all.next()) {
        (Some((label, ListEntry::InnerList(input))), None) => {
            Ok((label.as_str().to_owned(), input))
        }
        (Some(_), Some(_)) => Err(Fault::Ambiguous),
        _ => Err(Fault::Malformed),
    }
}

fn signature(label: &str, incoming: &Incoming) -> Result<Vec<u8>, Fault> {
    let value = incoming.one("signature")?.ok_or(Fault::Missing)?;
    let all: Dictionary = Parser::new(value).parse().map_err(|_| Fault::Malformed)?;
    if all.len() != 1 {
        return Err(Fault::Ambiguous);
    }
    match all.get(label) {
        Some(ListEntry::Item(item)) => {
            item.bare_item.as_byte_sequence().map(<[u8]>::to_vec).ok_or(Fault::Malformed)
        }
        _ => Err(Fault::Malformed),
    }
}

/// The names of the covered parts. A part with parameters is one that we do not know how to write.
fn names(input: &InnerList) -> Result<Vec<&str>, Fault> {
    let plain = input.items.iter().map(|item| {
        let name = item.bare_item.as_string().filter(|_| item.params.is_empty());
        name.map(|name| name.as_str()).ok_or(Fault::Malformed)
    });
    let names = plain.collect::<Result<Vec<_>, _>>()?;
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if names.len() > PARTS || sorted.len() != names.len() {
        Err(Fault::Malformed)
    } else {
        Ok(names)
    }
}

fn cover(covered: &[&str], incoming: &Incoming) -> Result<(), Fault> {
    for part in ["@method", "@target-uri"] {
        if !covered.contains(&part) {
            return Err(Fault::Uncovered(part));
        }
    }
    if incoming.carries() && !covered.contains(&"content-digest") {
        return Err(Fault::Uncovered("content-digest"));
    }
    Ok(())
}

/// The signature base of section 2.5.
fn text(covered: &[&str], input: &InnerList, incoming: &Incoming) -> Result<String, Fault> {
    let mut lines = Vec::with_capacity(covered.len() + 1);
    for part in covered {
        lines.push(format!("\"{part}\": {}", value(part, incoming)?));
    }
    let parameters =
        vec![ListEntry::InnerList(input.clone())].serialize().ok_or(Fault::Malformed)?;
    lines.push(format!("\"@signature-params\": {parameters}"));
    Ok(lines.join("\n"))
}

fn value(part: &str, incoming: &Incoming) -> Result<String, Fault> {
    let (path, query) = incoming.target.split_once('?').unwrap_or((incoming.target, ""));
    let (scheme, authority) = incoming.origin.split_once("://").ok_or(Fault::Malformed)?;
    Ok(match part {
        "@method" => incoming.method.to_owned(),
        "@target-uri" => format!("{}{}", incoming.origin, incoming.target),
        "@authority" => authority.to_ascii_lowercase(),
        "@scheme" => scheme.to_ascii_lowercase(),
        "@request-target" => incoming.target.to_owned(),
        "@path" => path.to_owned(),
        "@query" => format!("?{query}"),
        derived if derived.starts_with('@') => return Err(Fault::Malformed),
        name => {
            let values: Vec<&str> = incoming.all(name).map(str::trim).collect();
            if values.is_empty() {
                return Err(Fault::Malformed);
            }
            values.join(", ")
        }
    })
}
