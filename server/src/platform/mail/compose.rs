//! From a [`Message`] to the bytes of RFC 5322.

use super::message::{self, Attachment, Message, Unsendable};
use chrono::{DateTime, Utc};
use lettre::message::header::{ContentDisposition, HeaderName, HeaderValue};
use lettre::message::{Body, MultiPart, SinglePart};

/// A message ready to be sent, and its headers as a reader sees them.
pub(super) struct Composed {
    pub mail: lettre::Message,
    pub headers: Vec<(&'static str, String)>,
}

/// Puts a message together. `host` is the right side of its Message-ID.
pub(super) fn compose(
    message: &Message,
    host: &str,
    at: DateTime<Utc>,
) -> Result<Composed, Unsendable> {
    let from = message::mailbox(&message.from)?;
    let to = message::mailbox(&message.to)?;
    let reply_to = message.reply_to.as_ref().map(message::mailbox).transpose()?;
    let subject = message::line(&message.subject);
    let extra = extra_headers(message, host)?;
    let message_id = message_id(&message.id, host)?;

    let mut headers = vec![("From", from.to_string()), ("To", to.to_string())];
    headers.extend(reply_to.iter().map(|mailbox| ("Reply-To", mailbox.to_string())));
    headers.push(("Subject", subject.clone()));
    headers.push(("Date", at.to_rfc2822()));
    headers.push(("Message-ID", message_id.clone()));
    headers.extend(extra.iter().cloned());

    let mut builder = lettre::Message::builder()
        .from(from)
        .to(to)
        .subject(subject)
        .date(at.into())
        .message_id(Some(message_id));
    if let Some(mailbox) = reply_to {
        builder = builder.reply_to(mailbox);
    }
    for (name, value) in extra {
        builder = builder.raw_header(ascii_header(name, value));
    }
    let mail = builder.multipart(body(message)?).map_err(|_| Unsendable::Structure)?;
    Ok(Composed { mail, headers })
}

fn message_id(id: &str, host: &str) -> Result<String, Unsendable> {
    Ok(format!("<{}@{host}>", message::id(id)?))
}

/// Headers made of checked ASCII. All our mail is automatic, and says so, to keep machines from answering.
fn extra_headers(message: &Message, host: &str) -> Result<Vec<(&'static str, String)>, Unsendable> {
    let mut headers = vec![
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("Content-Language", message::lang(&message.lang)?.to_owned()),
    ];
    if let Some(url) = &message.unsubscribe {
        headers.push(("List-Unsubscribe", format!("<{}>", message::unsubscribe(url)?)));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    if let Some(thread) = message.thread.as_deref().filter(|thread| *thread != message.id) {
        let thread = message_id(thread, host)?;
        headers.push(("In-Reply-To", thread.clone()));
        headers.push(("References", thread));
    }
    Ok(headers)
}

/// A header whose value is ASCII without line ends. It is not folded: an address must stay in one piece.
fn ascii_header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.clone(),
        value,
    )
}

/// Text and HTML as two faces of one thing; attachments, if any, beside them.
fn body(message: &Message) -> Result<MultiPart, Unsendable> {
    let (text, html) = (message::body(&message.text), message::body(&message.html));
    let faces = MultiPart::alternative_plain_html(text, html);
    if message.attachments.is_empty() {
        return Ok(faces);
    }
    let parts = message.attachments.iter().map(attached).collect::<Result<Vec<_>, _>>()?;
    Ok(parts.into_iter().fold(MultiPart::mixed().multipart(faces), MultiPart::singlepart))
}

fn attached(attachment: &Attachment) -> Result<SinglePart, Unsendable> {
    let content_type = message::content_type(&attachment.content_type)?;
    let disposition = ContentDisposition::attachment(&message::file_name(&attachment.name));
    Ok(SinglePart::builder()
        .header(disposition)
        .header(content_type)
        .body(Body::new(attachment.bytes.clone())))
}

#[cfg(test)]
#[path = "compose_tests.rs"]
pub(super) mod tests;
