use std::time::Duration;

/// Why a provider gave no answer. None of these says anything about the place asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It could not be reached, took too long or is broken.
    #[error("the geocoder cannot be reached: {0}")]
    Unavailable(String),
    /// It wants to be left alone, or too many questions are waiting for their turn.
    #[error("the geocoder takes no more questions for now")]
    Refused {
        /// How long to leave it alone.
        retry_after: Duration,
    },
    /// It answered something that is not an answer.
    #[error("the geocoder answered nonsense: {0}")]
    BadReply(String),
}
