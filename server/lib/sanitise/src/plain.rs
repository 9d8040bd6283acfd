//! Rich text as plain text.

use crate::chars::continues;
use crate::links::unescape;
use crate::rich::html;
use crate::tokens::{Attributes, Token, tokens};

/// How much of the markup plain text should show.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Paragraphs, list marks, quotation marks and the addresses of links.
    Layout,
    /// Only the words.
    Words,
    /// Only the words, without those in code.
    Prose,
}

/// HTML as plain text for people: a blank line between paragraphs, dashes or numbers before items, `>` before
/// quotations, and the address of a link in brackets after its text unless the text already says it.
///
/// Takes any HTML and cleans it first; the result is text, never markup.
pub fn text(input: &str) -> String {
    read(input, Detail::Layout)
}

/// The beginning of what HTML says, on one line, at most `chars` characters long. Cut between words where it can be,
/// with an ellipsis that counts.
pub fn excerpt(input: &str, chars: usize) -> String {
    let words = read(input, Detail::Words);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(chars) {
        None => words,
        Some(_) if chars == 0 => String::new(),
        Some(_) => {
            let room = words.char_indices().nth(chars - 1).map_or(words.len(), |(at, _)| at);
            format!("{}…", &words[..break_before(&words, room)])
        }
    }
}

/// Reads any HTML, cleaned, with this much detail.
pub(crate) fn read(input: &str, detail: Detail) -> String {
    let clean = html(input);
    let mut page = Page {
        out: String::new(),
        newlines: 0,
        space: false,
        margins: Vec::new(),
        shared: 0,
        link: None,
        code: 0,
        pre: 0,
        detail,
    };
    for token in tokens(&clean) {
        match token {
            Token::Text(text) => page.text(&unescape(text)),
            Token::Start { name, attributes } => page.start(name, attributes),
            Token::End { name } => page.end(name),
        }
    }
    page.out
}

/// The best place at or before `room` to cut: after a word, if one ends in the last third, else between characters.
fn break_before(words: &str, room: usize) -> usize {
    if words[room..].starts_with(' ') {
        return room;
    }
    if let Some(space) = words[..room].rfind(' ').filter(|space| *space * 3 > room * 2) {
        return space;
    }
    let joined =
        |at: usize| words[..at].ends_with('\u{200d}') || words[at..].starts_with(continues);
    let whole = words[..room].char_indices().rev().map(|(at, _)| at);
    let whole = [room].into_iter().chain(whole).find(|at| !joined(*at)).unwrap_or(0);
    words[..whole].trim_end().len()
}

/// What stands at the start of the lines of a container.
enum Margin {
    Quotation,
    Bullets,
    Numbers(usize),
    /// The mark is written once, the other lines are indented as far.
    Item {
        mark: String,
        written: bool,
    },
}

/// Plain text being written. Line breaks and spaces are kept back until words follow them.
struct Page {
    out: String,
    newlines: usize,
    space: bool,
    margins: Vec<Margin>,
    /// How many of the margins the last line already had.
    shared: usize,
    link: Option<(String, String)>,
    code: usize,
    pre: usize,
    detail: Detail,
}

