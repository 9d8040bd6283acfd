//! Taking part without an account, step by step. Templates under `participate/`.
//!
//! A link in a mail only ever shows a page with a button: mail scanners follow links.

use askama::Template;

use super::{CalendarLinks, Form, Leaf, Link, Page, Tone, Who};
use crate::kernel::text::T;

/// The event in short, on top of every step. Used by `parts/event_brief.html`.
#[derive(Debug, Clone, Default)]
pub struct EventBrief {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its day.
    pub leaf: Leaf,
    /// Date, time and zone in words.
    pub when: String,
    /// Place in words.
    pub place: Option<String>,
    /// The link of its meeting, for those who come.
    pub meeting: Option<String>,
}

/// Step 1: who comes.
#[derive(Template)]
#[template(path = "participate/form.html")]
pub struct ParticipatePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// `email name message remind`, or `identity message` when signed in.
    pub form: Form,
    /// The identities to choose from, when signed in.
    pub identities: Vec<Who>,
    /// The sign-in page, leading back here.
    pub sign_in: String,
    /// Whether the organiser decides.
    pub approval: bool,
    /// Whether only the waiting list is open.
    pub waiting: bool,
    /// Where the form is sent.
    pub action: String,
}

/// Step 2: a mail is on its way.
#[derive(Template)]
#[template(path = "participate/sent.html")]
pub struct ParticipateSentPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// Where the mail went, as typed.
    pub email: String,
    /// The form, to try again.
    pub again: String,
}

/// Step 3: the link in the mail was followed; the button confirms.
#[derive(Template)]
#[template(path = "participate/confirm.html")]
pub struct ParticipateConfirmPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// What the organiser will see as the name.
    pub name: Option<String>,
    /// What the organiser will be told.
    pub message: Option<String>,
    /// Where the button leads.
    pub action: String,
}

/// Afterwards, and whenever the link in a mail is followed: how it stands, and leaving.
#[derive(Template)]
#[template(path = "participate/state.html")]
pub struct ParticipateStatePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// How it stands.
    pub how: Standing,
}

/// How it stands, and what can be done about it.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// In one word.
    pub state: Attendance,
    /// What follows from it.
    pub text: String,
    /// What must be known of the event first: that it is cancelled, or over.
    pub note: Option<String>,
    /// Whether it has just been confirmed: then it is said with joy.
    pub fresh: bool,
    /// The identity that it is about, of people with an account.
    pub acting: Option<Who>,
    /// Their other identities that have a part in the event.
    pub others: Vec<OwnPart>,
    /// Where one more identity can take part.
    pub another: Option<String>,
    /// Ways into a calendar.
    pub calendar: Option<CalendarLinks>,
    /// What the organiser was told, to be changed.
    pub reword: Option<Reword>,
    /// The reminder of the day before; none if it is too late, and for people with an account.
    pub remind: Option<Reminder>,
    /// Where "I cannot come" is sent; none if it is too late.
    pub leave: Option<String>,
    /// Where "forget me" is sent; none for people with an account.
    pub forget: Option<String>,
    /// The link that leads back here, for people without an account.
    pub keep: Option<String>,
}

/// The part of one more identity.
#[derive(Debug, Clone, Default)]
pub struct OwnPart {
    /// Whose.
    pub who: Who,
    /// How it stands, in words.
    pub state: String,
    /// Where "I cannot come" is sent; none if it is too late.
    pub leave: Option<String>,
}

/// The reminder of the day before, to be turned on or off.
#[derive(Debug, Clone, Default)]
pub struct Reminder {
    /// Where the form is sent.
    pub action: String,
    /// Whether it comes as it stands.
    pub on: bool,
}

/// What the organiser was told, to be changed.
#[derive(Debug, Clone, Default)]
pub struct Reword {
    /// Where the form is sent.
    pub action: String,
    /// `name message`.
    pub form: Form,
    /// Whether the name is asked for: a profile has one already.
    pub named: bool,
}

/// In place of a step that cannot be taken: why not, and what else can be done.
#[derive(Template)]
#[template(path = "participate/closed.html")]
pub struct ParticipateClosedPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// Why not.
    pub reason: String,
    /// What to do instead; the first is what most people want.
    pub instead: Vec<Link>,
}

/// How someone's coming stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attendance {
    /// Coming.
    #[default]
    Going,
    /// The address has yet to be confirmed.
    Unconfirmed,
    /// The organiser has yet to decide.
    Asked,
    /// On the waiting list.
    Waiting,
    /// Refused.
    Refused,
    /// Has cancelled.
    Left,
    /// Everything about them was deleted.
    Forgotten,
}

impl Attendance {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Going,
        Self::Unconfirmed,
        Self::Asked,
        Self::Waiting,
        Self::Refused,
        Self::Left,
        Self::Forgotten,
    ];

    /// How it is meant.
    pub fn tone(self) -> Tone {
        match self {
            Self::Going => Tone::Good,
            Self::Unconfirmed | Self::Asked | Self::Waiting => Tone::Wait,
            Self::Refused => Tone::Wrong,
            Self::Left | Self::Forgotten => Tone::News,
        }
    }

    /// The heading.
    pub fn heading(self, t: &T) -> String {
        match self {
            Self::Going => t.get("attendance-going"),
            Self::Unconfirmed => t.get("attendance-unconfirmed"),
            Self::Asked => t.get("attendance-asked"),
            Self::Waiting => t.get("attendance-waiting"),
            Self::Refused => t.get("attendance-refused"),
            Self::Left => t.get("attendance-left"),
            Self::Forgotten => t.get("attendance-forgotten"),
        }
    }

    /// What follows from it.
    pub fn text(self, t: &T) -> String {
        match self {
            Self::Going => t.get("attendance-going-text"),
            Self::Unconfirmed => t.get("attendance-unconfirmed-text"),
            Self::Asked => t.get("attendance-asked-text"),
            Self::Waiting => t.get("attendance-waiting-text"),
            Self::Refused => t.get("attendance-refused-text"),
            Self::Left => t.get("attendance-left-text"),
            Self::Forgotten => t.get("attendance-forgotten-text"),
        }
    }
}

/// The way to the reader's own server. Template: `participate/elsewhere.html`.
#[derive(Template)]
#[template(path = "participate/elsewhere.html")]
pub struct ElsewherePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What the event is called.
    pub title: String,
    /// Where the form is sent.
    pub action: String,
    /// The event.
    pub back: String,
    /// The field.
    pub form: Form,
    /// The ways there, once the server is known; the first one stands out.
    pub links: Vec<Link>,
}
