//! The frame: head, header, footer. Used by `layout.html`.

use serde_json::Value;

use super::{Picture, Who};
use crate::kernel::text::Lang;

/// What the frame around every page needs to know.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The site's name, as its administrator chose it.
    pub site: String,
    /// This page's title, without the site's name. Empty on the home page.
    pub title: String,
    /// One or two sentences for search engines and link previews.
    pub description: String,
    /// The full address under which this page should be known.
    pub canonical: Option<String>,
    /// False keeps search engines away (drafts, unlisted events, forms, accounts).
    pub indexed: bool,
    /// Path and query of this page: where the language and theme forms lead back to.
    pub path: String,
    /// The theme the reader has chosen.
    pub theme: Theme,
    /// Which of the header's links this page belongs to.
    pub current: Current,
    /// Whether somebody is signed in; an account may be without an identity.
    pub signed_in: bool,
    /// The person signed in, acting as this identity.
    pub viewer: Option<Who>,
    /// Their other identities, to change to.
    pub masks: Vec<Who>,
    /// Whether the reader keeps order here.
    pub moderates: bool,
    /// Whether newcomers may open an account.
    pub registration: bool,
    /// The token that forms carry; none for readers without a session.
    pub csrf: Option<String>,
    /// News from the administrator, shown on top of every page.
    pub announcement: Option<String>,
    /// What has just happened, shown once.
    pub notices: Vec<Notice>,
    /// Feeds and other forms of this page, for the head.
    pub feeds: Vec<FeedLink>,
    /// The picture of a link preview.
    pub preview: Option<Picture>,
    /// What Open Graph calls this page's kind: `website`, `article`, `profile`.
    pub kind: &'static str,
    /// Facts for machines, in the vocabulary of schema.org.
    pub json_ld: Option<JsonLd>,
    /// The words in the header's search field.
    pub words: String,
    /// Where the source code of this very server can be had.
    pub source: String,
    /// The address of the site's own colours, if it has any.
    pub theme_css: Option<String>,
    /// Shown for what has no picture, where the site has chosen one.
    pub stand_in: Option<Picture>,
    /// The site's own logo.
    pub logo: Option<Picture>,
    /// The address of the site's own small picture for browsers.
    pub favicon: Option<String>,
    /// Who must be named for the places shown here, as their licence asks.
    pub places: String,
}

impl Page {
    /// Title as browsers show it: the page, then the site.
    pub fn full_title(&self) -> String {
        if self.title.is_empty() {
            self.site.clone()
        } else {
            format!("{} · {}", self.title, self.site)
        }
    }

    /// All languages, for the switch.
    pub fn languages(&self) -> &'static [Lang] {
        Lang::ALL
    }
}

/// The header's links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Current {
    /// None of them.
    #[default]
    Elsewhere,
    /// Events: search, tags, places.
    Events,
    /// My agenda.
    Agenda,
    /// Publishing an event.
    Publish,
}

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    /// The word used in the form, the cookie and the `data-theme` attribute.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word, `Auto` when unknown.
    pub fn parse(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// One sentence about what has just happened.
#[derive(Debug, Clone)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// How a message is meant: decides colour and mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    News,
    Good,
    Wait,
    Wrong,
}

impl Tone {
    /// The class of an alert.
    pub fn class(self) -> &'static str {
        match self {
            Self::News => "",
            Self::Good => "alert-good",
            Self::Wait => "alert-wait",
            Self::Wrong => "alert-wrong",
        }
    }

    /// The icon of an alert.
    pub fn icon(self) -> &'static str {
        match self {
            Self::News => "info",
            Self::Good => "check",
            Self::Wait => "clock",
            Self::Wrong => "alert",
        }
    }
}

/// Another form of the same content.
#[derive(Debug, Clone)]
pub struct FeedLink {
    /// Media type, such as `application/atom+xml`.
    pub media_type: &'static str,
    /// What it is, in words.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// JSON-LD, written so that it can stand inside a `<script>` element.
#[derive(Debug, Clone)]
pub struct JsonLd(String);

impl JsonLd {
    /// Writes `value` without any character that could end the element.
    pub fn new(value: &Value) -> Self {
        let escaped = value
            .to_string()
            .replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026");
        Self(escaped)
    }
}

impl std::fmt::Display for JsonLd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for JsonLd {}
