//! What is sent, and what may not be in it.

use lettre::address::Address;
use lettre::message::header::ContentType;
use serde::{Deserialize, Serialize};

/// Somebody with a mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// As shown in mail programs; may be empty.
    pub name: String,
    /// `local@host`.
    pub address: String,
}

/// A file sent along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub name: String,
    /// As in `text/calendar; charset=utf-8; method=PUBLISH`.
    pub content_type: String,
    #[serde(with = "base64_text")]
    pub bytes: Vec<u8>,
}

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Names this message for ever: the left side of its Message-ID. Letters, digits, `.`, `_` and `-`,
    /// not starting with a dot, at most 120 of them.
    pub id: String,
    pub from: Mailbox,
    pub to: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The language of both, as in `fr` or `pt-BR`.
    pub lang: String,
    /// An https address that ends these mails at one POST (RFC 8058).
    pub unsubscribe: Option<String>,
    /// The id of the first message about the same thing, so that mail programs show them together.
    pub thread: Option<String>,
    pub attachments: Vec<Attachment>,
}

/// Bytes as base64, since a message waits as JSON.
mod base64_text {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// A part of a message that must not go into a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    #[error("the message id is not usable")]
    Id,
    #[error("the mail address is not valid")]
    Address,
    #[error("the content type of the attachment is not valid")]
    ContentType,
    #[error("the address to unsubscribe is not valid")]
    Unsubscribe,
    #[error("the language is not valid")]
    Lang,
    #[error("the message cannot be put together")]
    Structure,
}

/// `id` unchanged, if it can be a file name and the left side of a Message-ID.
pub(super) fn id(id: &str) -> Result<&str, Unsendable> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let fits = (1..=120).contains(&id.len()) && !id.starts_with('.') && !id.ends_with('.');
    if fits && !id.contains("..") && id.chars().all(allowed) { Ok(id) } else { Err(Unsendable::Id) }
}

/// Exactly one address. A host outside ASCII is written as mail servers know it.
pub(super) fn mailbox(mailbox: &Mailbox) -> Result<lettre::message::Mailbox, Unsendable> {
    let (user, host) = mailbox.address.rsplit_once('@').ok_or(Unsendable::Address)?;
    let host = idna::domain_to_ascii(host).map_err(|_| Unsendable::Address)?;
    let forbidden = |c: char| c.is_whitespace() || c.is_control();
    if user.contains(forbidden) || host.contains(forbidden) {
        return Err(Unsendable::Address);
    }
    let address = Address::new(user, host).map_err(|_| Unsendable::Address)?;
    let name = Some(line(&mailbox.name)).filter(|name| !name.is_empty());
    Ok(lettre::message::Mailbox::new(name, address))
}

/// An address for the header List-Unsubscribe: plain ASCII, nothing that could end it early.
pub(super) fn unsubscribe(url: &str) -> Result<&str, Unsendable> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | ',');
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && url.chars().all(plain) { Ok(url) } else { Err(Unsendable::Unsubscribe) }
}

pub(super) fn lang(lang: &str) -> Result<&str, Unsendable> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if (2..=35).contains(&lang.len()) && lang.chars().all(allowed) {
        Ok(lang)
    } else {
        Err(Unsendable::Lang)
    }
}

pub(super) fn content_type(text: &str) -> Result<ContentType, Unsendable> {
    if text.contains(char::is_control) {
        return Err(Unsendable::ContentType);
    }
    ContentType::parse(text).map_err(|_| Unsendable::ContentType)
}

/// One line of visible text for a header: no control characters, no marks that turn the writing
/// direction around, runs of white space as one space, and nothing that looks like an encoded word.
pub(super) fn line(text: &str) -> String {
    let visible = text.replace(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}'), "");
    let spaced =
        visible.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    words.join(" ").replace("=?", "= ?")
}

/// A name that is safe to save a file under on anybody's machine.
pub(super) fn file_name(name: &str) -> String {
    let name = line(name).replace(['/', '\\', ':', '"', '<', '>', '|', '*', '?', ';'], "_");
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "attachment".to_owned() } else { name.to_owned() }
}

/// Text or HTML without control characters other than line ends and tabs.
pub(super) fn body(text: &str) -> String {
    text.replace("\r\n", "\n").replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        for (given, kept) in [
            ("Fête\r\nBcc: x@example.org", "Fête Bcc: x@example.org"),
            ("a\u{0}b\u{85}c\u{2028}d\te", "a b c d e"),
            ("  two   spaces ", "two spaces"),
            ("gpj\u{202e}.exe", "gpj.exe"),
            ("=?utf-8?q?x?=", "= ?utf-8?q?x?="),
        ] {
            assert_eq!(line(given), kept);
        }
    }

    #[test]
    fn only_a_plain_id_is_taken() {
        for good in ["a", "join-018f3c.7_1"] {
            assert_eq!(id(good), Ok(good));
        }
        for bad in
            ["", ".hidden", "..", "a..b", "a.", "a/b", "a b", "a\n", "é", "a@b", &"x".repeat(121)]
        {
            assert_eq!(id(bad), Err(Unsendable::Id), "{bad}");
        }
    }

    #[test]
    fn an_address_is_exactly_one() {
        let parse =
            |address: &str| mailbox(&Mailbox { name: String::new(), address: address.into() });
        assert_eq!(
            parse("ann@bücher.example").unwrap().email.to_string(),
            "ann@xn--bcher-kva.example"
        );
        for bad in [
            "",
            "ann",
            "a@b@",
            "a@x.org,b@x.org",
            "a@x.org\r\nBcc: b@x.org",
            "a b@x.org",
            "<a@x.org>",
            "a@x.org>",
            "\"a\nb\"@x.org",
        ] {
            assert_eq!(parse(bad), Err(Unsendable::Address), "{bad}");
        }
    }

    #[test]
    fn a_file_name_names_no_folder() {
        assert_eq!(file_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(file_name("été\r\n.ics"), "été .ics");
        assert_eq!(file_name(".."), "attachment");
    }

    #[test]
    fn an_unsubscribe_address_cannot_break_out() {
        assert!(unsubscribe("https://example.org/u/1?k=a&b").is_ok());
        for bad in [
            "mailto:x@example.org",
            "https://example.org/>, <mailto:x@y.z",
            "https://a b",
            "https://a\r\nX: y",
        ] {
            assert_eq!(unsubscribe(bad), Err(Unsendable::Unsubscribe), "{bad}");
        }
    }
}
