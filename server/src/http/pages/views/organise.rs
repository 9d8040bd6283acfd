//! Publishing an event, and what can be done to it later. Templates: `organise/`.

use askama::Template;

use super::{Choice, Form, Page, Picture, Who};
use crate::kernel::text::T;

/// A new event, or changing one. Fields of the form: `identity title date time turn end_date end_time end_turn
/// all_day hide_time hide_end zone place street postcode town online_url description picture_alt picture_remove
/// category language tags price website phone join external_url capacity show_left hide_going anonymous visibility
/// comments comments_participants status status_note programme wheelchair sign_language subtitles smoke_free tickets schedule live replay
/// other_facts`, and `contact_…` for each of `contacts`; the picture is `picture`; the buttons send `do` = `publish`
/// or `draft`; `seen` says what was shown when the form was opened.
#[derive(Template)]
#[template(path = "organise/event.html")]
pub struct EventFormPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What has changed since the form was opened.
    pub news: Option<News>,
    /// Who may be named as the organiser: identities and groups; `value` is the id.
    pub identities: Vec<Choice>,
    /// The organiser chosen, to be shown.
    pub acting: Option<Who>,
    /// Who may be named as contacts; `value` is the name of the box.
    pub contacts: Vec<Choice>,
    /// Categories.
    pub categories: Vec<Choice>,
    /// Languages of events.
    pub languages: Vec<Choice>,
    /// How far one gets in a wheelchair.
    pub wheelchair: Vec<Choice>,
    /// Zones, offered while typing.
    pub zones: Vec<&'static str>,
    /// Places used before, offered while typing: their names, and where they are.
    pub places: Vec<(String, String)>,
    /// Whether the clocks show the hour of the beginning twice.
    pub begins_twice: bool,
    /// Whether the clocks show the hour of the end twice.
    pub ends_twice: bool,
    /// The picture it has.
    pub picture: Option<Picture>,
    /// The event being changed: its page.
    pub editing: Option<String>,
    /// Whether it is published already.
    pub published: bool,
    /// Who will be told when it is saved, in words.
    pub audience: Option<String>,
    /// Where the form is sent.
    pub action: String,
    /// Where a draft is saved while it is typed.
    pub save: Option<String>,
    /// What else can be done to an event that exists.
    pub steps: Option<Steps>,
}

/// What has changed about an event since its form was opened.
pub struct News {
    /// A line for each field.
    pub lines: Vec<NewsLine>,
    /// Whether a picture was sent, which has to be chosen again.
    pub picture: bool,
}

/// A field with another value than it had.
pub struct NewsLine {
    /// The field to look at; empty where there is none.
    pub field: String,
    /// Its name.
    pub name: String,
    /// The value that it has now.
    pub value: String,
    /// Whether the reader typed something else there, which the form shows.
    pub yours: bool,
}

/// Where calling off, copying and deleting start.
pub struct Steps {
    /// Calling it off.
    pub cancel: Option<String>,
    /// Copying it.
    pub duplicate: String,
    /// Deleting it.
    pub delete: String,
}

/// Calling an event off. The field is `status_note`.
#[derive(Template)]
#[template(path = "organise/cancel.html")]
pub struct CancelPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// The event.
    pub title: String,
    /// Who will be told.
    pub audience: String,
    /// Where the form is sent.
    pub action: String,
    /// The way back.
    pub back: String,
}

/// Copying an event. The fields are `identity date time`.
#[derive(Template)]
#[template(path = "organise/duplicate.html")]
pub struct DuplicatePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// The event.
    pub title: String,
    /// The day it began on.
    pub was: String,
    /// Whether it takes whole days.
    pub all_day: bool,
    /// Who may be named as the organiser.
    pub identities: Vec<Choice>,
    /// Where the form is sent.
    pub action: String,
    /// The way back.
    pub back: String,
}
