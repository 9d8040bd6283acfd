//! Media types that matter between servers.

/// What we send objects and activities as.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// What we ask for; both, since each is the only one that some servers know.
pub const ACCEPT: &str = "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

const PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// Whether a `Content-Type` says that the body is ActivityStreams. JSON of any other kind is not: somebody's upload
/// or a page of theirs must never be taken for their server's word.
pub fn is_activity(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    match kind.as_str() {
        ACTIVITY_JSON => true,
        "application/ld+json" => parts.any(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("profile")
                    && value
                        .trim()
                        .trim_matches('"')
                        .split_ascii_whitespace()
                        .any(|it| it == PROFILE)
            })
        }),
        _ => false,
    }
}

/// Whether somebody who accepts this is better served with JSON than with a page. The first type that names either
/// decides, as clients write what they want most first; `*/*` is a page.
pub fn wants_activity(accept: &str) -> bool {
    for part in accept.split(',') {
        let kind = part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            ACTIVITY_JSON | "application/ld+json" | "application/json" => return true,
            "text/html" | "application/xhtml+xml" | "*/*" => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_types_are_activities() {
        for fine in [
            "application/activity+json",
            "Application/Activity+JSON; charset=utf-8",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/ld+json;charset=utf-8;profile=https://www.w3.org/ns/activitystreams",
            "application/ld+json; profile=\"http://www.w3.org/ns/json-ld#compacted https://www.w3.org/ns/activitystreams\"",
        ] {
            assert!(is_activity(fine), "{fine}");
        }
        for other in [
            "",
            "application/json",
            "application/ld+json",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams2\"",
            "text/html; profile=\"https://www.w3.org/ns/activitystreams\"",
            "image/png",
            "application/activity+jsonp",
            "text/plain; application/activity+json",
        ] {
            assert!(!is_activity(other), "{other}");
        }
    }

    #[test]
    fn servers_get_json_and_browsers_get_pages() {
        for server in [
            "application/activity+json",
            ACCEPT,
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\",application/activity+json",
            "application/activity+json, application/json;q=0.9, */*;q=0.1",
        ] {
            assert!(wants_activity(server), "{server}");
        }
        for browser in [
            "",
            "*/*",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "image/avif",
        ] {
            assert!(!wants_activity(browser), "{browser}");
        }
    }
}
