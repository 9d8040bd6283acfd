//! From any markup to balanced markup of the few elements that rich text knows, in one pass.
//!
//! What always holds for the output: every element is closed in the order it was opened; paragraphs, headings and
//! preformatted text hold only words and inline elements; lists hold only items (or lists); links hold no links;
//! nothing is empty; nothing is nested deeper than [`DEPTH`] and the few levels that are implied. It is *not* yet
//! safe: attribute values and character references are passed on as they came.

use crate::chars::without_tricks;
use crate::roles::{CLASSES, Role, role};
use crate::tokens::{Attributes, Token, tokens};

/// How many elements may be open at once. People's texts stay below ten.
const DEPTH: usize = 32;

/// How often one link is taken up again in the next block when blocks stand inside it. Bounded, since every time
/// repeats the address.
const LINK_PIECES: u8 = 8;

/// Rewrites markup as described above.
pub(crate) fn shape(html: &str) -> String {
    let mut shape =
        Shape { out: String::with_capacity(html.len()), open: Vec::new(), broken_link: None };
    for token in tokens(html) {
        match token {
            Token::Text(text) => shape.text(text),
            Token::Start { name, attributes } => shape.start(name, attributes),
            Token::End { name } => shape.end(name),
        }
    }
    shape.close(0);
    shape.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blocks,
    List,
    Item,
    Words,
    Inline,
    Link,
    /// Known only to find its end.
    Unwritten,
}

/// An open element. It is written only when something stands in it.
struct Open<'a> {
    /// Its name in the input, which its end tag will bear.
    name: &'a str,
    element: &'static str,
    kind: Kind,
    attributes: Attributes<'a>,
    link_pieces: u8,
    written: bool,
}

struct Shape<'a> {
    out: String,
    open: Vec<Open<'a>>,
    /// A link that had to be closed for a block inside it, and how often it may still be taken up again.
    broken_link: Option<(&'a str, Attributes<'a>, u8)>,
}

impl<'a> Shape<'a> {
    fn start(&mut self, name: &'a str, attributes: Attributes<'a>) {
        let Some(role) = role(name) else { return };
        match role {
            Role::LineBreak => self.line_break(),
            Role::Rule => self.rule(),
            Role::Cell => self.text(" "),
            _ if self.open.len() >= DEPTH => {}
            Role::Words("p") | Role::Division if self.in_words(|element| element != "p") => {
                self.push(name, "", Kind::Unwritten);
            }
            Role::Words(element) => self.block(name, element, Kind::Words),
            Role::Blocks(element) => self.block(name, element, Kind::Blocks),
            Role::Division => {
                self.leave_words();
                self.push(name, "", Kind::Unwritten);
            }
            Role::List(element) => {
                self.leave_words();
                self.push(name, element, Kind::List);
            }
            Role::Item => self.item(name),
            Role::Inline(element) => {
                self.inline(name, element, Kind::Inline, Attributes::default())
            }
            Role::Span if !classes(attributes).is_empty() => {
                self.inline(name, "span", Kind::Inline, attributes)
            }
            Role::Link if attributes.href.is_some() => self.link(name, attributes, LINK_PIECES),
            Role::Span | Role::Link => {
                self.inline(name, "", Kind::Unwritten, Attributes::default())
            }
        }
    }

