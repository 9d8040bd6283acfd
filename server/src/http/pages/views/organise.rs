//! Publishing an event. Template: `organise/event.html`.

use askama::Template;

use super::{Choice, Form, Page, Who};
use crate::kernel::text::T;

/// A new event, or changing one. Fields of the form: `identity title date time end_date end_time all_day zone place
/// street postcode town country online_url description picture_alt category language tags price website
/// join capacity anonymous visibility comments status`; the picture is `picture`; the buttons send `do` =
/// `publish` or `draft`.
#[derive(Template)]
#[template(path = "organise/event.html")]
pub struct EventFormPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// Who may be named as the organiser: identities and groups; `value` is the id.
    pub identities: Vec<Choice>,
    /// The organiser chosen, to be shown.
    pub acting: Option<Who>,
    /// Categories.
    pub categories: Vec<Choice>,
    /// Languages of events.
    pub languages: Vec<Choice>,
    /// Zones, offered while typing.
    pub zones: Vec<String>,
    /// Places used before, offered while typing.
    pub places: Vec<String>,
    /// The event being changed: its page.
    pub editing: Option<String>,
    /// Whether it is published already.
    pub published: bool,
    /// Who will be told when it is saved, in words.
    pub audience: Option<String>,
    /// Where the form is sent.
    pub action: String,
    /// Where calling it off and deleting start.
    pub delete: Option<String>,
}
