//! The one error of the program: a handful of kinds with stable codes. Expected noes are values that clients switch on;
//! everything else is [`Error::Internal`], logged once at the edge and shown as one sentence.

use super::text::{self, Lang};
use fluent_templates::fluent_bundle::FluentValue;
use std::fmt;

/// What the program returns everywhere.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A sentence for people, kept as its id and arguments until the language of the reader is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    id: &'static str,
    args: Vec<(&'static str, Value)>,
}

/// An argument of a [`Message`].
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// Shown in the way of the language; decides plurals.
    Number(i64),
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Number(value.into())
    }
}

impl Message {
    /// The text with this id in `front/locales/*/errors.ftl`.
    pub fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// Adds an argument of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The id of the text.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The sentence in a language.
    pub fn say(&self, lang: Lang) -> String {
        let args: Vec<(&'static str, FluentValue<'_>)> = self
            .args
            .iter()
            .map(|(name, value)| match value {
                Value::Text(text) => (*name, FluentValue::from(text.clone())),
                Value::Number(number) => (*name, FluentValue::from(*number)),
            })
            .collect();
        text::say(lang, self.id, &args)
    }
}

/// A refusal by a policy, named by the deed in words that follow "you may not".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied(pub &'static str);

/// Everything that can go wrong.
#[derive(Debug)]
pub enum Error {
    /// A value breaks a rule: code `validation`, status 422.
    Invalid { field: &'static str, problem: Message },
    /// A value is not of its type at all: code `invalid_argument`, status 400.
    Malformed { field: &'static str, problem: Message },
    /// Nobody is signed in, or not well enough; the code is Mobilizon's: status 401.
    Unauthenticated(&'static str, Message),
    /// Signed in, but may not: code `unauthorized`, status 403.
    Denied(Denied),
    /// It does not exist, or the viewer may not know that it does: code `<type>_not_found`, status 404.
    NotFound(&'static str),
    /// The state of things is against it, such as a full event or a name taken: status 409.
    Conflict { code: &'static str, field: Option<&'static str>, problem: Message },
    /// Asked too often: code `too_many_requests`, status 429.
    TooMany { retry_after: u64 },
    /// The database is out of reach or too busy, for a while: code `unavailable`, status 503.
    Unavailable(anyhow::Error),
    /// Something broke. The reader sees one sentence, the log sees the cause.
    Internal(anyhow::Error),
}

impl Error {
    /// The unique index that a statement ran against, if that is what went wrong.
    pub fn violated(&self) -> Option<&str> {
        use diesel::result::{DatabaseErrorKind, Error as Sql};
        let Self::Internal(cause) = self else { return None };
        match cause.downcast_ref::<Sql>() {
            Some(Sql::DatabaseError(DatabaseErrorKind::UniqueViolation, about)) => {
                about.constraint_name()
            }
            _ => None,
        }
    }

    /// Whether PostgreSQL undid the transaction because of others that ran beside it: run again, it may well succeed.
    pub fn collided(&self) -> bool {
        let (Self::Unavailable(cause) | Self::Internal(cause)) = self else { return false };
        cause.downcast_ref().is_some_and(collided)
    }

    /// A value breaks a rule.
    pub fn invalid(field: &'static str, problem: Message) -> Self {
        Self::Invalid { field, problem }
    }

    /// The state of things is against it.
    pub fn conflict(code: &'static str, problem: Message) -> Self {
        Self::Conflict { code, field: None, problem }
    }

    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::Unauthenticated("unauthenticated", Message::new("error-unauthenticated"))
    }

    /// The stable code that clients switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "validation",
            Self::Malformed { .. } => "invalid_argument",
            Self::Unauthenticated(code, _) | Self::Conflict { code, .. } => code,
            Self::Denied(_) => "unauthorized",
            Self::NotFound("event") => "event_not_found",
            Self::NotFound("user") => "user_not_found",
            Self::NotFound("group") => "group_not_found",
            Self::NotFound(_) => "not_found",
            Self::TooMany { .. } => "too_many_requests",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "unknown_error",
        }
    }

    /// The HTTP status that goes with the code; GraphQL carries it inside its errors.
    pub fn status_code(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::Malformed { .. } => 400,
            Self::Unauthenticated(..) => 401,
            Self::Denied(_) => 403,
            Self::NotFound(_) => 404,
            Self::Conflict { .. } => 409,
            Self::TooMany { .. } => 429,
            Self::Unavailable(_) => 503,
            Self::Internal(_) => 500,
        }
    }

