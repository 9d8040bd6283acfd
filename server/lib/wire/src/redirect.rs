//! Where a redirect leads, and what may go along.

use crate::{Error, Refusal};
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, LOCATION};
use url::Url;

/// Redirects followed for one request (the fourth is an error).
const MOST: usize = 3;

/// The addresses visited for one request, in order.
pub(crate) struct Trail(Vec<Url>);

impl Trail {
    pub(crate) fn starting_at(url: &Url) -> Self {
        Trail(vec![without_fragment(url.clone())])
    }

    pub(crate) fn here(&self) -> &Url {
        self.0.last().expect("a trail starts with one address and only grows")
    }

    /// Goes one step on, to where the answer points: resolved against the present address, never from
    /// https to http, never twice to the same address, and no more than three times.
    pub(crate) fn follow(&mut self, headers: &HeaderMap) -> Result<(), Error> {
        let here = self.here();
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let next =
            location.and_then(|location| here.join(location).ok()).ok_or(Error::Redirects)?;
        let next = without_fragment(next);
        if here.scheme() == "https" && next.scheme() != "https" {
            return Err(Refusal::Downgrade.into());
        }
        if self.0.len() > MOST || self.0.contains(&next) {
            return Err(Error::Redirects);
        }
        self.0.push(next);
        Ok(())
    }
}

pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The headers to send to `to` when they were meant for `first`: those that prove who asks stay with the
/// origin they were meant for.
pub(crate) fn headers_for(first: &Url, to: &Url, headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    if first.origin() != to.origin() {
        for name in [AUTHORIZATION.as_str(), COOKIE.as_str(), "signature", "signature-input"] {
            headers.remove(name);
        }
    }
    headers
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn step(trail: &mut Trail, location: &str) -> Result<(), Error> {
        trail.follow(&HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]))
    }

    #[test]
    fn a_relative_location_is_resolved() {
        let mut trail = Trail::starting_at(&url("https://a.example.org/x/y?q#f"));
        step(&mut trail, "../z").unwrap();
        assert_eq!(trail.here(), &url("https://a.example.org/z"));
        step(&mut trail, "//b.example.org/").unwrap();
        assert_eq!(trail.here(), &url("https://b.example.org/"));
    }

    #[test]
    fn three_redirects_are_followed_and_a_fourth_is_not() {
        let mut trail = Trail::starting_at(&url("https://a.example.org/"));
        for location in ["/1", "/2", "/3"] {
            step(&mut trail, location).unwrap();
        }
        assert!(matches!(step(&mut trail, "/4"), Err(Error::Redirects)));
    }

    #[test]
    fn a_circle_is_left_at_once() {
        let mut trail = Trail::starting_at(&url("https://a.example.org/"));
        step(&mut trail, "/1").unwrap();
        assert!(matches!(step(&mut trail, "/#again"), Err(Error::Redirects)));
    }

    #[test]
    fn a_redirect_never_gives_up_encryption() {
        let mut trail = Trail::starting_at(&url("https://a.example.org/"));
        let refused = step(&mut trail, "http://a.example.org/1");
        assert!(matches!(refused, Err(Error::Refused { why: Refusal::Downgrade })));
    }

    #[test]
    fn a_redirect_to_nowhere_is_an_error() {
        let mut trail = Trail::starting_at(&url("https://a.example.org/"));
        assert!(matches!(trail.follow(&HeaderMap::new()), Err(Error::Redirects)));
        assert!(matches!(step(&mut trail, "https://"), Err(Error::Redirects)));
    }

    #[test]
    fn proofs_of_identity_stay_with_the_origin_they_were_meant_for() {
        let mut headers = HeaderMap::new();
        for name in ["authorization", "cookie", "signature", "signature-input", "accept"] {
            headers.insert(name, "x".parse().unwrap());
        }
        let first = url("https://a.example.org/");
        let same = headers_for(&first, &url("https://a.example.org/b"), &headers);
        assert_eq!(same.len(), 5);
        let other = headers_for(&first, &url("https://b.example.org/"), &headers);
        assert_eq!(other.keys().map(|k| k.as_str()).collect::<Vec<_>>(), ["accept"]);
    }
}
