//! Requests that are no GraphQL request at all: they get an HTTP status of their own, and a body in the shape of
//! the API's errors.

use crate::http::middleware::trace;
use crate::http::viewer;
use crate::kernel::error::Message;
use actix_web::http::StatusCode;
use actix_web::http::header::ALLOW;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

/// Why a request is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is not what its content type says.
    Malformed,
    /// There is no operation in it.
    Empty,
    /// Neither GET nor POST, or a GET that would change something.
    Method,
    /// A body in none of the three forms.
    MediaType,
    /// Longer than its kind may be.
    TooLarge,
    /// It did not arrive within the time for a body.
    TooSlow,
    /// A file could not be kept: no space is left.
    NoSpace,
    /// A file could not be kept.
    NotKept,
}

impl Refused {
    fn status(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed => {
                (StatusCode::BAD_REQUEST, "invalid_argument", "error-edge-malformed")
            }
            Self::Empty => (StatusCode::BAD_REQUEST, "invalid_argument", "error-edge-empty"),
            Self::Method => {
                (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "error-edge-method")
            }
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "error-edge-media-type",
            ),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "error-edge-too-large"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "timeout", "error-edge-too-slow"),
            Self::NoSpace => {
                (StatusCode::INSUFFICIENT_STORAGE, "upload_failed", "error-edge-not-kept")
            }
            Self::NotKept => {
                (StatusCode::INTERNAL_SERVER_ERROR, "upload_failed", "error-edge-not-kept")
            }
        }
    }

    /// The answer. Where bytes of the body may still be on their way, the connection ends with it.
    pub fn respond(self, request: &HttpRequest) -> HttpResponse {
        let (status, code, text) = self.status();
        let mut response = HttpResponse::build(status);
        if self == Self::Method {
            response.insert_header((ALLOW, "GET, POST"));
        }
        if !matches!(self, Self::Empty | Self::Method) {
            response.force_close();
        }
        response.json(json!({ "errors": [{
            "message": Message::new(text).say(viewer::asked(request)),
            "code": code,
            "status_code": status.as_u16(),
            "field": null,
            "request_id": trace::id(request),
        }] }))
    }
}
