//! Accounts: opening one, signing in, settings. Templates under `account/`.

use askama::Template;

use super::{Choice, Fact, Form, Link, Page, Pager, Subscribe, Tone, Who};
use crate::kernel::text::T;

/// Signing in.
#[derive(Template)]
#[template(path = "account/login.html")]
pub struct LoginPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `email password`.
    pub form: Form,
    /// Where to go afterwards: a path on this site.
    pub back: String,
    /// Other ways in, such as an organisation's own accounts.
    pub providers: Vec<Link>,
}

/// Opening an account.
#[derive(Template)]
#[template(path = "account/register.html")]
pub struct RegisterPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `email password name username reason agree`.
    pub form: Form,
    /// Who may.
    pub mode: Registration,
    /// Who hosts, how long, which languages: the site's own words.
    pub facts: Vec<Fact>,
    /// The least number of characters of a password.
    pub password_min: u32,
    /// The part of a handle behind the name: `@example.org`.
    pub host: String,
}

/// Who may open an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Registration {
    /// Everybody.
    #[default]
    Open,
    /// Whoever a moderator lets in.
    Approval,
    /// Nobody.
    Closed,
}

/// Asking for a new password.
#[derive(Template)]
#[template(path = "account/reset_request.html")]
pub struct ResetRequestPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `email`.
    pub form: Form,
}

/// Asking for the link that confirms an address once more.
#[derive(Template)]
#[template(path = "account/resend.html")]
pub struct ResendLinkPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `email`.
    pub form: Form,
}

/// Choosing a new password.
#[derive(Template)]
#[template(path = "account/reset_set.html")]
pub struct ResetSetPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `password`.
    pub form: Form,
    /// Where the form is sent: carries the token.
    pub action: String,
    /// The least number of characters.
    pub password_min: u32,
}

/// Asks before something is done: a link from a mail, something that cannot be undone. Template: `ask.html`.
#[derive(Template)]
#[template(path = "ask.html")]
pub struct AskPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The question.
    pub heading: String,
    /// What it means, a paragraph each.
    pub text: Vec<String>,
    /// Where the button leads.
    pub action: String,
    /// The button's words.
    pub button: String,
    /// Whether it cannot be undone.
    pub danger: bool,
    /// The way back.
    pub back: Option<Link>,
}

/// Tells what was done or what comes next. Template: `told.html`.
#[derive(Template)]
#[template(path = "told.html")]
pub struct ToldPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// How it is meant.
    pub tone: Tone,
    /// Whether a mail is on its way.
    pub mail: bool,
    /// The news.
    pub heading: String,
    /// More about it, a paragraph each.
    pub text: Vec<String>,
    /// Where to go from here; the first one stands out.
    pub links: Vec<Link>,
}

/// My account.
#[derive(Template)]
#[template(path = "account/settings.html")]
pub struct AccountPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The address mails go to.
    pub email: String,
    /// The identities, each with the page to edit it.
    pub identities: Vec<(Who, String)>,
    /// Where this account is signed in.
    pub sessions: Vec<SessionLine>,
    /// The private calendar of everything I attend.
    pub feed: Option<Subscribe>,
    /// `old_password password`, `email password_for_email`.
    pub form: Form,
    /// `language zone requests on_day each_week before`.
    pub wishes: Form,
    /// How often to hear of requests.
    pub frequencies: Vec<Choice>,
    /// The names of all zones.
    pub zones: Vec<&'static str>,
    /// Whether it is signed in to with a password of ours.
    pub has_password: bool,
    /// The least number of characters of a password.
    pub password_min: u32,
}

/// Leaving for good. Template: `account/delete.html`.
#[derive(Template)]
#[template(path = "account/delete.html")]
pub struct LeavePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `password`.
    pub form: Form,
    /// The address of the account.
    pub email: String,
    /// Whether a password is asked for.
    pub has_password: bool,
    /// What goes with it.
    pub identities: Vec<Who>,
}

/// A place where the account is signed in.
#[derive(Debug, Clone, Default)]
pub struct SessionLine {
    /// What the form sends to end it.
    pub id: String,
    /// The device, as far as it can be told.
    pub device: String,
    /// When it was last used, in words.
    pub when: String,
    /// Whether it is this one.
    pub current: bool,
}

/// A new identity, or changing one.
#[derive(Template)]
#[template(path = "account/identity.html")]
pub struct IdentityPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// `name username summary`, and `back` for a new one: where to go afterwards.
    pub form: Form,
    /// Whether it shows a picture.
    pub has_picture: bool,
    /// The identity being changed; none for a new one.
    pub editing: Option<Who>,
    /// Where the form is sent.
    pub action: String,
    /// Where retiring it starts.
    pub delete: Option<String>,
    /// The part of a handle behind the name: `@example.org`.
    pub host: String,
}

/// Who waits for a moderator's word. Template: `account/waiting.html`.
#[derive(Template)]
#[template(path = "account/waiting.html")]
pub struct WaitingPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// Those who wait, who asked first on top.
    pub lines: Vec<WaitingLine>,
    /// To the pages before and after.
    pub pager: Pager,
}

/// Somebody who asks for an account.
#[derive(Debug, Clone, Default)]
pub struct WaitingLine {
    /// What the form sends.
    pub id: String,
    /// Their address.
    pub email: String,
    /// The identity they ask for.
    pub handle: Option<String>,
    /// Why they want an account, in their own words.
    pub reason: Option<String>,
    /// Since when they wait, in words.
    pub when: String,
}
