//! Each mail, put together.

use super::changes::Change;
use super::reader::Reader;
use super::when;
use crate::app::App;
use crate::events::{self, Event, Sight, Standing, Status};
use crate::kernel::text::{Lang, say};
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::service::{Notice, confirm_token};
use crate::places::{Address, one_line};
use crate::platform::mail::{Action, Block, Content, Letter};

/// The texts of one kind of mail.
struct Words {
    subject: &'static str,
    /// Why the reader gets it: the first line.
    why: &'static str,
    text: Option<&'static str>,
}

/// What a mail is about and who reads it.
pub struct About<'a> {
    pub app: &'a App,
    pub event: &'a Event,
    /// How much of it the reader may know.
    pub sight: Sight,
    /// Where it takes place, if the reader may know.
    pub place: Option<&'a Address>,
    pub reader: &'a Reader,
    /// Names the mail for ever.
    pub key: String,
}

impl About<'_> {
    /// Asks whether it was the owner of the address.
    pub fn confirm(&self, row: &Participant) -> Letter {
        let words = Words {
            subject: "mail-participation-confirm-subject",
            why: "mail-participation-confirm-why",
            text: Some("mail-participation-confirm-text"),
        };
        let token = confirm_token(self.app, row.uuid);
        let path = format!("/participation/email/confirm/{}", token.reveal());
        let action = Action {
            label: self.say("mail-participation-confirm-action"),
            url: self.app.config.link(&path),
        };
        self.letter(&words, vec![self.facts(None)], Some(action))
    }

    /// Tells somebody who asked once more where they stand.
    pub fn already(&self, row: &Participant) -> Letter {
        let words = Words {
            subject: "mail-participation-already-subject",
            why: "mail-participation-already-why",
            text: Some(match row.role {
                ParticipantRole::NotApproved => "mail-participation-already-waits",
                ParticipantRole::Rejected => "mail-participation-already-rejected",
                _ => "mail-participation-already-goes",
            }),
        };
        self.letter(&words, self.details(row), self.to_manage())
    }

    /// Thanks somebody who has confirmed, and takes part.
    pub fn confirmed(&self, row: &Participant) -> Letter {
        let words = Words {
            subject: "mail-participation-confirmed-subject",
            why: "mail-participation-confirmed-why",
            text: Some("mail-participation-goes"),
        };
        self.letter(&words, self.details(row), self.to_manage())
    }

    /// Says that the organiser let them in.
    pub fn approved(&self, row: &Participant) -> Letter {
        let words = Words {
            subject: "mail-participation-approved-subject",
            why: "mail-participation-approved-why",
            text: Some("mail-participation-goes"),
        };
        self.letter(&words, self.details(row), self.to_manage())
    }

    /// Says that the organiser turned them down.
    pub fn rejected(&self) -> Letter {
        let words = Words {
            subject: "mail-participation-rejected-subject",
            why: "mail-participation-rejected-why",
            text: None,
        };
        self.letter(&words, vec![self.start()], None)
    }

    /// Says that a link of their mails ended it.
    pub fn left(&self) -> Letter {
        let words = Words {
            subject: "mail-participation-left-subject",
            why: "mail-participation-left-why",
            text: Some("mail-participation-left-text"),
        };
        let forgotten = Reader { manage: None, ..self.reader.clone() };
        let about = About { reader: &forgotten, key: self.key.clone(), ..*self };
        about.letter(&words, vec![about.start()], Some(about.to_event()))
    }

    /// Says that the event is soon; one click and there are no more such mails.
    pub fn reminder(&self, row: &Participant, notice: &Notice) -> Letter {
        let words = Words {
            subject: "mail-participation-reminder-subject",
            why: "mail-participation-reminder-why",
            text: Some("mail-participation-reminder-text"),
        };
        let mut letter = self.letter(&words, self.details(row), self.to_manage());
        letter.until = Some(self.event.begins_on);
        opting_out(self.app, letter, notice)
    }

    /// Says what has changed about the event, and why it is not certain any more where that is new.
    pub fn changed(&self, row: &Participant, change: &Change) -> Letter {
        let words = Words {
            subject: "mail-participation-changed-subject",
            why: "mail-participation-changed-why",
            text: None,
        };
        let news = Block::Facts(change.lines(self.reader.lang, self.event, self.place));
        let heading = Block::Heading(self.say("mail-participation-changed-now"));
        let in_doubt = change.before.status.is_some() && self.event.status != Status::Confirmed;
        let mut blocks = vec![news];
        blocks.extend(self.reason().filter(|_| in_doubt).into_iter().flatten());
        blocks.push(heading);
        blocks.extend(self.details(row));
        self.letter(&words, blocks, Some(self.to_event()))
    }

    /// Says that the event has been called off, and why.
    pub fn cancelled(&self) -> Letter {
        let words = Words {
            subject: "mail-participation-cancelled-subject",
            why: "mail-participation-cancelled-why",
            text: Some("mail-participation-cancelled-text"),
        };
        let reason = self.reason().into_iter().flatten();
        let blocks = [self.start()].into_iter().chain(reason).collect();
        self.letter(&words, blocks, Some(self.to_event()))
    }

    /// Passes on what the organiser says to everybody who comes.
    pub fn announced(&self, text: &str) -> Letter {
        let words = Words {
            subject: "mail-participation-announced-subject",
            why: "mail-participation-announced-why",
            text: None,
        };
        self.letter(&words, vec![Block::Quote(text.to_owned())], Some(self.to_event()))
    }

    /// Says that the event is gone altogether.
    pub fn deleted(&self) -> Letter {
        let words = Words {
            subject: "mail-participation-deleted-subject",
            why: "mail-participation-deleted-why",
            text: Some("mail-participation-deleted-text"),
        };
        let forgotten = Reader { manage: None, ..self.reader.clone() };
        let about = About { reader: &forgotten, key: self.key.clone(), ..*self };
        about.letter(&words, vec![about.start()], None)
    }

    /// Tells the organiser of somebody who waits for their word.
    pub fn pending(&self, who: &str, message: Option<&str>, notice: Option<&Notice>) -> Letter {
        let words = Words {
            subject: "mail-participation-pending-subject",
            why: "mail-participation-pending-why",
            text: None,
        };
        let label = self.say("mail-participation-pending-who");
        let mut blocks = vec![Block::Facts(vec![(label, who.to_owned())])];
        blocks.extend(message.map(|message| Block::Quote(message.to_owned())));
        let path = format!("/events/{}/participants", self.event.uuid);
        let action = Action {
            label: self.say("mail-participation-pending-action"),
            url: self.app.config.link(&path),
        };
        let letter = self.letter(&words, blocks, Some(action));
        match notice {
            Some(notice) => opting_out(self.app, letter, notice),
            None => letter,
        }
    }

    fn letter(&self, words: &Words, facts: Vec<Block>, action: Option<Action>) -> Letter {
        let subject = self.say(words.subject);
        let mut paragraphs = vec![Block::Text(self.say(words.why))];
        paragraphs.extend(facts);
        paragraphs.extend(words.text.map(|id| Block::Text(self.say(id))));
        let content = Content {
            site: String::new(),
            preheader: self.say(words.why),
            greeting: self.say("mail-participation-greeting"),
            paragraphs,
            action,
            footer: self.footer(),
            footer_links: self.to_forget().into_iter().collect(),
            subject,
        };
        Letter::new(self.key.clone(), self.reader.address.clone(), self.reader.lang, content)
    }

    /// A text; all of them may name the event and its day.
    fn say(&self, id: &str) -> String {
        let day = when::day_of(self.reader.lang, self.event);
        let args = [("event", self.event.title.clone().into()), ("date", day.into())];
        say(self.reader.lang, id, &args)
    }

    /// The facts for somebody who has a part, and the link of the meeting for those who come.
    fn details(&self, row: &Participant) -> Vec<Block> {
        let seen = self.sight == Sight::Full;
        let link = meeting(self.reader.lang, self.event, row.role.standing()).filter(|_| seen);
        [self.facts(Some(row))].into_iter().chain(link).collect()
    }

    /// Why it is called off or not certain, in the organiser's words, for readers who see all of the event.
    fn reason(&self) -> Option<[Block; 2]> {
        let note = self.event.options.status_note.clone().filter(|_| self.sight == Sight::Full)?;
        Some([Block::Text(self.say("mail-participation-note")), Block::Quote(note)])
    }

    /// When it begins and nothing else: for those who may not know more.
    fn start(&self) -> Block {
        let lang = self.reader.lang;
        let bare = Event { ends_on: None, ends_wall: None, ..self.event.clone() };
        Block::Facts(vec![(self.say("mail-participation-when"), when::span(lang, &bare))])
    }

    /// When and where, and the number of the reservation, as far as the reader may know.
    fn facts(&self, row: Option<&Participant>) -> Block {
        if self.sight == Sight::Glimpse {
            return self.start();
        }
        let lang = self.reader.lang;
        let mut facts = vec![(self.say("mail-participation-when"), when::span(lang, self.event))];
        if let Some(theirs) = self.reader.zone.and_then(|z| when::span_for(lang, self.event, z)) {
            facts.push((self.say("mail-participation-your-time"), theirs));
        }
        if let Some(place) = self.place {
            facts.push((self.say("mail-participation-where"), one_line(place, lang)));
        }
        if let Some(row) = row.filter(|row| row.role.goes()) {
            facts.push((self.say("mail-participation-code"), row.code.clone()));
        }
        Block::Facts(facts)
    }

    fn to_event(&self) -> Action {
        let path = format!("/events/{}", self.event.uuid);
        Action { label: self.say("mail-participation-to-event"), url: self.app.config.link(&path) }
    }

    /// Where the reader changes or cancels: the link of their mails, or the page of the event.
    fn to_manage(&self) -> Option<Action> {
        let Some(url) = self.reader.manage.clone() else { return Some(self.to_event()) };
        Some(Action { label: self.say("mail-participation-to-manage"), url })
    }

    fn footer(&self) -> Vec<String> {
        let without_account = self.reader.manage.is_some();
        without_account.then(|| self.say("mail-participation-footer")).into_iter().collect()
    }

    fn to_forget(&self) -> Option<Action> {
        let url = self.reader.manage.clone()?;
        Some(Action { label: self.say("mail-participation-to-forget"), url })
    }
}

/// The link of the meeting, if there is one and a reader who is this to the event may have it.
pub fn meeting(lang: Lang, event: &Event, standing: Standing) -> Option<Block> {
    events::see_meeting(standing).ok()?;
    let url = event.options.meeting_url.clone()?;
    Some(Block::Link(Action { label: say(lang, "mail-participation-to-meeting", &[]), url }))
}

/// A letter that its reader can do without: with the link that ends such mails, for the reader and for mail programs.
pub fn opting_out(app: &App, mut letter: Letter, notice: &Notice) -> Letter {
    letter.content.footer_links.push(notice.link(app, letter.lang));
    letter.unsubscribe = Some(notice.url(app));
    letter
}
