//! What each HTML element becomes in rich text.

/// The classes that survive: what fediverse servers use for mentions, hashtags and shortened links.
pub(crate) const CLASSES: [&str; 6] =
    ["mention", "hashtag", "h-card", "u-url", "invisible", "ellipsis"];

/// What an element is here. The name is that of the element written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Holds words: a paragraph, a heading, preformatted text.
    Words(&'static str),
    /// Holds blocks: a quotation.
    Blocks(&'static str),
    List(&'static str),
    Item,
    /// Stands inside words.
    Inline(&'static str),
    /// A span, worth keeping only for its class.
    Span,
    Link,
    LineBreak,
    Rule,
    /// Not written, but what stands before, in and after it are different paragraphs.
    Division,
    /// Not written, but it keeps the words before and after it apart.
    Cell,
}

/// The role of the element with this name, in any case. `None` if only its content matters.
pub(crate) fn role(name: &str) -> Option<Role> {
    // No element listed here has a longer name; a stranger's may have any length.
    if name.len() > 10 {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "p" => Role::Words("p"),
        "h1" | "h2" => Role::Words("h2"),
        "h3" => Role::Words("h3"),
        "h4" | "h5" | "h6" => Role::Words("h4"),
        "pre" | "listing" => Role::Words("pre"),
        "blockquote" => Role::Blocks("blockquote"),
        "ul" | "menu" | "dir" => Role::List("ul"),
        "ol" => Role::List("ol"),
        "li" => Role::Item,
        "strong" | "b" => Role::Inline("strong"),
        "em" | "i" | "cite" | "dfn" | "var" => Role::Inline("em"),
        "u" | "ins" => Role::Inline("u"),
        "s" | "strike" => Role::Inline("s"),
        "del" => Role::Inline("del"),
        "code" | "kbd" | "samp" | "tt" => Role::Inline("code"),
        "span" => Role::Span,
        "a" => Role::Link,
        "br" => Role::LineBreak,
        "hr" => Role::Rule,
        "div" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav"
        | "address" | "center" | "figure" | "figcaption" | "details" | "summary" | "dl" | "dt"
        | "dd" | "table" | "caption" | "tr" | "form" | "fieldset" | "legend" | "body" => {
            Role::Division
        }
        "td" | "th" => Role::Cell,
        _ => return None,
    })
}
