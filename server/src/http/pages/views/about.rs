//! What the site says about itself. Templates: `about.html`, `document.html`.

use askama::Template;

use super::{Fact, Link, Page, SafeHtml, Who};
use crate::kernel::text::T;

/// Who is behind the site, and how it works.
#[derive(Template)]
#[template(path = "about.html")]
pub struct AboutPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The site in one sentence.
    pub tagline: String,
    /// The site at length, from its administrator.
    pub description: SafeHtml,
    /// Topics, languages, who, why, for how long, how paid, on what: empty values are shown as not stated.
    pub facts: Vec<Fact>,
    /// Numbers: what is counted, and how many.
    pub numbers: Vec<(String, String)>,
    /// Who runs it.
    pub team: Vec<Who>,
    /// How to reach them.
    pub contact: Option<Link>,
    /// The program's version.
    pub version: String,
}

/// Terms, privacy, rules. The trail leads back to the about page.
#[derive(Template)]
#[template(path = "document.html")]
pub struct DocumentPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// Its title.
    pub heading: String,
    /// When it last changed, in words.
    pub changed: Option<String>,
    /// The text.
    pub body: SafeHtml,
    /// Its language, when it is not the reader's.
    pub lang: Option<String>,
}
