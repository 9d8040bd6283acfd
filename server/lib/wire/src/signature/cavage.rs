//! draft-cavage-http-signatures-12, as servers send it.

use super::{Fault, Incoming, Proof, window};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// More parts than any server signs.
const PARTS: usize = 30;

/// Reads `Signature`, or `Authorization: Signature …` where there is none.
pub fn read(incoming: &Incoming, now: DateTime<Utc>) -> Result<Proof, Fault> {
    let header = incoming.one("signature")?;
    let other = authorization(incoming)?;
    match (header, other) {
        (Some(_), Some(_)) => Err(Fault::Ambiguous),
        (Some(value), None) => {
            proof(value.strip_prefix("Signature ").unwrap_or(value), incoming, now)
        }
        (None, Some(value)) => proof(value, incoming, now),
        (None, None) => Err(Fault::Missing),
    }
}

/// Reads `Authorization: Signature …` alone.
pub fn from_authorization(incoming: &Incoming, now: DateTime<Utc>) -> Result<Option<Proof>, Fault> {
    authorization(incoming)?.map(|value| proof(value, incoming, now)).transpose()
}

fn authorization<'a>(incoming: &'a Incoming) -> Result<Option<&'a str>, Fault> {
    Ok(incoming.one("authorization")?.and_then(|value| value.strip_prefix("Signature ")))
}

fn proof(value: &str, incoming: &Incoming, now: DateTime<Utc>) -> Result<Proof, Fault> {
    let mut parameters = parameters(value)?;
    let mut take = |name: &str| parameters.remove(name);
    let key_id = take("keyId").ok_or(Fault::Malformed)?;
    let signature = take("signature").ok_or(Fault::Malformed)?;
    let signature = STANDARD.decode(signature).map_err(|_| Fault::Malformed)?;
    let moments = Moments { created: take("created"), expires: take("expires") };
    let covered = take("headers").unwrap_or_else(|| "date".to_owned()).to_ascii_lowercase();
    let covered: Vec<&str> = covered.split(' ').filter(|part| !part.is_empty()).collect();
    cover(&covered, incoming)?;
    moments.check(&covered, incoming, now)?;
    let target = incoming.target;
    let mut texts = vec![text(&covered, incoming, &moments, target)?];
    // Some servers sign the path and leave the query out, on reading as on writing.
    if let Some((path, _)) = target.split_once('?') {
        texts.push(text(&covered, incoming, &moments, path)?);
    }
    Ok(Proof { key_id, algorithm: take("algorithm"), texts, signature })
}

/// `name="value"` and `name=number`, with commas between. A name that comes twice has two meanings.
fn parameters(mut rest: &str) -> Result<BTreeMap<String, String>, Fault> {
    let mut found = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        let (name, behind) = rest.split_once('=').ok_or(Fault::Malformed)?;
        let (value, behind) = match behind.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(Fault::Malformed)?,
            None => {
                let end = behind.find([',', ' ']).unwrap_or(behind.len());
                let number = &behind[..end];
                if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(Fault::Malformed);
                }
                (number, &behind[end..])
            }
        };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) || value.contains('\\') {
            return Err(Fault::Malformed);
        }
        if found.insert(name.to_owned(), value.to_owned()).is_some() {
            return Err(Fault::Ambiguous);
        }
        rest = behind.trim_start();
        if rest.is_empty() {
            return Ok(found);
        }
        rest = rest.strip_prefix(',').ok_or(Fault::Malformed)?;
    }
}

/// What has to be covered, so that the signature is worth something.
fn cover(covered: &[&str], incoming: &Incoming) -> Result<(), Fault> {
    let mut sorted = covered.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if covered.len() > PARTS || sorted.len() != covered.len() {
        return Err(Fault::Malformed);
    }
    let has = |part: &str| covered.contains(&part);
    if !has("(request-target)") {
        return Err(Fault::Uncovered("(request-target)"));
    }
    if !has("host") {
        return Err(Fault::Uncovered("host"));
    }
    if !has("date") && !has("(created)") {
        return Err(Fault::Uncovered("date"));
    }
    if incoming.carries() && !has("digest") && !has("content-digest") {
        return Err(Fault::Uncovered("digest"));
    }
    Ok(())
}

/// When the signature was made and when it ends, as far as it says so.
struct Moments {
    created: Option<String>,
    expires: Option<String>,
}

impl Moments {
    fn check(
        &self,
        covered: &[&str],
        incoming: &Incoming,
        now: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let number = |text: &String| text.parse::<i64>().map_err(|_| Fault::Malformed);
        if covered.contains(&"date") {
            window::date(incoming.one("date")?.ok_or(Fault::Malformed)?, now)?;
        }
        if covered.contains(&"(created)") {
            window::seconds(number(self.created.as_ref().ok_or(Fault::Malformed)?)?, now)?;
        }
        match &self.expires {
            Some(expires) => window::not_over(number(expires)?, now),
            None => Ok(()),
        }
    }
}

/// The text that was signed.
fn text(
    covered: &[&str],
    incoming: &Incoming,
    moments: &Moments,
    target: &str,
) -> Result<String, Fault> {
    let mut lines = Vec::with_capacity(covered.len());
    for part in covered {
        let value = match *part {
            "(request-target)" => format!("{} {target}", incoming.method.to_ascii_lowercase()),
            "(created)" => moments.created.clone().ok_or(Fault::Malformed)?,
            "(expires)" => moments.expires.clone().ok_or(Fault::Malformed)?,
            name => header(name, incoming)?,
        };
        lines.push(format!("{part}: {value}"));
    }
    Ok(lines.join("\n"))
}

fn header(name: &str, incoming: &Incoming) -> Result<String, Fault> {
    let values: Vec<&str> = incoming.all(name).map(str::trim).collect();
    let single = matches!(name, "host" | "date" | "digest" | "content-type" | "content-length");
    match values.len() {
        0 => Err(Fault::Malformed),
        1 => Ok(values.concat()),
        _ if single => Err(Fault::Ambiguous),
        _ => Ok(values.join(", ")),
    }
}
