//! The pages that everybody reads: what stands on them, and what does not.

mod about;
mod event;
mod machines;
mod people;
mod pool;
mod states;

use crate::support::{Browser, Person, Shown, TestApp};
use reqwest::header::HeaderMap;

/// What came back for a page.
pub struct Read {
    pub status: u16,
    pub headers: HeaderMap,
    pub html: String,
}

impl Read {
    async fn of(reply: reqwest::Response) -> Self {
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        Self { status, headers, html: reply.text().await.unwrap() }
    }

    /// Fails unless this stands on the page.
    #[track_caller]
    pub fn must_have(&self, text: &str) {
        assert!(self.has(text), "no {text:?} in:\n{}", self.html);
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The content of a `meta` element, by its name or property.
    pub fn meta(&self, name: &str) -> Option<String> {
        let tag = self.html.split("<meta ").find(|tag| tag.contains(&format!("=\"{name}\"")))?;
        Some(tag.split("content=\"").nth(1)?.split('"').next()?.to_owned())
    }

    pub fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The values of an attribute throughout the page.
    pub fn values(&self, attribute: &str) -> Vec<&str> {
        let opening = format!(" {attribute}=\"");
        self.html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    /// The address of the link that has this text, with or without an icon before it.
    pub fn link(&self, text: &str) -> Option<String> {
        let tag = self.html.split("<a ").skip(1).find(|tag| {
            let inside = tag.split("</a>").next().unwrap_or_default();
            inside.split('>').any(|piece| piece.split('<').next() == Some(text))
        })?;
        let address = tag.split("href=\"").nth(1)?.split('"').next()?;
        Some(address.replace("&amp;", "&").replace("&#38;", "&"))
    }
}

/// A page as a visitor reads it.
pub async fn read(t: &TestApp, path: &str) -> Read {
    Read::of(t.get(path).await).await
}

/// A page as somebody reads it who has signed in.
pub async fn read_as(t: &TestApp, person: &Person, path: &str) -> Read {
    let Shown { status, headers, html } = Browser::of(t, person).await.get(path).await;
    Read { status, headers, html }
}
