//! What can go wrong on the way out.

use std::error::Error as StdError;

/// Why a request did not give what was asked for.
///
/// The text (`Display`) may be shown to whoever asked: it is the same whether a server is down, slow, or
/// stands where we do not go, so that nobody can map a private network with it. `Debug` and `source` tell
/// the difference to an administrator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The policy forbids this destination. Nothing was sent to it.
    #[error("{why}")]
    Refused {
        /// What the policy objects to.
        why: Refusal,
    },
    /// No connection, a broken one, or an answer that is not HTTP.
    #[error("{UNREACHABLE}")]
    Unreachable(#[source] reqwest::Error),
    /// One of the [`Timeouts`](crate::Timeouts) passed.
    #[error("{UNREACHABLE}")]
    TimedOut,
    /// The body is longer than the caller allows. Counted after decompression.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// More than three redirects, a redirect in a circle, or one that names no usable address.
    #[error("the address redirects in a way that leads nowhere")]
    Redirects,
    /// The server answered, but not with success. Only made by [`Reply::success`](crate::Reply::success).
    #[error("the server answered {0}")]
    Status(reqwest::StatusCode),
}

const UNREACHABLE: &str = "the server at this address cannot be reached";

/// What the policy objects to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not `https`, nor `http` to an excepted place.
    #[error("only https addresses can be fetched")]
    Scheme,
    /// A user name or password stands in the URL.
    #[error("an address with a user name or password in it cannot be fetched")]
    UserInfo,
    /// A name that cannot be public: `localhost`, without a dot, `.local`, `.internal` and the like.
    #[error("{UNREACHABLE}")]
    Host,
    /// A port other than that of https, or other than those excepted for this host.
    #[error("{UNREACHABLE}")]
    Port,
    /// The address, or every address the name resolves to, is not public.
    #[error("{UNREACHABLE}")]
    Address,
    /// A redirect from https to http.
    #[error("the address redirects to one that is not encrypted")]
    Downgrade,
}

impl Error {
    /// The same for an administrator: with the innermost cause, such as a certificate that nobody vouches for.
    pub fn in_full(&self) -> String {
        let causes = std::iter::successors(StdError::source(self), |&cause| cause.source());
        match causes.last() {
            Some(cause) => format!("{self}: {cause}"),
            None => self.to_string(),
        }
    }

    /// Whether the same request may succeed later: nobody answered, or the server asked for patience.
    pub fn is_temporary(&self) -> bool {
        match self {
            Error::Unreachable(_) | Error::TimedOut => true,
            Error::Status(status) => {
                status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
            }
            Error::Refused { .. } | Error::TooLarge { .. } | Error::Redirects => false,
        }
    }
}

impl From<Refusal> for Error {
    fn from(why: Refusal) -> Self {
        Error::Refused { why }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        let causes = std::iter::successors(StdError::source(&error), |&cause| cause.source());
        match causes.filter_map(|cause| cause.downcast_ref::<Refusal>()).next() {
            Some(&why) => Error::Refused { why },
            None if error.is_timeout() => Error::TimedOut,
            None => Error::Unreachable(error),
        }
    }
}

/// Why a [`Client`](crate::Client) could not be made. Happens at start-up only.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The extra certificate authority is not a PEM bundle.
    #[error("the extra certificate authority is not readable as PEM")]
    ExtraCa(#[source] reqwest::Error),
    /// No certificates on this system, or a user agent that is not a header value.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}
