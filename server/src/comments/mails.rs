//! The mails about comments.

use super::model::Comment;
use crate::accounts::Contact;
use crate::actors::Actor;
use crate::app::App;
use crate::events::Event;
use crate::kernel::prelude::*;
use crate::kernel::text::say;
use crate::participation::Notice;
use crate::platform::mail::{Action, Block, Content, Letter};

/// Characters of a comment that a mail quotes.
const QUOTED: usize = 1_000;

/// Why somebody is told of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It stands under an event of theirs.
    Comment,
    /// The same, and it waits for their word.
    Waits,
    /// It answers one of theirs.
    Answer,
    /// It names them.
    Named,
}

impl Reason {
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Comment => ("mail-comments-new-subject", "mail-comments-new-why"),
            Self::Waits => ("mail-comments-waits-subject", "mail-comments-waits-why"),
            Self::Answer => ("mail-comments-answer-subject", "mail-comments-answer-why"),
            Self::Named => ("mail-comments-named-subject", "mail-comments-named-why"),
        }
    }
}

/// The letter that tells somebody of a comment.
pub fn letter(
    app: &App,
    (comment, event, author): (&Comment, &Event, &Actor),
    reader: ActorId,
    contact: &Contact,
    reason: Reason,
) -> Letter {
    let lang = contact.lang;
    let args = [("event", event.title.clone().into()), ("name", author.display_name().into())];
    let text = |id: &str| say(lang, id, &args);
    let (subject, why) = reason.texts();
    let quoted: String = farandole_sanitise::text(&comment.body).chars().take(QUOTED).collect();
    let path = format!("/events/{}#comment-{}", event.uuid, comment.id);
    let content = Content {
        site: String::new(),
        preheader: text(why),
        greeting: text("mail-comments-greeting"),
        paragraphs: vec![Block::Text(text(why)), Block::Quote(quoted)],
        action: Some(Action { label: text("mail-comments-open"), url: app.config.link(&path) }),
        footer: Vec::new(),
        footer_links: Vec::new(),
        subject: text(subject),
    };
    let version = match reason {
        Reason::Waits => format!(".{}", comment.updated_at.timestamp_millis()),
        _ => String::new(),
    };
    let key = format!("comment.{}.{reader}{version}", comment.uuid);
    let mut letter = Letter::new(key, contact.email.clone(), lang, content);
    let notice = Notice::Comments(contact.user);
    letter.content.footer_links.push(notice.link(app, lang));
    letter.unsubscribe = Some(notice.url(app));
    letter
}
