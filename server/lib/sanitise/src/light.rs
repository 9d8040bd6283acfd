//! Rich text as people type it into a plain field, and back: a light syntax for what descriptions are made of.
//!
//! A blank line begins a paragraph, a line break stays one. `## ` to `#### ` begin headings, `- ` and `1. ` items,
//! `> ` a quotation, three dashes draw a rule, three backticks hold text as it is. `**strong**`, `_emphasis_`,
//! `` `code` `` and `[words](https://…)` stand inside. A backslash takes away the meaning of the sign after it. What
//! looks like HTML is text.

use crate::links::unescape;
use crate::rich::html;
use crate::tokens::{Token, tokens};

/// Signs that a backslash keeps from meaning something.
const SIGNS: &[char] = &['\\', '*', '_', '`', '[', '#', '>', '-', '.'];
/// Marks inside of marks that are read; deeper ones are text.
const DEPTH: u8 = 4;

/// The HTML that a text in the light syntax stands for. Safe already in that all its text is escaped; addresses are
/// still to be judged by [`html`].
pub fn light_to_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = Blocks::default();
    for line in text.split('\n') {
        out.line(line);
    }
    out.close();
    out.html
}

/// What people are given to edit: the rich text in the light syntax. What the syntax has no sign for loses its
/// markup and keeps its words.
pub fn html_to_light(input: &str) -> String {
    let clean = html(input);
    let mut page = Page::default();
    for token in tokens(&clean) {
        match token {
            Token::Text(text) => page.text(&unescape(text)),
            Token::Start { name, attributes } => page.start(name, attributes.href),
            Token::End { name } => page.end(name),
        }
    }
    page.out.trim_matches('\n').to_owned()
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Block {
    #[default]
    None,
    Paragraph,
    Bullets,
    Numbers,
    Quotation,
    Fence,
}

impl Block {
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("", ""),
            Self::Paragraph => ("<p>", "</p>"),
            Self::Bullets => ("<ul>", "</ul>"),
            Self::Numbers => ("<ol>", "</ol>"),
            Self::Quotation => ("<blockquote><p>", "</p></blockquote>"),
            Self::Fence => ("<pre>", "</pre>"),
        }
    }
}

/// The blocks written so far, and the one that is open.
#[derive(Default)]
struct Blocks {
    html: String,
    open: Block,
    /// Whether the open block holds a line already.
    begun: bool,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        if self.open == Block::Fence {
            if line.trim() == "```" {
                self.close()
            } else {
                self.lines(Block::Fence, "\n", escape(line))
            }
            return;
        }
        let line = line.trim();
        if line.is_empty() {
            self.close();
        } else if line == "```" {
            self.enter(Block::Fence);
        } else if line.len() >= 3 && line.bytes().all(|byte| byte == b'-') {
            self.close();
            self.html.push_str("<hr>");
        } else if let Some((level, words)) = heading(line) {
            self.close();
            self.html.push_str(&format!("<h{level}>{}</h{level}>", inline(words, DEPTH)));
        } else if let Some(words) = bullet(line) {
            self.item(Block::Bullets, words);
        } else if let Some(words) = number(line) {
            self.item(Block::Numbers, words);
        } else if let Some(words) = line.strip_prefix('>') {
            self.lines(Block::Quotation, "<br>", inline(words.trim(), DEPTH));
        } else {
            self.lines(Block::Paragraph, "<br>", inline(line, DEPTH));
        }
    }

    fn item(&mut self, block: Block, words: &str) {
        self.enter(block);
        self.html.push_str(&format!("<li>{}</li>", inline(words, DEPTH)));
    }

    fn lines(&mut self, block: Block, between: &str, html: String) {
        self.enter(block);
        if self.begun {
            self.html.push_str(between);
        }
        self.html.push_str(&html);
        self.begun = true;
    }

    fn enter(&mut self, block: Block) {
        if self.open != block {
            self.close();
            self.html.push_str(block.tags().0);
            self.open = block;
        }
    }

    fn close(&mut self) {
        self.html.push_str(self.open.tags().1);
        self.open = Block::None;
        self.begun = false;
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let signs = line.bytes().take_while(|byte| *byte == b'#').count();
    let words = line[signs..].strip_prefix(' ')?.trim();
    ((1..=6).contains(&signs) && !words.is_empty()).then(|| (signs.clamp(2, 4), words))
}

fn bullet(line: &str) -> Option<&str> {
    ["- ", "* ", "• ", "– "].iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim)
}

fn number(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits).then(|| line[digits..].strip_prefix(". ")).flatten().map(str::trim)
}

