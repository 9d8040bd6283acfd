//! Pages that say why there is nothing else to see. Template: `message.html`.

use askama::Template;

use super::{Link, Page};
use crate::kernel::text::T;

/// A page in place of the one asked for.
#[derive(Template)]
#[template(path = "message.html")]
pub struct MessagePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What went wrong.
    pub problem: Problem,
    /// Why, where there is more to say than that.
    pub reason: Option<String>,
    /// A reference to quote to the administrator.
    pub reference: Option<String>,
    /// Where to go instead.
    pub instead: Vec<Link>,
}

/// What a form sent that came too late: one look, and it is sent again. Template: `resend.html`.
#[derive(Template)]
#[template(path = "resend.html")]
pub struct ResendPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// Where the form is sent.
    pub action: String,
    /// Whether it is a form with files.
    pub multipart: bool,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The request makes no sense.
    Invalid,
    /// One must be signed in, or may not.
    Forbidden,
    /// There is no such page, or it is none of the reader's business.
    NotFound,
    /// There was one.
    Gone,
    /// A link from a mail that is too old or was used.
    LinkOver,
    /// A form came back too late or from elsewhere.
    Expired,
    /// There is something here, but not for a request of this kind.
    WrongMethod,
    /// More was sent than fits.
    TooLarge,
    /// Too many requests; with the seconds to wait.
    TooMany(u64),
    /// This host name is not ours.
    WrongHost,
    /// Our fault.
    Broken,
    /// For a while.
    Unavailable,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Invalid,
        Self::Forbidden,
        Self::NotFound,
        Self::Gone,
        Self::LinkOver,
        Self::Expired,
        Self::WrongMethod,
        Self::TooLarge,
        Self::TooMany(40),
        Self::WrongHost,
        Self::Broken,
        Self::Unavailable,
    ];

    /// The HTTP status.
    pub fn code(self) -> u16 {
        match self {
            Self::Invalid | Self::Expired => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::Gone | Self::LinkOver => 410,
            Self::TooLarge => 413,
            Self::WrongHost => 421,
            Self::TooMany(_) => 429,
            Self::Broken => 500,
            Self::Unavailable => 503,
        }
    }

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invalid | Self::Expired => "invalid_argument",
            Self::Forbidden => "unauthorized",
            Self::NotFound | Self::Gone | Self::LinkOver => "not_found",
            Self::WrongMethod => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::TooMany(_) => "too_many_requests",
            Self::WrongHost => "wrong_host",
            Self::Broken => "unknown_error",
            Self::Unavailable => "unavailable",
        }
    }

    /// Seconds after which it makes sense to ask again, where waiting helps.
    pub fn retry_after(self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) => Some(seconds),
            Self::Unavailable => Some(5),
            _ => None,
        }
    }

    /// The heading.
    pub fn heading(self, t: &T) -> String {
        match self {
            Self::Invalid => t.get("message-invalid"),
            Self::Forbidden => t.get("message-forbidden"),
            Self::NotFound => t.get("message-not-found"),
            Self::Gone => t.get("message-gone"),
            Self::LinkOver => t.get("message-link-over"),
            Self::Expired => t.get("message-expired"),
            Self::WrongMethod => t.get("message-wrong-method"),
            Self::TooLarge => t.get("message-too-large"),
            Self::TooMany(_) => t.get("message-too-many"),
            Self::WrongHost => t.get("message-wrong-host"),
            Self::Broken => t.get("message-broken"),
            Self::Unavailable => t.get("message-unavailable"),
        }
    }

    /// What it means, and what to do.
    pub fn text(self, t: &T) -> String {
        match self {
            Self::Invalid => t.get("message-invalid-text"),
            Self::Forbidden => t.get("message-forbidden-text"),
            Self::NotFound => t.get("message-not-found-text"),
            Self::Gone => t.get("message-gone-text"),
            Self::LinkOver => t.get("message-link-over-text"),
            Self::Expired => t.get("message-expired-text"),
            Self::WrongMethod => t.get("message-wrong-method-text"),
            Self::TooLarge => t.get("message-too-large-text"),
            Self::TooMany(seconds) => t.count("message-too-many-text", seconds),
            Self::WrongHost => t.get("message-wrong-host-text"),
            Self::Broken => t.get("message-broken-text"),
            Self::Unavailable => t.get("message-unavailable-text"),
        }
    }
}