impl Page {
    fn start(&mut self, name: &str, attributes: Attributes) {
        match name {
            "br" => self.break_line(1 + self.newlines),
            "hr" => {
                self.block();
                if self.detail == Detail::Layout {
                    self.words("---");
                }
                self.block();
            }
            "blockquote" => self.enter(Margin::Quotation),
            "ul" => self.enter(Margin::Bullets),
            "ol" => self.enter(Margin::Numbers(0)),
            "li" => self.enter_item(),
            "a" => self.link = link_worth_showing(attributes).map(|href| (href, String::new())),
            "code" => self.code += 1,
            _ if is_block(name) => {
                self.block();
                self.pre += usize::from(name == "pre");
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "blockquote" | "ul" | "ol" => {
                self.leave();
                self.block();
            }
            "li" => {
                self.leave();
                self.break_line(1);
            }
            "a" => self.end_link(),
            "code" => self.code = self.code.saturating_sub(1),
            _ if is_block(name) => {
                self.block();
                self.pre = self.pre.saturating_sub(usize::from(name == "pre"));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.detail == Detail::Prose && self.code + self.pre > 0 {
            return;
        }
        if let Some((_, shown)) = &mut self.link {
            shown.push_str(text);
        }
        let mut lines = text.split('\n');
        self.words(lines.next().unwrap_or_default());
        for line in lines {
            if self.pre > 0 {
                self.break_line(1 + self.newlines)
            } else {
                self.space = true
            }
            self.words(line);
        }
    }

    /// Writes words of one line.
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            let space = c.is_whitespace() && self.pre == 0;
            if space {
                self.space = true;
                continue;
            }
            if self.newlines > 0 || self.out.is_empty() {
                self.start_line();
            } else if self.space {
                self.out.push(' ');
            }
            self.space = false;
            self.out.push(c);
        }
    }

    fn start_line(&mut self) {
        if !self.out.is_empty() {
            for _ in 1..self.newlines {
                self.out.push('\n');
                self.out.push_str(self.blank_margin().trim_end());
            }
            self.out.push('\n');
        }
        self.newlines = 0;
        self.shared = self.margins.len();
        for margin in &mut self.margins {
            match margin {
                Margin::Quotation => self.out.push_str("> "),
                Margin::Item { mark, written } => {
                    if *written {
                        self.out.extend(mark.chars().map(|_| ' '));
                    } else {
                        self.out.push_str(mark);
                    }
                    *written = true;
                }
                Margin::Bullets | Margin::Numbers(_) => {}
            }
        }
    }

    /// The start of an empty line between two blocks: what both stand in.
    fn blank_margin(&self) -> String {
        let quotes = self
            .margins
            .iter()
            .take(self.shared)
            .take_while(|margin| matches!(margin, Margin::Quotation));
        quotes.map(|_| "> ").collect()
    }

    fn break_line(&mut self, newlines: usize) {
        self.newlines = self.newlines.max(newlines).min(2);
        self.space = false;
    }

    /// A new block: a blank line before it, but inside items only a new line.
    fn block(&mut self) {
        let in_item = self.margins.iter().any(|margin| matches!(margin, Margin::Item { .. }));
        self.break_line(if in_item { 1 } else { 2 });
    }

    fn enter(&mut self, margin: Margin) {
        self.block();
        if self.detail == Detail::Layout {
            self.margins.push(margin);
        }
    }

    fn leave(&mut self) {
        self.margins.pop();
        self.shared = self.shared.min(self.margins.len());
    }

    fn enter_item(&mut self) {
        self.break_line(1);
        if self.detail != Detail::Layout {
            return;
        }
        let mark = match self.margins.last_mut() {
            Some(Margin::Numbers(number)) => {
                *number += 1;
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        };
        self.margins.push(Margin::Item { mark, written: false });
    }

    fn end_link(&mut self) {
        let Some((href, shown)) = self.link.take() else { return };
        if self.detail == Detail::Layout && bare_address(&href) != bare_address(shown.trim()) {
            self.words(&format!(" ({href})"));
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(name, "p" | "h2" | "h3" | "h4" | "pre")
}

/// The address of a link, unless it is a mention or a hashtag: their text says it all.
fn link_worth_showing(attributes: Attributes) -> Option<String> {
    let mut classes = attributes.class.unwrap_or_default().split(' ');
    if classes.any(|class| matches!(class, "mention" | "hashtag")) {
        None
    } else {
        attributes.href.map(unescape)
    }
}

/// What people write of an address.
fn bare_address(address: &str) -> String {
    let address = address.to_lowercase();
    let prefixes = ["https://", "http://", "mailto:", "tel:", "xmpp:"];
    let bare = prefixes.iter().find_map(|prefix| address.strip_prefix(prefix)).unwrap_or(&address);
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
}