/// What stands inside a block, as HTML.
fn inline(text: &str, depth: u8) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(sign) = rest.chars().next() {
        if let Some((html, after)) = (depth > 0).then(|| marked(rest, before, depth)).flatten() {
            out.push_str(&html);
            rest = after;
            before = 'x';
            continue;
        }
        let mut taken = sign;
        rest = &rest[sign.len_utf8()..];
        if sign == '\\'
            && let Some(next) = rest.chars().next().filter(|next| SIGNS.contains(next))
        {
            taken = next;
            rest = &rest[next.len_utf8()..];
        }
        push_escaped(&mut out, taken);
        before = taken;
    }
    out
}

/// The piece at the beginning of a text that a mark stands around, and what comes after it.
fn marked(text: &str, before: char, depth: u8) -> Option<(String, &str)> {
    if let Some(inside) = text.strip_prefix("**") {
        let (words, after) = until(inside, "**")?;
        return Some((format!("<strong>{}</strong>", inline(words, depth - 1)), after));
    }
    if let Some(inside) = text.strip_prefix('`') {
        let (words, after) = inside.split_once('`').filter(|(words, _)| !words.is_empty())?;
        return Some((format!("<code>{}</code>", escape(words)), after));
    }
    if let Some(inside) = text.strip_prefix('_').filter(|_| !before.is_alphanumeric()) {
        let (words, after) = until(inside, "_")?;
        let ends = after.chars().next().is_none_or(|next| !next.is_alphanumeric());
        return ends.then(|| (format!("<em>{}</em>", inline(words, depth - 1)), after));
    }
    let (words, after) = until(text.strip_prefix('[')?, "](")?;
    let (address, after) = after.split_once(')')?;
    let address = address.trim();
    if address.is_empty() || address.contains(char::is_whitespace) {
        return None;
    }
    Some((format!("<a href=\"{}\">{}</a>", escape(address), inline(words, depth - 1)), after))
}

/// What stands before an end that no backslash takes away, and after it; nothing where that would be blank.
fn until<'a>(text: &'a str, end: &str) -> Option<(&'a str, &'a str)> {
    let at = text.match_indices(end).map(|(at, _)| at).find(|at| !text[..*at].ends_with('\\'))?;
    let words = &text[..at];
    let tight = !words.trim().is_empty() && words.trim() == words;
    tight.then(|| (words, &text[at + end.len()..]))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_escaped(&mut out, c));
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}

/// A page in the light syntax while it is written.
#[derive(Default)]
struct Page {
    out: String,
    /// The lists that are open: `None` for bullets, else the next number.
    lists: Vec<Option<usize>>,
    /// How many quotations are open.
    quoted: usize,
    /// The address of the open link, and where its words begin.
    link: Option<(String, usize)>,
    pre: bool,
    code: bool,
}

impl Page {
    fn start(&mut self, name: &str, href: Option<&str>) {
        match name {
            "p" => self.block(),
            "h2" | "h3" | "h4" => {
                self.block();
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.out.push_str(&"#".repeat(level));
                self.out.push(' ');
            }
            "hr" => {
                self.block();
                self.out.push_str("---");
            }
            "blockquote" => self.quoted += 1,
            "pre" => {
                self.block();
                self.out.push_str("```\n");
                self.pre = true;
            }
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => self.item(),
            "br" => self.newline(),
            "strong" => self.out.push_str("**"),
            "em" => self.out.push('_'),
            "code" if !self.pre => {
                self.out.push('`');
                self.code = true;
            }
            "a" => self.link = href.map(|href| (unescape(href), self.out.len())),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "blockquote" => self.quoted = self.quoted.saturating_sub(1),
            "pre" => {
                self.out.push_str("\n```");
                self.pre = false;
            }
            "ul" | "ol" => {
                self.lists.pop();
            }
            "strong" => self.out.push_str("**"),
            "em" => self.out.push('_'),
            "code" if !self.pre => {
                self.out.push('`');
                self.code = false;
            }
            "a" => self.end_link(),
            _ => {}
        }
    }

    /// A link whose words are its address needs no sign: it is found again.
    fn end_link(&mut self) {
        let Some((href, at)) = self.link.take() else { return };
        let words = self.out.split_off(at);
        let bare = |text: &str| text.trim_end_matches('/').to_owned();
        if bare(&words.replace('\\', "")) == bare(&href) {
            self.out.push_str(&words.replace('\\', ""));
        } else {
            let href = href.replace('(', "%28").replace(')', "%29");
            self.out.push_str(&format!("[{words}]({href})"));
        }
    }

    fn text(&mut self, text: &str) {
        if self.pre || self.code {
            self.out.push_str(text);
            return;
        }
        let text: String = text.split('\n').collect::<Vec<_>>().join(" ");
        let at_start = self.out.is_empty() || self.out.ends_with('\n') || self.out.ends_with("> ");
        let text = if at_start { text.trim_start() } else { &text };
        let kept = if at_start { plain_start(text) } else { None };
        self.out.push_str(&plain(kept.as_deref().unwrap_or(text), kept.is_some()));
    }

