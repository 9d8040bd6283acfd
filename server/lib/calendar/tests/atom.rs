//! Atom feeds, read back.

#![allow(clippy::unwrap_used)]

use atom_syndication::Feed;
use farandole_calendar::{AtomEntry, AtomFeed, atom};
use proptest::prelude::*;

fn entry() -> AtomEntry {
    AtomEntry {
        id: "tag:a.example,2026:events/1".to_owned(),
        title: "Picnic".to_owned(),
        url: "https://a.example/events/1".to_owned(),
        published: "2026-01-02T03:04:05Z".parse().unwrap(),
        updated: "2026-02-03T04:05:06Z".parse().unwrap(),
        author_name: "Parks & gardens".to_owned(),
        summary_text: Some("1 July, in the park <3".to_owned()),
        content_html: Some("<p>Bring <strong>cake</strong> &amp; tea</p>".to_owned()),
        categories: vec!["été".to_owned()],
    }
}

fn feed_of(entries: Vec<AtomEntry>) -> AtomFeed {
    AtomFeed {
        id: "https://a.example/@parks/feed/atom".to_owned(),
        title: "Parks".to_owned(),
        subtitle: None,
        url: "https://a.example/@parks".to_owned(),
        self_url: "https://a.example/@parks/feed/atom".to_owned(),
        updated: "2026-02-03T04:05:06Z".parse().unwrap(),
        lang: Some("fr".to_owned()),
        entries,
    }
}

fn read(xml: &str) -> Feed {
    Feed::read_from(xml.as_bytes()).unwrap()
}

#[test]
fn a_feed_comes_back_as_it_was() {
    let xml = atom(&feed_of(vec![entry()]));
    assert!(
        xml.starts_with(
            "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">"
        ),
        "{xml}"
    );
    let feed = read(&xml);
    assert_eq!(
        (feed.id.as_str(), feed.title.as_str()),
        ("https://a.example/@parks/feed/atom", "Parks")
    );
    assert_eq!(feed.updated.to_rfc3339(), "2026-02-03T04:05:06+00:00");
    let links: Vec<_> =
        feed.links.iter().map(|link| (link.rel.as_str(), link.href.as_str())).collect();
    assert_eq!(
        links,
        [("self", "https://a.example/@parks/feed/atom"), ("alternate", "https://a.example/@parks")]
    );

    let read = &feed.entries[0];
    assert_eq!((read.id.as_str(), read.title.as_str()), ("tag:a.example,2026:events/1", "Picnic"));
    assert_eq!(read.published.unwrap().to_rfc3339(), "2026-01-02T03:04:05+00:00");
    assert_eq!(read.authors[0].name, "Parks & gardens");
    assert_eq!(
        (read.links[0].rel.as_str(), read.links[0].href.as_str()),
        ("alternate", "https://a.example/events/1")
    );
    assert_eq!(read.summary.as_ref().unwrap().as_str(), "1 July, in the park <3");
    let content = read.content.as_ref().unwrap();
    assert_eq!(content.content_type.as_deref(), Some("html"));
    assert_eq!(content.value.as_deref(), Some("<p>Bring <strong>cake</strong> &amp; tea</p>"));
    assert_eq!(read.categories[0].term, "été");
}

#[test]
fn a_link_that_is_no_web_address_is_left_out() {
    let feed =
        read(&atom(&feed_of(vec![AtomEntry { url: "javascript:alert(1)".to_owned(), ..entry() }])));
    assert!(feed.entries[0].links.is_empty());
}

#[test]
fn no_text_can_open_an_element() {
    let hostile =
        "]]></title><script>alert(1)</script>\u{0}\u{8}\u{ffff}<!-- &evil; \"'".to_owned();
    let attacked = AtomEntry {
        id: hostile.clone(),
        title: hostile.clone(),
        author_name: hostile.clone(),
        summary_text: Some(hostile.clone()),
        content_html: Some(hostile.clone()),
        categories: vec![hostile.clone()],
        ..entry()
    };
    let xml = atom(&AtomFeed {
        title: hostile.clone(),
        lang: Some(hostile.clone()),
        ..feed_of(vec![attacked])
    });
    assert!(
        !xml.contains("<script")
            && !xml.contains("<!--")
            && !xml.contains(['\u{0}', '\u{8}', '\u{ffff}'])
    );
    let shown = "]]></title><script>alert(1)</script><!-- &evil; \"'";
    let feed = read(&xml);
    assert_eq!((feed.title.as_str(), feed.entries[0].title.as_str()), (shown, shown));
    assert_eq!(feed.entries[0].categories[0].term, shown);
}

proptest! {
    #[test]
    fn any_text_gives_xml_that_can_be_read(text in any::<String>(), words in "[a-z<>&\"']{1,20}( [a-z<>&;#]{1,20}){0,9}") {
        let hostile = AtomEntry { title: text.clone(), author_name: text.clone(), content_html: Some(text.clone()), ..entry() };
        let told = AtomEntry { title: words.clone(), ..entry() };
        let feed = read(&atom(&AtomFeed { title: text.clone(), ..feed_of(vec![hostile, told]) }));
        prop_assert_eq!(feed.entries.len(), 2);
        prop_assert_eq!(feed.entries[1].title.as_str(), words);
    }
}
