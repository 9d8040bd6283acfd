//! The ceilings, in one place. Lengths are characters after Unicode NFC.

use super::error::{Error, Message, Result};
use unicode_normalization::UnicodeNormalization;

/// Rows in a page of a list.
pub const PAGE_SIZE: i64 = 100;
/// Rows that a page may lie behind.
pub const OFFSET: i64 = 10_000;
/// Up to where the total of a public list is counted.
pub const TOTAL: i64 = 10_000;
/// A title.
pub const TITLE: usize = 200;
/// A person's or group's display name.
pub const NAME: usize = 100;
/// A username.
pub const USERNAME: usize = 30;
/// A bio.
pub const SUMMARY: usize = 5_000;
/// A description, as HTML.
pub const BODY: usize = 100_000;
/// A message to an organiser.
pub const MESSAGE: usize = 2_000;
/// An address on the web.
pub const URL: usize = 2_048;
/// Characters of a tag.
pub const TAG: usize = 40;
/// Tags of an event.
pub const TAGS: usize = 20;
/// Bytes of a GraphQL or inbox body.
pub const BODY_BYTES: usize = 1024 * 1024;
/// Bytes of any other body.
pub const FORM_BYTES: usize = 64 * 1024;
/// Bytes of an uploaded picture.
pub const UPLOAD_BYTES: usize = 10 * 1024 * 1024;
/// Bytes of an avatar.
pub const AVATAR_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of a banner.
pub const BANNER_BYTES: usize = 4 * 1024 * 1024;

/// One line of text: NFC, trimmed, no control characters, within `max`; empty becomes `None`.
pub fn line(field: &'static str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    let Some(text) = text else { return Ok(None) };
    storable(field, text)?;
    let text = farandole_sanitise::line(text);
    if text.is_empty() {
        return Ok(None);
    }
    within(field, &text, max)?;
    Ok(Some(text))
}

/// One line that must be there.
pub fn required_line(field: &'static str, text: &str, min: usize, max: usize) -> Result<String> {
    let text = line(field, Some(text), max)?.unwrap_or_default();
    if text.chars().count() < min.max(1) {
        return Err(Error::invalid(field, Message::new("error-too-short").with("min", min.max(1))));
    }
    Ok(text)
}

/// Plain text of several lines: NFC, trimmed, within `max`; empty becomes `None`.
pub fn paragraphs(field: &'static str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    let Some(text) = text else { return Ok(None) };
    storable(field, text)?;
    let text: String = text.trim().nfc().filter(|c| !c.is_control() || *c == '\n').collect();
    if text.is_empty() {
        return Ok(None);
    }
    within(field, &text, max)?;
    Ok(Some(text))
}

/// Rich text from a stranger: checked, then made safe.
pub fn html(field: &'static str, text: &str, max: usize) -> Result<String> {
    storable(field, text)?;
    within(field, text, max)?;
    Ok(farandole_sanitise::html(text))
}

/// A web address with `http` or `https`, within [`URL`]; empty becomes `None`.
pub fn web_address(field: &'static str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = line(field, text, URL)? else { return Ok(None) };
    let full = if text.contains("://") { text } else { format!("https://{text}") };
    match url::Url::parse(&full) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
            Ok(Some(url.into()))
        }
        _ => Err(Error::invalid(field, Message::new("error-web-address"))),
    }
}

fn within(field: &'static str, text: &str, max: usize) -> Result<()> {
    let length = text.chars().count();
    if length > max {
        return Err(Error::invalid(
            field,
            Message::new("error-too-long").with("max", max).with("length", length),
        ));
    }
    Ok(())
}

/// Refuses text that the database or a downstream format cannot hold.
pub fn storable(field: &'static str, text: &str) -> Result<()> {
    farandole_sanitise::storable(text)
        .map_err(|_| Error::Malformed { field, problem: Message::new("error-unstorable") })
}
