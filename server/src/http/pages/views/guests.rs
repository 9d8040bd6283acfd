//! Who takes part, for the organiser. Templates: `organise/guests.html`, `organise/sheet.html`.

use askama::Template;

use super::{EventBrief, Page, Pager, Who};
use crate::kernel::text::T;

/// The list of an event's participants.
#[derive(Template)]
#[template(path = "organise/guests.html")]
pub struct GuestsPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// How many places are taken, in words.
    pub seats: String,
    /// The states, with how many people are in each.
    pub tabs: Vec<GuestTab>,
    /// The state that is shown, as forms send it.
    pub state: String,
    /// What was searched.
    pub words: String,
    /// The part of the list that is shown, as forms send it.
    pub turn: String,
    /// The people.
    pub guests: Vec<Guest>,
    /// The ways to the leaves before and after.
    pub pager: Pager,
    /// This list's address, to which its forms are sent.
    pub action: String,
}

impl GuestsPage {
    /// Whether anybody shown can be decided about.
    pub fn decides(&self) -> bool {
        self.guests.iter().any(|guest| guest.accept || guest.refuse || guest.remove)
    }
}

/// One state.
#[derive(Debug, Clone, Default)]
pub struct GuestTab {
    /// In words.
    pub text: String,
    /// How many.
    pub count: u64,
    /// The list of those.
    pub url: String,
    /// Whether it is shown now.
    pub current: bool,
}

/// Somebody who takes part or wants to.
#[derive(Debug, Clone, Default)]
pub struct Guest {
    /// What forms send.
    pub id: String,
    /// The name that they gave.
    pub name: String,
    /// Their profile; none for people without an account.
    pub who: Option<Who>,
    /// The reservation number.
    pub code: String,
    /// How it stands, in words.
    pub state: String,
    /// The class of its badge.
    pub badge: &'static str,
    /// Since when.
    pub since: String,
    /// A word to the organiser.
    pub message: Option<String>,
    /// Whether they can be let in.
    pub accept: bool,
    /// Whether they can be turned down.
    pub refuse: bool,
    /// Whether they can be taken out.
    pub remove: bool,
}

/// Everybody who comes, on paper.
#[derive(Template)]
#[template(path = "organise/sheet.html")]
pub struct SheetPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The event.
    pub event: EventBrief,
    /// The people, by name.
    pub guests: Vec<Guest>,
    /// The list.
    pub back: String,
}
