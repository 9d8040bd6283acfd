//! The pieces that several pages share.

use std::fmt;

use crate::kernel::text::T;

/// HTML that the sanitiser has let through. The only text a template writes as it is.
#[derive(Debug, Clone, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Takes HTML that comes out of the sanitiser. Never give it anything else.
    pub fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for SafeHtml {}

/// Words that lead somewhere.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub url: String,
}

impl Link {
    /// A link.
    pub fn new(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { text: text.into(), url: url.into() }
    }
}

/// A link with an icon of `front/assets/icons.svg` in front.
#[derive(Debug, Clone)]
pub struct IconLink {
    /// The icon's name.
    pub icon: &'static str,
    /// The words.
    pub text: String,
    /// Where they lead.
    pub url: String,
}

/// A picture with what it shows in words.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    /// Its address, ours.
    pub url: String,
    /// What it shows; empty marks it as decoration.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The same in other widths, as the `srcset` of an `img`; empty where there is one alone.
    pub srcset: String,
}

impl Picture {
    /// The measures of a picture for previews of links.
    pub fn card() -> Self {
        Self { width: 1200, height: 630, ..Self::default() }
    }
}

/// A person or group.
#[derive(Debug, Clone, Default)]
pub struct Who {
    /// The name shown.
    pub name: String,
    /// `@name` or `@name@host`.
    pub handle: String,
    /// Their page.
    pub url: String,
    /// The address of their picture.
    pub picture: Option<String>,
    /// A group, not a person.
    pub group: bool,
}

impl Who {
    /// The letter that stands in for a missing picture.
    pub fn initial(&self) -> String {
        let letter = self.name.chars().chain(self.handle.chars()).find(|c| c.is_alphanumeric());
        letter.map(|c| c.to_uppercase().collect()).unwrap_or_else(|| "?".to_owned())
    }
}

/// A day as on a calendar leaf.
#[derive(Debug, Clone, Default)]
pub struct Leaf {
    /// Short name of the day.
    pub weekday: String,
    /// Day of the month.
    pub day: String,
    /// Short name of the month; with the year when it is not this one.
    pub month: String,
}

/// A state of an event that must catch the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Only its authors see it.
    Draft,
    /// Waits for a moderator.
    Waiting,
    /// Not yet sure.
    Tentative,
    /// Called off.
    Cancelled,
    /// No place left.
    Full,
    /// Over.
    Past,
    /// Going on now.
    Now,
    /// Takes place on the net.
    Online,
    /// Only who has the link finds it.
    Unlisted,
    /// For the group's members.
    Members,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Waiting,
        Self::Tentative,
        Self::Cancelled,
        Self::Full,
        Self::Past,
        Self::Now,
        Self::Online,
        Self::Unlisted,
        Self::Members,
    ];

    /// The word on the badge.
    pub fn text(self, t: &T) -> String {
        match self {
            Self::Draft => t.get("status-draft"),
            Self::Waiting => t.get("status-waiting"),
            Self::Tentative => t.get("status-tentative"),
            Self::Cancelled => t.get("status-cancelled"),
            Self::Full => t.get("status-full"),
            Self::Past => t.get("status-past"),
            Self::Now => t.get("status-now"),
            Self::Online => t.get("status-online"),
            Self::Unlisted => t.get("status-unlisted"),
            Self::Members => t.get("status-members"),
        }
    }

    /// The badge's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Draft | Self::Waiting | Self::Tentative | Self::Full => "badge-wait",
            Self::Cancelled => "badge-off",
            Self::Past => "badge-past",
            Self::Now => "badge-good",
            Self::Online | Self::Unlisted | Self::Members => "badge-away",
        }
    }

    /// The badge's icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Draft => "edit",
            Self::Waiting | Self::Tentative | Self::Past | Self::Now => "clock",
            Self::Cancelled => "close",
            Self::Full | Self::Members => "users",
            Self::Online => "globe",
            Self::Unlisted => "link",
        }
    }
}

/// One event in a list. Used by `parts/event_card.html`.
#[derive(Debug, Clone, Default)]
pub struct EventCard {
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The language of the title, when it is not the page's.
    pub lang: Option<String>,
    /// The day it begins.
    pub leaf: Leaf,
    /// The instant it begins, for machines (RFC 3339).
    pub begins: String,
    /// Date and time in words, in the event's zone.
    pub when: String,
    /// Place in words, with the town.
    pub place: Option<String>,
    /// How far away, when searched around a place.
    pub distance: Option<String>,
    /// Who invites.
    pub organiser: Option<String>,
    /// Price, in a word or two.
    pub price: Option<String>,
    /// States.
    pub status: Vec<Status>,
    /// A picture, shown small.
    pub picture: Option<Picture>,
}

impl EventCard {
    /// Whether it has been called off.
    pub fn cancelled(&self) -> bool {
        self.status.contains(&Status::Cancelled)
    }

    /// Whether it is over or called off: shown paler.
    pub fn off(&self) -> bool {
        self.cancelled() || self.status.contains(&Status::Past)
    }
}

/// A group in a list. Used by `parts/group_card.html`.
#[derive(Debug, Clone, Default)]
pub struct GroupCard {
    /// The group.
    pub who: Who,
    /// What it is, in one line.
    pub summary: String,
    /// Where it lives.
    pub place: Option<String>,
    /// Its next event, in words.
    pub next: Option<String>,
}

/// A key fact: price, access, stream and so on.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The icon's name.
    pub icon: &'static str,
    /// What it is about.
    pub name: String,
    /// What is so.
    pub value: String,
    /// Where more is said.
    pub url: Option<String>,
}

/// The ways to the pages before and after.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// Towards the beginning.
    pub previous: Option<String>,
    /// Onwards.
    pub next: Option<String>,
}

/// How a list can be followed. Used by `parts/subscribe.html`.
#[derive(Debug, Clone, Default)]
pub struct Subscribe {
    /// Calendar to follow, `webcal:`.
    pub webcal: Option<String>,
    /// The same as a file.
    pub ics: Option<String>,
    /// Atom.
    pub atom: Option<String>,
    /// `@name@host`, to be followed from another server.
    pub handle: Option<String>,
}

impl Subscribe {
    /// Whether there is a way at all.
    pub fn any(&self) -> bool {
        let ways = [&self.webcal, &self.ics, &self.atom, &self.handle];
        ways.into_iter().any(Option::is_some)
    }
}