    /// Seconds after which it makes sense to ask again, where waiting helps.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany { retry_after } => Some(*retry_after),
            Self::Unavailable(_) => Some(5),
            _ => None,
        }
    }

    /// Writes what broke into the log. Called once for each error, at the edge that answers.
    pub fn log(&self, what: &'static str) {
        match self {
            Self::Internal(cause) => tracing::error!(error.cause = format!("{cause:#}"), "{what}"),
            Self::Unavailable(cause) => {
                tracing::warn!(error.cause = format!("{cause:#}"), "{what}, for a while");
            }
            _ => {}
        }
    }

    /// The argument that is at fault, where one is.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Invalid { field, .. } | Self::Malformed { field, .. } => Some(field),
            Self::Conflict { field, .. } => *field,
            _ => None,
        }
    }

    /// The sentence to show; never holds more than the reader may know.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Invalid { problem, .. }
            | Self::Malformed { problem, .. }
            | Self::Unauthenticated(_, problem)
            | Self::Conflict { problem, .. } => problem.say(lang),
            Self::Denied(Denied(deed)) => {
                Message::new("error-denied").with("deed", *deed).say(lang)
            }
            Self::NotFound(_) => Message::new("error-not-found").say(lang),
            Self::TooMany { retry_after } => Message::new("error-too-many")
                .with("seconds", i64::try_from(*retry_after).unwrap_or(i64::MAX))
                .say(lang),
            Self::Unavailable(_) => Message::new("error-unavailable").say(lang),
            Self::Internal(_) => Message::new("error-internal").say(lang),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(cause) | Self::Internal(cause) => write!(f, "{cause:#}"),
            Self::NotFound(what) => write!(f, "{what} not found"),
            other => f.write_str(&other.say(Lang::En)),
        }
    }
}

impl std::error::Error for Error {}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

/// Whether a statement ran into other transactions: a deadlock (40P01), or an order that cannot be kept (40001). The
/// first is known by its words; see [`passing`].
fn collided(cause: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind as Kind, Error as Sql};
    match cause {
        Sql::DatabaseError(Kind::SerializationFailure, _) => true,
        Sql::DatabaseError(_, about) => about.message().contains("deadlock detected"),
        _ => false,
    }
}

/// Whether a statement failed for a reason that will be over soon: the connection is lost, the database stops or
/// starts, a lock was not to be had. Diesel keeps the code of such errors to itself, so they are known by
/// PostgreSQL's words.
fn passing(cause: &diesel::result::Error) -> bool {
    use diesel::result::DatabaseErrorKind as Kind;
    const WORDS: [&str; 4] = [
        "terminating connection",
        "the database system is",
        "canceling statement due to lock timeout",
        "too many clients",
    ];
    match cause {
        diesel::result::Error::BrokenTransactionManager => true,
        diesel::result::Error::DatabaseError(kind, about) => {
            collided(cause)
                || matches!(kind, Kind::ClosedConnection | Kind::UnableToSendCommand)
                || WORDS.iter().any(|words| about.message().contains(words))
        }
        _ => false,
    }
}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Self {
        Self::Internal(cause)
    }
}
impl From<diesel::result::Error> for Error {
    fn from(cause: diesel::result::Error) -> Self {
        if passing(&cause) { Self::Unavailable(cause.into()) } else { Self::Internal(cause.into()) }
    }
}
impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Internal(cause.into())
    }
}
impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Self::Internal(cause.into())
    }
}

/// Turns an absent row into [`Error::NotFound`].
pub trait OrNotFound<T> {
    /// The row, or not found; `what` names its type.
    fn or_not_found(self, what: &'static str) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, what: &'static str) -> Result<T> {
        self.ok_or(Error::NotFound(what))
    }
}
