//! Replies that are not sent again to those who have them.

use actix_web::HttpRequest;
use actix_web::http::header::{EntityTag, Header, IF_NONE_MATCH, IfNoneMatch};

/// Whether the client says that it has what this tag stands for.
pub fn known(request: &HttpRequest, tag: &EntityTag) -> bool {
    // Without the header the parser answers as if the client had nothing and wanted nothing.
    if !request.headers().contains_key(IF_NONE_MATCH) {
        return false;
    }
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|theirs| theirs.weak_eq(tag)),
        Err(_) => false,
    }
}
