//! A browser in tests, with scripts off: it keeps cookies, follows no redirect by itself, and sends forms with the
//! token of the page that it saw last.

use super::{Person, TestApp};
use chrono::Duration;
use diesel::ExpressionMethods;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::sessions;
use reqwest::header::{ACCEPT, COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use std::collections::BTreeMap;

/// The fields of a form by their names.
pub type Fields = BTreeMap<String, String>;

/// Somebody in front of pages.
pub struct Browser {
    origin: String,
    client: reqwest::Client,
    cookies: BTreeMap<String, String>,
    csrf: Option<String>,
}

/// What a browser shows.
pub struct Shown {
    pub status: u16,
    pub headers: HeaderMap,
    pub html: String,
}

impl Shown {
    /// Whether these words stand on the page, as its source writes them.
    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words)
    }

    /// Where the reply sends the browser on to.
    pub fn leads_to(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |to| to.to_str().unwrap())
    }
}

impl Shown {
    /// What the fields of the forms in the page's content hold, as a browser would send them; of buttons, nothing.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        let content = self.html.split("<main").nth(1).unwrap_or_default();
        for tag in content.split("</main>").next().unwrap_or_default().split('<').skip(1) {
            let (tag, text) = tag.split_once('>').unwrap_or((tag, ""));
            let Some(name) = attribute(tag, "name") else {
                if tag.starts_with("option") && tag.ends_with(" selected") {
                    let last = fields.remove("").unwrap_or_default();
                    fields.insert(last.clone(), attribute(tag, "value").unwrap_or_default());
                    fields.insert(String::new(), last);
                }
                continue;
            };
            let kind = attribute(tag, "type").unwrap_or_default();
            let ticks = kind == "checkbox" || kind == "radio";
            let ticked = tag.ends_with(" checked") || tag.contains(" checked ");
            if tag.starts_with("input") && (!ticks || ticked) && kind != "file" {
                fields.insert(name, attribute(tag, "value").unwrap_or_default());
            } else if tag.starts_with("textarea") {
                fields.insert(name, plain(text));
            } else if tag.starts_with("select") {
                // The options that follow belong to it.
                fields.insert(name.clone(), String::new());
                fields.insert(String::new(), name);
            }
        }
        fields.remove("");
        fields
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1;
    value.split_once('"').map(|(value, _)| plain(value))
}

fn plain(html: &str) -> String {
    let signs = [
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    signs.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

impl Browser {
    /// A browser without cookies.
    pub fn new(t: &TestApp) -> Self {
        let (origin, client) = (t.origin.clone(), t.client.clone());
        Self { origin, client, cookies: BTreeMap::new(), csrf: None }
    }

    /// A browser in which somebody has signed in.
    pub async fn of(t: &TestApp, person: &Person) -> Self {
        let (now, cookie) = (t.app.now(), t.app.random.token());
        diesel::insert_into(sessions::table)
            .values((
                sessions::uuid.eq(t.app.random.uuid()),
                sessions::user_id.eq(person.user),
                sessions::kind.eq("web"),
                sessions::refresh_hash.eq(cookie.hash()),
                sessions::expires_at.eq(now + Duration::days(3650)),
                sessions::created_at.eq(now),
                sessions::used_at.eq(now),
            ))
            .execute(&mut t.app.db.get().await.unwrap())
            .await
            .unwrap();
        let mut browser = Self::new(t);
        browser.cookies.insert("session".to_owned(), cookie.reveal().to_owned());
        browser
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Shown {
        let request = self.client.get(format!("{}{path}", self.origin));
        self.send(request).await
    }

    /// Sends a form as this site's pages do, with the token of the last page that had one.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let mut all = fields.to_vec();
        let csrf = self.csrf.clone();
        all.extend(csrf.as_deref().map(|token| ("csrf", token)));
        let origin = self.origin.clone();
        self.post_from(&origin, path, &all).await
    }

    /// Sends these fields and no others, as a page of the site at `from` would.
    pub async fn post_from(&mut self, from: &str, path: &str, fields: &[(&str, &str)]) -> Shown {
        let request = self.client.post(format!("{}{path}", self.origin));
        self.send(request.header(ORIGIN, from).form(fields)).await
    }

    /// Sends a form as pages with a file field do, with the token of the last page that had one.
    pub async fn upload(&mut self, path: &str, fields: &Fields, picture: Option<&[u8]>) -> Shown {
        let mut body = Vec::new();
        let mut part = |head: &str, bytes: &[u8]| {
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n").into_bytes(),
            );
            body.extend([bytes, b"\r\n"].concat());
        };
        for (name, value) in fields.iter().filter(|(name, _)| *name != "csrf") {
            part(&format!("name=\"{name}\""), value.as_bytes());
        }
        part("name=\"csrf\"", self.token().as_bytes());
        part("name=\"picture\"; filename=\"x.png\"", picture.unwrap_or_default());
        body.extend(b"--edge--\r\n");
        let request = self.client.post(format!("{}{path}", self.origin)).body(body);
        let kind = "multipart/form-data; boundary=edge";
        self.send(request.header(ORIGIN, self.origin.clone()).header("content-type", kind)).await
    }

    /// The token against forgery of the last page that had one.
    pub fn token(&self) -> String {
        self.csrf.clone().unwrap_or_default()
    }

    /// Sends a form that takes files, without any.
    pub async fn post_multipart(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let csrf = self.token();
        let part = |(name, text): (&str, &str)| {
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body: String = fields.iter().copied().chain([("csrf", &*csrf)]).map(part).collect();
        let request = self
            .posting(path)
            .header(ORIGIN, &self.origin)
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(format!("{body}--edge--\r\n"));
        self.send(request).await
    }

    /// A POST that says nothing of where it comes from yet.
    pub fn posting(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}{path}", self.origin))
    }

    /// Sends any request with the cookies, and keeps those of the reply.
    pub async fn send(&mut self, request: reqwest::RequestBuilder) -> Shown {
        let jar: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let reply = request.header(ACCEPT, "text/html,*/*;q=0.8");
        let reply = reply.header(COOKIE, jar.join("; ")).send().await.unwrap();
        for set in reply.headers().get_all(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        let html = reply.text().await.unwrap();
        if let Some(rest) = html.split("name=\"csrf\" value=\"").nth(1) {
            self.csrf = rest.split('"').next().map(str::to_owned);
        }
        Shown { status, headers, html }
    }
}
