//! Rich text that is safe to show.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::links::{self, RELATIONS, SCHEMES, address};
use crate::roles::CLASSES;
use crate::shape::shape;

/// Longer input is cut. Callers refuse texts long before; this bounds the work where one forgets.
pub const MAX_BYTES: usize = 256 * 1024;

/// Two passes are the rule: one that cleans and one that finds nothing to do. Character references that hide white
/// space or control characters take a third.
const PASSES: usize = 5;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);

/// Safe rich text from any HTML. The crate's documentation lists what stays.
///
/// Never panics, takes time in proportion to the input, and given its own result returns it unchanged.
pub fn html(input: &str) -> String {
    let mut current = pass(cut(input));
    for _ in 1..PASSES {
        let next = pass(&current);
        if next == current {
            return current;
        }
        current = next;
    }
    // No input is known to get here. What does not settle is not trusted as markup: it is shown as it is written.
    let shown = pass(&ammonia::clean_text(&current));
    if pass(&shown) == shown { shown } else { String::new() }
}

fn pass(input: &str) -> String {
    links::add(&CLEANER.clean(&shape(input)).to_string())
}

fn cut(input: &str) -> &str {
    &input[..input.floor_char_boundary(MAX_BYTES)]
}

fn cleaner() -> Builder<'static> {
    let classes = HashSet::from(CLASSES);
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "br",
            "strong",
            "em",
            "u",
            "s",
            "del",
            "a",
            "ul",
            "ol",
            "li",
            "blockquote",
            "h2",
            "h3",
            "h4",
            "pre",
            "code",
            "hr",
            "span",
        ]))
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .allowed_classes(HashMap::from([("a", classes.clone()), ("span", classes)]))
        .set_tag_attribute_values(HashMap::from([("a", HashMap::from([("target", "_blank")]))]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(RELATIONS))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("a", "href") => address(value).map(Cow::from),
            _ => Some(value.into()),
        });
    builder
}
