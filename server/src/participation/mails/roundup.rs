//! Mails about several events at once: what comes, and who waits for an answer.

use super::letter::{meeting, opting_out};
use super::reader::Reader;
use super::when;
use crate::app::App;
use crate::events::{Event, Standing};
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use crate::participation::service::Notice;
use crate::platform::mail::{Action, Block, Content, Letter};

/// Hours after which a list is not worth sending any more.
const FRESH_HOURS: i64 = 12;

/// A mail about several events, and who reads it.
pub struct Roundup<'a> {
    pub app: &'a App,
    pub reader: &'a Reader,
    /// Names the mail for ever.
    pub key: String,
    /// The ids of its subject, which counts, and of why it comes.
    pub texts: (&'static str, &'static str),
    /// What the reader can do without.
    pub notice: Notice,
}

impl Roundup<'_> {
    /// What the reader takes part in, in order, with the links of its meetings.
    pub fn coming(&self, events: &[&Event]) -> Letter {
        let blocks = events.iter().flat_map(|event| {
            let path = format!("/events/{}", event.uuid);
            let lang = self.reader.lang;
            let theirs = self.reader.zone.and_then(|zone| when::span_for(lang, event, zone));
            let mut facts = vec![(self.say("mail-participation-when"), when::span(lang, event))];
            facts.extend(theirs.map(|theirs| (self.say("mail-participation-your-time"), theirs)));
            let mut blocks = vec![Block::Heading(event.title.clone()), Block::Facts(facts)];
            blocks.extend(meeting(lang, event, Standing::Attends));
            blocks.push(Block::Link(self.link("mail-participation-to-event", &path)));
            blocks
        });
        self.letter(blocks.collect(), i64::try_from(events.len()).unwrap_or(i64::MAX))
    }

    /// How many wait for the reader's answer, by event.
    pub fn waiting(&self, events: &[(&Event, i64)]) -> Letter {
        let blocks = events.iter().flat_map(|(event, waiting)| {
            let path = format!("/events/{}/participants", event.uuid);
            [
                Block::Heading(event.title.clone()),
                Block::Text(when::span(self.reader.lang, event)),
                Block::Text(self.count("mail-participation-pending-count", *waiting)),
                Block::Link(self.link("mail-participation-pending-action", &path)),
            ]
        });
        self.letter(blocks.collect(), events.iter().map(|(_, waiting)| waiting).sum())
    }

    fn letter(&self, blocks: Vec<Block>, count: i64) -> Letter {
        let subject = self.count(self.texts.0, count);
        let why = self.say(self.texts.1);
        let mut paragraphs = vec![Block::Text(why.clone())];
        paragraphs.extend(blocks);
        let content = Content {
            subject,
            preheader: why,
            greeting: self.say("mail-participation-greeting"),
            paragraphs,
            ..Content::default()
        };
        let mut letter =
            Letter::new(self.key.clone(), self.reader.address.clone(), self.reader.lang, content);
        letter.until = Some(self.app.now() + Duration::hours(FRESH_HOURS));
        opting_out(self.app, letter, &self.notice)
    }

    fn link(&self, label: &str, path: &str) -> Action {
        Action { label: self.say(label), url: self.app.config.link(path) }
    }

    fn say(&self, id: &str) -> String {
        T { lang: self.reader.lang }.get(id)
    }

    fn count(&self, id: &str, count: i64) -> String {
        T { lang: self.reader.lang }.count(id, count)
    }
}
