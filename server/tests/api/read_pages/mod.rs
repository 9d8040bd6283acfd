//! The pages that everybody reads: what stands on them, and what does not.

mod people;
mod pool;

use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::sessions;
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

    /// Where something stands on the page; fails where it does not.
    #[track_caller]
    pub fn at(&self, text: &str) -> usize {
        self.html.find(text).unwrap_or_else(|| panic!("no {text:?} in:\n{}", self.html))
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
    let cookie = cookie(t, person).await;
    let request = t.client.get(format!("{}{path}", t.origin)).header("cookie", cookie);
    Read::of(request.send().await.unwrap()).await
}

/// The cookie of a browser that somebody has signed in with, without the detour through the form.
pub async fn cookie(t: &TestApp, person: &Person) -> String {
    let (now, token) = (t.app.now(), t.app.random.token());
    diesel::insert_into(sessions::table)
        .values((
            sessions::uuid.eq(t.app.random.uuid()),
            sessions::user_id.eq(person.user),
            sessions::kind.eq("web"),
            sessions::refresh_hash.eq(token.hash()),
            sessions::expires_at.eq(now + chrono::Duration::days(30)),
            sessions::created_at.eq(now),
            sessions::used_at.eq(now),
        ))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
    format!("session={}", token.reveal())
}