    fn end(&mut self, name: &'a str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) {
            self.close(at);
        }
        if name.eq_ignore_ascii_case("a") {
            self.broken_link = None;
        }
    }

    fn text(&mut self, text: &str) {
        let text = without_tricks(text);
        let text = if self.in_words(|element| element == "pre") && !self.words_begun() {
            // A parser drops one line break after <pre>; dropping all makes the result stable.
            text.trim_start_matches(['\n', '\r'])
        } else {
            text.as_str()
        };
        let blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if text.is_empty() || (blank && !self.words_begun()) {
            return;
        }
        if let Some((name, attributes, pieces)) = self.broken_link.take() {
            self.link(name, attributes, pieces);
        }
        self.enter_words();
        self.write_open();
        write_text(&mut self.out, text);
    }

    fn line_break(&mut self) {
        if self.words().is_some() || self.in_item() {
            self.enter_words();
            self.write_open();
            self.out.push_str("<br>");
        }
    }

    fn rule(&mut self) {
        self.leave_words();
        self.enter_item();
        self.write_open();
        self.out.push_str("<hr>");
    }

    fn block(&mut self, name: &'a str, element: &'static str, kind: Kind) {
        self.leave_words();
        self.enter_item();
        self.push(name, element, kind);
    }

    fn item(&mut self, name: &'a str) {
        let outer =
            self.open.iter().rposition(|open| matches!(open.kind, Kind::Blocks | Kind::List));
        match outer.filter(|&at| self.open[at].kind == Kind::List) {
            Some(list) => self.close(list + 1),
            None => {
                self.leave_words();
                self.push("ul", "ul", Kind::List);
            }
        }
        self.push(name, "li", Kind::Item);
    }

    fn link(&mut self, name: &'a str, attributes: Attributes<'a>, pieces: u8) {
        if let Some(at) = self.open.iter().position(|open| open.kind == Kind::Link) {
            self.close(at);
        }
        self.broken_link = None;
        self.inline(name, "a", Kind::Link, attributes);
        if let Some(open) = self.open.last_mut() {
            open.link_pieces = pieces;
        }
    }

    fn inline(
        &mut self,
        name: &'a str,
        element: &'static str,
        kind: Kind,
        attributes: Attributes<'a>,
    ) {
        self.enter_words();
        self.push(name, element, kind);
        if let Some(open) = self.open.last_mut() {
            open.attributes = attributes;
        }
    }

    /// Makes sure that words may follow: in a paragraph, a heading, preformatted text or an item.
    fn enter_words(&mut self) {
        self.enter_item();
        if self.words().is_none() && !self.in_item() {
            self.push("p", "p", Kind::Words);
        }
    }

    /// Makes sure that the innermost list, if we stand directly in it, has an item for what follows.
    fn enter_item(&mut self) {
        if self.container().is_some_and(|at| self.open[at].kind == Kind::List) {
            self.push("li", "li", Kind::Item);
        }
    }

    /// Closes whatever holds words, so that a block may follow.
    fn leave_words(&mut self) {
        if let Some(at) = self.words() {
            self.close(at);
        }
    }

    /// The outermost element above the innermost container that holds words.
    fn words(&self) -> Option<usize> {
        let from = self.container().map_or(0, |at| at + 1);
        let holds_words =
            |open: &Open| matches!(open.kind, Kind::Words | Kind::Inline | Kind::Link);
        self.open[from..].iter().position(holds_words).map(|at| from + at)
    }

    fn in_words(&self, element: impl Fn(&str) -> bool) -> bool {
        self.words()
            .is_some_and(|at| self.open[at].kind == Kind::Words && element(self.open[at].element))
    }

    fn in_item(&self) -> bool {
        self.container().is_some_and(|at| self.open[at].kind == Kind::Item)
    }

    /// Whether white space here stands between words rather than before the first.
    fn words_begun(&self) -> bool {
        let item = self.container().filter(|&at| self.open[at].kind == Kind::Item);
        self.words().or(item).is_some_and(|at| self.open[at].written)
    }

    fn container(&self) -> Option<usize> {
        self.open
            .iter()
            .rposition(|open| matches!(open.kind, Kind::Blocks | Kind::List | Kind::Item))
    }

    fn push(&mut self, name: &'a str, element: &'static str, kind: Kind) {
        let attributes = Attributes::default();
        self.open.push(Open { name, element, kind, attributes, link_pieces: 0, written: false });
    }

    fn write_open(&mut self) {
        for open in
            self.open.iter_mut().filter(|open| !open.written && open.kind != Kind::Unwritten)
        {
            open.written = true;
            self.out.push('<');
            self.out.push_str(open.element);
            if let Some(href) = open.attributes.href {
                write_attribute(&mut self.out, "href", href);
            }
            let classes = classes(open.attributes);
            if !classes.is_empty() {
                write_attribute(&mut self.out, "class", &classes.join(" "));
            }
            self.out.push('>');
        }
    }

    /// Closes the open elements from this place upwards.
    fn close(&mut self, from: usize) {
        for open in self.open.drain(from..).rev() {
            if open.written {
                self.out.push_str("</");
                self.out.push_str(open.element);
                self.out.push('>');
            }
            if open.kind == Kind::Link {
                self.broken_link = (open.link_pieces > 0)
                    .then(|| (open.name, open.attributes, open.link_pieces - 1));
            }
        }
    }
}

fn classes<'a>(attributes: Attributes<'a>) -> Vec<&'a str> {
    let words = attributes.class.unwrap_or_default().split_ascii_whitespace();
    words.filter(|class| CLASSES.contains(class)).take(CLASSES.len()).collect()
}

/// Writes text for the parser. The serializer behind it takes quadratic time over one long text full of ampersands or
/// of characters from U+0080 to U+00BF, so such a text is divided by elements that the cleaner removes.
fn write_text(out: &mut String, text: &str) {
    const DIVIDER: &str = "<wbr>";
    const STRETCH: usize = 1024;
    let mut divided = out.len();
    for c in text.chars() {
        if matches!(c, '&' | '\u{80}'..='\u{bf}') && out.len() - divided > STRETCH {
            out.push_str(DIVIDER);
            divided = out.len();
        }
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out.push('"');
}