    /// Leaves an empty line before the next block.
    fn block(&mut self) {
        // The first paragraph of an item stands on the item's own line.
        if self.out.ends_with("- ") || self.out.ends_with(". ") && !self.lists.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
        self.margin();
    }

    fn item(&mut self) {
        let first = !self.out.is_empty() && !self.last_line_is_item();
        self.out.push_str(if self.out.is_empty() {
            ""
        } else if first {
            "\n\n"
        } else {
            "\n"
        });
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number = (*number + 1).min(99);
            }
            _ => self.out.push_str("- "),
        }
    }

    fn last_line_is_item(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        bullet(line).is_some() || number(line).is_some()
    }

    fn newline(&mut self) {
        // An item is one line.
        if self.lists.is_empty() {
            self.out.push('\n');
            self.margin();
        } else {
            self.out.push(' ');
        }
    }

    fn margin(&mut self) {
        if self.quoted > 0 {
            self.out.push_str("> ");
        }
    }
}

/// A text at the start of a line that would begin a block, with a backslash that keeps it from doing so.
fn plain_start(text: &str) -> Option<String> {
    let rule = text.len() >= 3 && text.bytes().all(|byte| byte == b'-');
    if heading(text).is_some() || bullet(text).is_some() || text.starts_with('>') || rule {
        return Some(format!("\\{text}"));
    }
    number(text).is_some().then(|| text.replacen('.', "\\.", 1))
}

/// Words with a backslash before signs that would mean something.
fn plain(text: &str, started: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let next = rest[c.len_utf8()..].chars().next();
        let means = match c {
            '*' => next == Some('*') || before == '*',
            '`' => true,
            '_' => !before.is_alphanumeric() || next.is_none_or(|next| !next.is_alphanumeric()),
            '[' => rest.contains("]("),
            // The backslash that `plain_start` wrote stays what it is.
            '\\' if started && (at == 0 || before.is_ascii_digit()) => false,
            '\\' => next.is_some_and(|next| SIGNS.contains(&next)),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        html(&light_to_html(text))
    }

    #[test]
    fn what_is_typed_is_text_and_blank_lines_part_paragraphs() {
        assert_eq!(
            light_to_html("One\r\ntwo\n\n<b>three</b>"),
            "<p>One<br>two</p><p>&lt;b&gt;three&lt;/b&gt;</p>"
        );
        assert_eq!(light_to_html(""), "");
    }

    #[test]
    fn signs_make_headings_lists_quotations_and_links() {
        assert_eq!(
            light_to_html("## Bring\n- **cake**\n- _tea_\n1. one\n> said\n---\n#summer 2 * 3 ** 4"),
            "<h2>Bring</h2><ul><li><strong>cake</strong></li><li><em>tea</em></li></ul><ol><li>one</li></ol>\
             <blockquote><p>said</p></blockquote><hr><p>#summer 2 * 3 ** 4</p>"
        );
        assert!(
            read("see [our page](https://a.example/x)").contains("<a href=\"https://a.example/x\"")
        );
        assert_eq!(light_to_html("snake_case_name"), "<p>snake_case_name</p>");
        assert_eq!(light_to_html("```\n**as it is**\n```"), "<pre>**as it is**</pre>");
    }

    #[test]
    fn a_link_can_not_run_code() {
        for text in
            ["[x](javascript:alert(1))", "[x](\"onmouseover=alert)", "[a](data:text/html,x)"]
        {
            let shown = read(text);
            assert!(!shown.contains("<a"), "{shown}");
        }
    }

    #[test]
    fn rich_text_survives_the_way_through_the_field() {
        for text in [
            "<h2>Programme</h2><p>First<br>then <strong>dance</strong> and <em>tea</em></p>",
            "<ul><li>one</li><li><strong>two</strong></li></ul><p>after</p>",
            "<ol><li>one</li><li>two</li></ol>",
            "<blockquote><p>said<br>so</p></blockquote><hr><p>end</p>",
            "<p>2 * 3, a_b, 1. no list, [x] and \\</p><p>- no item</p><p>1. no number</p><p>## no heading</p>",
            "<pre>a\n  b</pre>",
            "<p>see <a href=\"https://a.example/x_(y)\">the page</a>, https://b.example/</p>",
            "<p>**no strong** _no em_ `no code` [no](https://link.example)</p>",
        ] {
            let clean = html(text);
            let back = read(&html_to_light(&clean));
            let same = |text: &str| text.replace("%28", "(").replace("%29", ")");
            assert_eq!(same(&back), same(&clean), "{}", html_to_light(&clean));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_written_without_a_panic(text in "(\\PC|\n|[*_`\\[\\]()#>.-]){0,80}") {
            let shown = read(&text);
            let again = html_to_light(&shown);
            let _ = read(&again);
        }
    }
}
