//! The mails that were caught. Templates: `dev/mailbox.html`, `dev/mail.html`.

use askama::Template;

use super::{Fact, Link, Page};
use crate::kernel::text::T;

/// All of them, newest first.
#[derive(Template)]
#[template(path = "dev/mailbox.html")]
pub struct MailboxPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// How many there are.
    pub count: usize,
    /// The newest.
    pub mails: Vec<MailLine>,
}

/// One of them.
#[derive(Template)]
#[template(path = "dev/mail.html")]
pub struct MailPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What, to whom, when.
    pub line: MailLine,
    /// The address of its HTML, to be shown in a frame that may do nothing.
    pub frame: String,
    /// The addresses in it.
    pub links: Vec<Link>,
    /// Its plain text.
    pub text: String,
    /// Its headers.
    pub headers: Vec<Fact>,
    /// What is attached.
    pub files: Vec<String>,
}

/// A mail in a list.
#[derive(Debug, Clone, Default)]
pub struct MailLine {
    /// What it is about.
    pub subject: String,
    /// Where it is shown.
    pub url: String,
    /// To whom.
    pub to: String,
    /// When.
    pub at: String,
}
