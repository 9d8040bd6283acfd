//! Reports. Templates: `reports/form.html`, `reports/list.html`, `reports/one.html`.

use askama::Template;

use super::{Form, Link, Page, Pager, SafeHtml, Who};
use crate::kernel::text::T;

/// Telling the moderators of something.
#[derive(Template)]
#[template(path = "reports/form.html")]
pub struct ReportPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What it is about, as its reader knows it.
    pub about: String,
    /// What the form sends besides: event, comment or person, and which.
    pub subject: (String, String),
    /// The fields.
    pub form: Form,
    /// The server that it comes from, where that is another one.
    pub host: Option<String>,
    /// The way back.
    pub back: String,
}

/// What was reported, for moderators.
#[derive(Template)]
#[template(path = "reports/list.html")]
pub struct ReportsPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The states.
    pub tabs: Vec<ReportTab>,
    /// The reports.
    pub lines: Vec<ReportLine>,
    /// To the pages before and after.
    pub pager: Pager,
}

/// One state.
#[derive(Debug, Clone, Default)]
pub struct ReportTab {
    /// In words.
    pub text: String,
    /// The reports in it.
    pub url: String,
    /// Whether it is shown now.
    pub current: bool,
}

/// A report in the list.
#[derive(Debug, Clone, Default)]
pub struct ReportLine {
    /// Its page.
    pub url: String,
    /// Whom it is about.
    pub reported: String,
    /// Who reports, in words.
    pub by: String,
    /// When, in words.
    pub when: String,
    /// Its words, cut.
    pub content: String,
    /// How much it names, in words.
    pub named: Option<String>,
}

/// A report. Template: `reports/one.html`.
#[derive(Template)]
#[template(path = "reports/one.html")]
pub struct ReportOnePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// Whom it is about.
    pub reported: Option<Who>,
    /// Who reports, in words.
    pub by: String,
    /// When, in words.
    pub when: String,
    /// What has become of it, in words.
    pub state: String,
    /// Its words.
    pub content: String,
    /// The server that was told, where one was.
    pub forwarded: Option<String>,
    /// The events that it names.
    pub events: Vec<Link>,
    /// The comments that it names.
    pub comments: Vec<ReportedComment>,
    /// What moderators noted.
    pub notes: Vec<ReportNote>,
    /// Where its forms are sent.
    pub action: String,
    /// What can be decided: the value of the button and its words, the first one big.
    pub choices: Vec<Link>,
    /// The form of a note.
    pub form: Form,
}

/// A comment that a report names.
#[derive(Debug, Clone, Default)]
pub struct ReportedComment {
    /// Its place on the page of its event.
    pub url: String,
    /// The title of its event.
    pub event: String,
    /// Its words.
    pub body: SafeHtml,
}

/// What a moderator noted.
#[derive(Debug, Clone, Default)]
pub struct ReportNote {
    /// Its number.
    pub id: String,
    /// Who.
    pub by: String,
    /// When, in words.
    pub when: String,
    /// What.
    pub content: String,
    /// Whether the reader may take it away.
    pub own: bool,
}
