//! One event. Template: `event.html`, in parts under `event/`.

use askama::Template;

use super::{
    Choice, EventCard, Fact, Form, IconLink, Leaf, Link, Page, Picture, SafeHtml, Status, Who,
};
use crate::kernel::text::T;

/// Everything about an event that the reader may see.
#[derive(Template)]
#[template(path = "event.html")]
pub struct EventPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventView,
    /// What the reader can do about coming.
    pub take_part: TakePart,
    /// Comments in threads, announcements first.
    pub comments: Vec<CommentView>,
    /// How many there are, answers included.
    pub comments_count: usize,
    /// Why the reader can write none, if so.
    pub comments_note: Option<String>,
    /// What the reader can do about that.
    pub comments_link: Option<Link>,
    /// Writing one, for those who may.
    pub write: Option<WriteComment>,
    /// Events that may please as well.
    pub related: Vec<EventCard>,
}

/// An event in words.
#[derive(Debug, Clone, Default)]
pub struct EventView {
    /// Its title.
    pub title: String,
    /// The language it is written in: code and name.
    pub language: Option<Choice>,
    /// States.
    pub status: Vec<Status>,
    /// Why it was called off or what was changed, from the organiser.
    pub status_note: Option<String>,
    /// When.
    pub time: Times,
    /// Where, if it has a place.
    pub place: Option<PlaceView>,
    /// Where on the net.
    pub online: Option<Online>,
    /// Price in a word or two.
    pub price: Option<String>,
    /// What a place costs: the amount, and where it is paid.
    pub offers: Vec<Link>,
    /// Access and other facts.
    pub facts: Vec<Fact>,
    /// Whom to ask.
    pub contacts: Vec<Who>,
    /// A number to call.
    pub phone: Option<Link>,
    /// Who invites.
    pub organisers: Vec<Who>,
    /// Places left and people coming.
    pub seats: Seats,
    /// The text.
    pub description: SafeHtml,
    /// The programme, as plain text.
    pub programme: Option<String>,
    /// What those who come agree to.
    pub conditions: Vec<ConditionView>,
    /// Its category.
    pub category: Option<Link>,
    /// Its tags.
    pub tags: Vec<Link>,
    /// Its picture.
    pub picture: Option<Picture>,
    /// The organiser's website about it.
    pub website: Option<Link>,
    /// Ways into a calendar.
    pub calendar: Option<CalendarLinks>,
    /// Sharing.
    pub share: Share,
    /// Where it comes from, when it was made on another server.
    pub origin: Option<Origin>,
    /// Editing, for those who may.
    pub edit: Option<String>,
    /// Reporting to the moderators.
    pub report: Option<String>,
    /// The way to the reader's own server.
    pub elsewhere: Option<String>,
}

impl EventView {
    /// Whether it has been called off.
    pub fn cancelled(&self) -> bool {
        self.status.contains(&Status::Cancelled)
    }

    /// Whether the title needs a smaller size.
    pub fn long(&self) -> bool {
        self.title.chars().count() > 60
    }

    /// Whether there is anything for the list of facts.
    pub fn told(&self) -> bool {
        let seats = &self.seats;
        let counted = [seats.left, seats.going, seats.waiting];
        self.price.is_some()
            || self.phone.is_some()
            || !(self.offers.is_empty() && self.facts.is_empty() && self.contacts.is_empty())
            || counted.iter().any(Option::is_some)
    }

    /// Whether no place is left.
    pub fn full(&self) -> bool {
        self.status.contains(&Status::Full)
    }

    /// Whether it is over.
    pub fn past(&self) -> bool {
        self.status.contains(&Status::Past)
    }
}

/// What those who come agree to.
#[derive(Debug, Clone, Default)]
pub struct ConditionView {
    /// Its name; may be empty.
    pub title: String,
    /// Its text; may be empty.
    pub text: String,
    /// Where it can be read in full.
    pub url: Option<String>,
}

/// When an event is, in its own zone.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// The day it begins, as a leaf.
    pub leaf: Leaf,
    /// The day in full, or from day to day.
    pub date: String,
    /// From when to when; none if it takes whole days.
    pub hours: Option<String>,
    /// The zone by its city, such as "Paris time".
    pub zone: String,
    /// Today, tomorrow, in 3 days.
    pub relative: Option<String>,
    /// When doors open or how often it repeats.
    pub note: Option<String>,
    /// Begin for machines (RFC 3339).
    pub begins: String,
    /// End for machines.
    pub ends: Option<String>,
    /// The zone's identifier, such as `Europe/Paris`.
    pub zone_id: String,
}

