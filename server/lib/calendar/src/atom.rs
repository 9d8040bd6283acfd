//! Atom feeds (RFC 4287).

use atom_syndication::{
    Category, Content, Entry, Feed, Generator, Link, Person, Text, WriteConfig,
};
use chrono::{DateTime, Utc};

use crate::text::{clean, line, web_address};

/// A feed of news.
#[derive(Clone, Debug, PartialEq)]
pub struct AtomFeed {
    /// Names the feed for ever: a `tag:` URI or an address. The same for entries.
    pub id: String,
    pub title: String,
    pub subtitle: Option<String>,
    /// The page that shows the same.
    pub url: String,
    /// Where the feed itself is.
    pub self_url: String,
    pub updated: DateTime<Utc>,
    /// The language of most of it, as in `fr`.
    pub lang: Option<String>,
    pub entries: Vec<AtomEntry>,
}

/// A piece of news.
#[derive(Clone, Debug, PartialEq)]
pub struct AtomEntry {
    pub id: String,
    pub title: String,
    pub url: String,
    pub published: DateTime<Utc>,
    pub updated: DateTime<Utc>,
    pub author_name: String,
    pub summary_text: Option<String>,
    /// HTML that has been sanitised. It is written as it is, but for characters that XML cannot hold.
    pub content_html: Option<String>,
    pub categories: Vec<String>,
}

/// The feed as `application/atom+xml`. Titles, names and summaries are text; addresses that are not `http` or `https`
/// are left out.
pub fn atom(feed: &AtomFeed) -> String {
    let written = Feed {
        id: line(&feed.id),
        title: Text::plain(line(&feed.title)),
        subtitle: feed.subtitle.as_deref().map(|subtitle| Text::plain(line(subtitle))),
        updated: feed.updated.fixed_offset(),
        lang: feed.lang.as_deref().map(line),
        links: link("self", &feed.self_url, "application/atom+xml")
            .into_iter()
            .chain(page(&feed.url))
            .collect(),
        generator: Some(Generator { value: "Farandole".to_owned(), ..Generator::default() }),
        entries: feed.entries.iter().map(entry).collect(),
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: None };
    let bytes =
        written.write_with_config(Vec::new(), config).expect("memory takes whatever is written");
    String::from_utf8(bytes).expect("strings were written")
}

fn entry(entry: &AtomEntry) -> Entry {
    let content = |html: &String| Content {
        content_type: Some("html".to_owned()),
        value: Some(clean(html)),
        ..Content::default()
    };
    Entry {
        id: line(&entry.id),
        title: Text::plain(line(&entry.title)),
        updated: entry.updated.fixed_offset(),
        published: Some(entry.published.fixed_offset()),
        authors: vec![Person { name: line(&entry.author_name), ..Person::default() }],
        links: page(&entry.url).into_iter().collect(),
        summary: entry.summary_text.as_deref().map(|summary| Text::plain(clean(summary))),
        content: entry.content_html.as_ref().map(content),
        categories: entry
            .categories
            .iter()
            .map(|term| Category { term: line(term), ..Category::default() })
            .collect(),
        ..Entry::default()
    }
}

fn page(url: &str) -> Option<Link> {
    link("alternate", url, "text/html")
}

fn link(rel: &str, url: &str, media_type: &str) -> Option<Link> {
    let href = web_address(url)?;
    Some(Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    })
}
