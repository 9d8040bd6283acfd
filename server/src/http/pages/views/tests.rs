//! Every page, in every language, with little, much and nothing to show.
//!
//! With `FARANDOLE_PAGES_OUT=dir` the pages are also written there, to be looked at in a browser.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use super::samples::{Amount, LONG, all};
use crate::kernel::text::{Lang, T};

static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let each = Lang::ALL.iter().flat_map(|lang| Amount::ALL.map(|amount| (lang, amount)));
    each.flat_map(|(lang, amount)| all(T { lang: *lang }, amount)).collect()
});

/// Name and HTML of each.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES.iter().map(|(name, html)| (name.as_str(), html.as_str()))
}

/// The values of an attribute throughout a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The start tags of an element.
fn tags<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    let opening = format!("<{element} ");
    html.split(&opening).skip(1).filter_map(|rest| rest.split('>').next()).collect()
}

#[test]
fn what_is_opened_is_closed() {
    const VOID: [&str; 8] = ["meta", "link", "input", "img", "br", "hr", "!doctype", "use"];
    for (name, html) in pages() {
        let mut open: Vec<&str> = Vec::new();
        for piece in html.split('<').skip(1) {
            let tag = piece.split('>').next().unwrap_or_default();
            let element =
                tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{name}: after {open:?}");
            } else if !VOID.contains(&element) && !tag.ends_with('/') {
                open.push(element);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn each_page_has_one_main_heading_and_says_its_language() {
    for (name, html) in pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        let lang = if name.contains("-fr-") { "<html lang=\"fr\"" } else { "<html lang=\"en\"" };
        assert!(html.contains(lang), "{name}");
    }
}

#[test]
fn every_text_is_there() {
    for (name, html) in pages() {
        assert!(!html.contains("Unknown localization key"), "{name}");
    }
}

#[test]
fn ids_are_unique_and_whatever_points_to_one_finds_it() {
    for (name, html) in pages() {
        let ids = values(html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: an id stands twice in {ids:?}");
        let mut wanted: Vec<&str> = values(html, "for");
        for attribute in ["aria-labelledby", "aria-describedby", "list"] {
            wanted.extend(values(html, attribute).iter().flat_map(|v| v.split_whitespace()));
        }
        wanted.extend(values(html, "href").iter().filter_map(|href| href.strip_prefix('#')));
        let lost: Vec<_> = wanted.into_iter().filter(|id| !known.contains(id)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

#[test]
fn every_field_has_a_label() {
    for (name, html) in pages() {
        let labelled: BTreeSet<&str> = values(html, "for").into_iter().collect();
        for tag in ["input", "select", "textarea"].iter().flat_map(|element| tags(html, element)) {
            let within = ["hidden", "checkbox", "radio"]
                .iter()
                .any(|kind| tag.contains(&format!("type=\"{kind}\"")));
            let named = labelled.iter().any(|id| tag.contains(&format!("id=\"{id}\"")));
            assert!(within || tag.contains("aria-hidden") || named, "{name}: <{tag}>");
        }
    }
}

#[test]
fn every_picture_says_what_it_shows_or_that_it_is_decoration() {
    for (name, html) in pages() {
        for tag in tags(html, "img") {
            assert!(tag.contains("alt=\"") && tag.contains("width=\""), "{name}: <img {tag}>");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in pages() {
        for form in html
            .split("<form ")
            .skip(1)
            .map(|rest| rest.split("</form>").next().unwrap_or_default())
        {
            let changes = form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""));
            assert!(
                !changes || form.contains("name=\"csrf\" value=\"token\""),
                "{name}: <form {form}"
            );
        }
    }
}

#[test]
fn what_people_write_is_text_and_never_markup() {
    let long = all(T { lang: Lang::En }, Amount::Much);
    let (_, event) =
        long.iter().find(|(name, _)| name == "event-open-en-much").expect("the page is there");
    assert!(LONG.contains("<script>") && !event.contains("mütze <script>"));
    assert!(event.contains("m\u{fc}tze &#60;script&#62;"), "shown as text");
    assert!(event.contains("\\u003cscript\\u003e"), "and as data in the facts for machines");
}

#[test]
fn no_page_asks_another_server_for_anything() {
    for (name, html) in pages() {
        for attribute in ["src", "srcset", "poster"] {
            let lists = values(html, attribute).into_iter();
            for address in lists.flat_map(|list| list.split(", ")) {
                assert!(address.starts_with('/'), "{name}: {attribute}={address}");
            }
        }
        assert!(
            !html.contains(" style=\"") && !html.contains(" onclick="),
            "{name}: nothing inline"
        );
    }
}

#[test]
fn every_icon_is_drawn() {
    let drawn = include_str!("../../../../../front/assets/icons.svg");
    let named: BTreeSet<String> = values(drawn, "id").into_iter().map(str::to_owned).collect();
    let mut used = Vec::new();
    for (_, html) in pages() {
        let addresses = values(html, "href").into_iter();
        used.extend(addresses.filter_map(|href| Some(href.split_once("icons.svg")?.1)));
    }
    for source in [
        include_str!("../read/event_facts.rs"),
        include_str!("../read/event_words.rs"),
        include_str!("../read/about.rs"),
    ] {
        for call in ["answer(", "link(", "way(", "fact(", "icon: "] {
            let rest = source.split(call).skip(1);
            let words =
                rest.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
            let name =
                |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
            used.extend(words.filter(name));
        }
    }
    let name = |used: &str| used.rsplit('#').next().unwrap_or_default().to_owned();
    let lost: BTreeSet<String> =
        used.into_iter().map(name).filter(|n| !named.contains(n)).collect();
    assert!(lost.is_empty(), "no such icons: {lost:?}");
}

#[test]
fn a_page_is_light() {
    for (name, html) in pages() {
        assert!(html.len() < 60_000, "{name} has {} bytes", html.len());
    }
}

#[test]
fn pages_can_be_written_to_be_looked_at() {
    let Some(dir) = std::env::var_os("FARANDOLE_PAGES_OUT") else { return };
    fs::create_dir_all(&dir).expect("the folder can be made");
    for (name, html) in pages() {
        fs::write(Path::new(&dir).join(format!("{name}.html")), html)
            .expect("a page can be written");
    }
}