/// A place with everything needed to get there.
#[derive(Debug, Clone, Default)]
pub struct PlaceView {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
    /// The rest of the address, a line each.
    pub lines: Vec<String>,
    /// Ways there, on other sites.
    pub directions: Vec<IconLink>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// The same in words, to be copied.
    pub coordinates: Option<String>,
    /// Address pattern of map tiles, if the site offers a map.
    pub tiles: Option<Tiles>,
}

/// Where the pieces of an interactive map come from: always this server.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tiles {
    /// `/tiles/{z}/{x}/{y}.png`
    pub url: String,
    /// Who made the map, as their licence asks.
    pub credit: String,
}

/// Taking part from anywhere.
#[derive(Debug, Clone, Default)]
pub struct Online {
    /// The address, for those who may have it now.
    pub url: Option<String>,
    /// What is said when it is not shown yet.
    pub note: String,
}

/// How many come, how many more can.
#[derive(Debug, Clone, Default)]
pub struct Seats {
    /// Places left, when they are limited.
    pub left: Option<u64>,
    /// How many people come, unless hidden.
    pub going: Option<u64>,
    /// How many wait for a place.
    pub waiting: Option<u64>,
}

/// What the reader can do about coming.
#[derive(Debug, Clone, Default)]
pub enum TakePart {
    /// Nothing: called off, over, or without registration.
    #[default]
    No,
    /// A form waits at this address.
    Open {
        /// The form.
        url: String,
        /// Who would come, when signed in.
        identity: Option<Who>,
        /// Whether the organiser decides.
        approval: bool,
    },
    /// It is full, but one may wait.
    WaitingList {
        /// The form.
        url: String,
    },
    /// Registration is closed, for this reason.
    Closed(String),
    /// Only with an account.
    SignIn {
        /// The sign-in page, leading back.
        url: String,
    },
    /// On another site.
    Elsewhere {
        /// Its address.
        url: String,
        /// Its host, to be shown.
        host: String,
    },
    /// The reader has answered already.
    Answered {
        /// As whom.
        identity: Who,
        /// The answer's state, in words.
        state: String,
        /// How the state is meant.
        tone: super::Tone,
        /// Where to leave or change.
        manage: String,
    },
    /// The reader organises it.
    Organiser {
        /// The list of participants.
        participants: String,
    },
}

/// Ways into a calendar; plain links, nothing is loaded from these sites.
#[derive(Debug, Clone, Default)]
pub struct CalendarLinks {
    /// The file.
    pub ics: String,
    /// Google's form.
    pub google: String,
    /// Outlook's form.
    pub outlook: String,
}

/// Sharing.
#[derive(Debug, Clone, Default)]
pub struct Share {
    /// The short, lasting address.
    pub url: String,
    /// A mail with title, date and address.
    pub mail: String,
    /// The address as a picture that telephones read, for paper.
    pub qr: Option<SafeHtml>,
}

/// Where an event from elsewhere lives.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The server's host.
    pub host: String,
    /// The event there.
    pub url: String,
    /// When our copy was last refreshed, in words.
    pub age: String,
}

/// A comment with its answers.
#[derive(Debug, Clone, Default)]
pub struct CommentView {
    /// Its number, in addresses and as anchor.
    pub id: String,
    /// Who wrote it; none if it was deleted.
    pub author: Option<Who>,
    /// When, in words.
    pub when: String,
    /// For machines.
    pub at: String,
    /// The text.
    pub body: SafeHtml,
    /// Whether the organiser speaks.
    pub organiser: bool,
    /// The language of its text, where that is known.
    pub language: Option<String>,
    /// Whether it was told to everybody who comes.
    pub announcement: bool,
    /// Whether it waits for the organiser.
    pub waiting: bool,
    /// Letting it in, for those who may.
    pub approve: Option<String>,
    /// Answering it, for those who may.
    pub reply: Option<String>,
    /// Whether its answer is being written.
    pub answering: bool,
    /// What was typed as its answer.
    pub answer: String,
    /// What is wrong with that.
    pub mistake: Option<String>,
    /// Deleting it, for those who may.
    pub delete: Option<String>,
    /// Reporting to the moderators.
    pub report: Option<String>,
    /// Its answers.
    pub replies: Vec<CommentView>,
}

/// The form of a comment.
#[derive(Debug, Clone, Default)]
pub struct WriteComment {
    /// Where it goes.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// What happens to it, if anything but being shown; may be empty.
    pub hint: String,
    /// Whether the writer may tell everybody who comes.
    pub announces: bool,
}
