//! Finding events and groups. Templates: `search.html`, `tag.html`.

use askama::Template;

use super::{Choice, EventCard, Form, GroupCard, Link, Page, Pager, Subscribe};
use crate::{http::pages::map::PlainMap, kernel::text::T};

/// Results and the filters that led to them.
#[derive(Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The filters' values: `words place radius when category language online`.
    pub form: Form,
    /// What the filters offer.
    pub offers: Offers,
    /// The filters in force, in words, each with the address without it.
    pub active: Vec<Link>,
    /// The address without any filter.
    pub clear: String,
    /// What is shown.
    pub results: Results,
    /// How many there are, if counted.
    pub total: Option<u64>,
    /// What was searched instead, with the search for the words as they were typed.
    pub mended: Option<Link>,
    /// Another order, where it is not that of time.
    pub order: Option<Link>,
    /// Addresses of the other ways to look at the same.
    pub ways: Ways,
    /// To the pages before and after.
    pub pager: Pager,
    /// Ways out when nothing was found.
    pub instead: Vec<Link>,
    /// Following this very search.
    pub subscribe: Subscribe,
}

impl SearchPage {
    fn list_shown(&self) -> bool {
        matches!(self.results, Results::Events(_) | Results::Ranked(_))
    }

    fn map_shown(&self) -> bool {
        matches!(self.results, Results::Map(_))
    }

    fn groups_shown(&self) -> bool {
        matches!(self.results, Results::Groups(_))
    }
}

/// What the filters offer.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Today, tomorrow and so on.
    pub times: Vec<Choice>,
    /// Kilometres around the place.
    pub radii: Vec<Choice>,
    /// Categories.
    pub categories: Vec<Choice>,
    /// Languages of events.
    pub languages: Vec<Choice>,
    /// Whether events take place.
    pub statuses: Vec<Choice>,
}

/// The same search as a list, on the map, or for groups.
#[derive(Debug, Clone, Default)]
pub struct Ways {
    /// Events in a list.
    pub list: String,
    /// Events on a map.
    pub map: String,
    /// Groups.
    pub groups: String,
}

/// What was found.
pub enum Results {
    /// Events by day.
    Events(Vec<Day>),
    /// Events, the best fit first.
    Ranked(Vec<EventCard>),
    /// Events on a map.
    Map(PlainMap),
    /// Groups.
    Groups(Vec<GroupCard>),
}

impl Results {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Events(days) => days.is_empty(),
            Self::Ranked(cards) => cards.is_empty(),
            Self::Map(map) => map.spots.is_empty(),
            Self::Groups(groups) => groups.is_empty(),
        }
    }
}

/// The events of one day.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// The full date.
    pub heading: String,
    /// Today, tomorrow, in 3 days.
    pub relative: Option<String>,
    /// What begins on it.
    pub events: Vec<EventCard>,
}

/// What carries a tag. A search with one filter and a page of its own.
#[derive(Template)]
#[template(path = "tag.html")]
pub struct TagPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The tag, without `#`.
    pub tag: String,
    /// What is to come.
    pub events: Vec<EventCard>,
    /// To the pages before and after.
    pub pager: Pager,
    /// Tags often seen with it.
    pub related: Vec<Link>,
    /// The search with this tag.
    pub search: String,
    /// Following the tag.
    pub subscribe: Subscribe,
}
