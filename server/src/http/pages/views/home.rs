//! The first page. Template: `home.html`.

use askama::Template;

use super::{Choice, EventCard, Form, Page};
use crate::kernel::text::T;

/// What this site is, what happens soon, and a search.
#[derive(Template)]
#[template(path = "home.html")]
pub struct HomePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The site in one sentence, from its administrator.
    pub tagline: String,
    /// Words, place and time.
    pub form: Form,
    /// The times on offer.
    pub times: Vec<Choice>,
    /// What happens soon, here or near the reader's place.
    pub events: Vec<EventCard>,
    /// The place the events are near to, if one is known.
    pub near: Option<String>,
    /// Where all of them can be seen.
    pub all: String,
    /// Categories with something to come.
    pub categories: Vec<Category>,
    /// Whether to explain what this is (to readers who are not signed in).
    pub welcome: bool,
}

/// A category with something to come.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its name.
    pub text: String,
    /// Its events.
    pub url: String,
    /// How many.
    pub count: u64,
}
