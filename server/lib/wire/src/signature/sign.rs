//! Signing what goes out.

use super::SigningKey;
use super::digest::{content_digest, digest_header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use reqwest::header::{DATE, HeaderMap, HeaderName, HeaderValue};
use url::{Position, Url};

/// The two ways to sign. Both at once would confuse servers that know one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// draft-cavage-http-signatures-12: what nearly everybody reads.
    #[default]
    Cavage,
    /// RFC 9421.
    Message,
}

impl Scheme {
    /// The other one, to be tried when a server refuses the first.
    pub fn other(self) -> Self {
        match self {
            Scheme::Cavage => Scheme::Message,
            Scheme::Message => Scheme::Cavage,
        }
    }
}

impl SigningKey {
    /// The headers that sign a request to an address; `body` is `None` for a GET. They hold for that address and
    /// that moment alone: sign again for each try.
    pub fn headers(
        &self,
        scheme: Scheme,
        url: &Url,
        body: Option<&[u8]>,
        now: DateTime<Utc>,
    ) -> HeaderMap {
        match scheme {
            Scheme::Cavage => self.cavage(url, body, now),
            Scheme::Message => self.message(url, body, now),
        }
    }

    fn cavage(&self, url: &Url, body: Option<&[u8]>, now: DateTime<Utc>) -> HeaderMap {
        let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let method = if body.is_some() { "post" } else { "get" };
        let target = &url[Position::BeforePath..Position::AfterQuery];
        let mut covered = "(request-target) host date".to_owned();
        let mut text =
            format!("(request-target): {method} {target}\nhost: {}\ndate: {date}", authority(url));
        let mut headers = vec![(DATE, date)];
        if let Some(body) = body {
            let digest = digest_header(body);
            covered.push_str(" digest");
            text.push_str(&format!("\ndigest: {digest}"));
            headers.push((HeaderName::from_static("digest"), digest));
        }
        let signature = STANDARD.encode(self.sign(text.as_bytes()));
        let value = format!(
            "keyId=\"{}\",algorithm=\"rsa-sha256\",headers=\"{covered}\",signature=\"{signature}\"",
            self.id()
        );
        headers.push((HeaderName::from_static("signature"), value));
        collect(headers)
    }

    fn message(&self, url: &Url, body: Option<&[u8]>, now: DateTime<Utc>) -> HeaderMap {
        let method = if body.is_some() { "POST" } else { "GET" };
        let target = &url[..Position::AfterQuery];
        let mut covered = "\"@method\" \"@target-uri\" \"@authority\"".to_owned();
        let mut text = format!(
            "\"@method\": {method}\n\"@target-uri\": {target}\n\"@authority\": {}",
            authority(url)
        );
        let mut headers = Vec::new();
        if let Some(body) = body {
            let digest = content_digest(body);
            covered.push_str(" \"content-digest\"");
            text.push_str(&format!("\n\"content-digest\": {digest}"));
            headers.push((HeaderName::from_static("content-digest"), digest));
        }
        let parameters = format!(
            "({covered});created={};keyid=\"{}\";alg=\"rsa-v1_5-sha256\"",
            now.timestamp(),
            self.id()
        );
        text.push_str(&format!("\n\"@signature-params\": {parameters}"));
        let signature = STANDARD.encode(self.sign(text.as_bytes()));
        headers.push((HeaderName::from_static("signature-input"), format!("sig1={parameters}")));
        headers.push((HeaderName::from_static("signature"), format!("sig1=:{signature}:")));
        collect(headers)
    }
}

/// The host as it is sent, with its port unless that is the usual one.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn collect(headers: Vec<(HeaderName, String)>) -> HeaderMap {
    let values = headers.into_iter().filter_map(|(name, value)| {
        // What we write is made of visible letters; an id that is not would only lose its header.
        HeaderValue::from_str(&value).ok().map(|value| (name, value))
    });
    values.collect()
}
