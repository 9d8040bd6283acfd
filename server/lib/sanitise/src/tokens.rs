//! A lenient HTML tokenizer, linear in the length of its input.
//!
//! It follows the tokenization rules of the HTML standard closely enough to read what people and software write. It
//! need not be exact: what is built from it goes through a real parser afterwards. It exists because a real parser,
//! given hostile input, takes quadratic time and memory.

/// A piece of markup. Names keep their case, text and attribute values keep their character references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Text(&'a str),
    Start { name: &'a str, attributes: Attributes<'a> },
    End { name: &'a str },
}

/// The attributes that anyone here cares for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes<'a> {
    pub href: Option<&'a str>,
    pub class: Option<&'a str>,
}

/// Elements whose content is no text for readers: dropped up to their end tag, or to the end of the input.
const HIDDEN: [&str; 20] = [
    "script",
    "style",
    "title",
    "textarea",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "svg",
    "math",
    "object",
    "applet",
    "template",
    "select",
    "audio",
    "video",
    "canvas",
    "frameset",
];

/// Reads the pieces of an HTML text in order.
pub(crate) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html }
}

pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let text = text_length(self.rest);
            if text > 0 {
                return Some(Token::Text(self.take(text)));
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
        None
    }
}

impl<'a> Tokens<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Skips what comes before `end` and `end` itself; all that is left where there is no such end.
    fn skip_past(&mut self, end: &str) {
        let length = self.rest.find(end).map_or(self.rest.len(), |at| at + end.len());
        self.take(length);
    }

    /// Reads a tag or skips a comment; the input is known to start with one.
    fn markup(&mut self) -> Option<Token<'a>> {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            if comment.starts_with('>') || comment.starts_with("->") {
                self.skip_past(">");
            } else {
                self.take("<!--".len());
                self.skip_past("-->");
            }
            return None;
        }
        let closes = self.rest.starts_with("</");
        let (start, after) = if closes { self.rest.split_at(2) } else { self.rest.split_at(1) };
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.skip_past(">");
            return None;
        }
        self.take(start.len());
        let name = self.take_until(|c| c.is_ascii_whitespace() || c == '/' || c == '>');
        let (attributes, closed) = self.attributes()?;
        if closes {
            return Some(Token::End { name });
        }
        if !closed && HIDDEN.iter().any(|hidden| hidden.eq_ignore_ascii_case(name)) {
            self.skip_content(name);
            return None;
        }
        Some(Token::Start { name, attributes })
    }

    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let length = self.rest.find(ends).unwrap_or(self.rest.len());
        self.take(length)
    }

    /// Reads up to the end of a tag, and says whether the tag closed itself. `None` if the input ends inside the tag.
    fn attributes(&mut self) -> Option<(Attributes<'a>, bool)> {
        let mut found = Attributes::default();
        loop {
            let between = self.take_until(|c| !c.is_ascii_whitespace() && c != '/');
            if self.rest.starts_with('>') {
                self.take(1);
                return Some((found, between.ends_with('/')));
            }
            // A name may begin with "=", so the first character is always part of it.
            let first = self.rest.chars().next()?.len_utf8();
            let name_end = self.rest[first..]
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='))
                .map_or(self.rest.len(), |at| first + at);
            let name = self.take(name_end);
            let Some(value) = self.value() else { continue };
            let place = match name {
                name if name.eq_ignore_ascii_case("href") => &mut found.href,
                name if name.eq_ignore_ascii_case("class") => &mut found.class,
                _ => continue,
            };
            place.get_or_insert(value);
        }
    }

    /// The value of an attribute whose name was just read, if it has one.
    fn value(&mut self) -> Option<&'a str> {
        let assigned = self.rest.trim_ascii_start().strip_prefix('=')?;
        self.rest = assigned.trim_ascii_start();
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            return Some(self.take_until(|c| c.is_ascii_whitespace() || c == '>'));
        };
        self.take(1);
        let value = self.take_until(|c| c == quote);
        self.take(1.min(self.rest.len()));
        Some(value)
    }

    fn skip_content(&mut self, name: &str) {
        loop {
            self.skip_past("</");
            let Some(found) = self.rest.get(..name.len()) else {
                if self.rest.len() < name.len() {
                    self.rest = "";
                    return;
                }
                continue;
            };
            let after = self.rest[name.len()..].chars().next();
            if found.eq_ignore_ascii_case(name)
                && after.is_none_or(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
            {
                self.skip_past(">");
                return;
            }
        }
    }
}

/// How many bytes of text come before the next markup. A "<" that opens nothing is text.
fn text_length(html: &str) -> usize {
    let opens = |at: usize| {
        let mut next = html[at + 1..].chars();
        match next.next() {
            Some('!' | '?') => true,
            Some('/') => next.next().is_some(),
            Some(c) => c.is_ascii_alphabetic(),
            None => false,
        }
    };
    html.match_indices('<').map(|(at, _)| at).find(|&at| opens(at)).unwrap_or(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let piece = |token| match token {
            Token::Text(text) => format!("[{text}]"),
            Token::Start { name, attributes } => {
                let mut tag = name.to_owned();
                for value in [attributes.href, attributes.class].into_iter().flatten() {
                    tag += &format!(" {value}");
                }
                format!("<{tag}>")
            }
            Token::End { name } => format!("</{name}>"),
        };
        tokens(html).map(piece).collect()
    }

    #[test]
    fn tags_and_text_come_in_order() {
        assert_eq!(read("a<p>b</p >c<br/>"), "[a]<p>[b]</p>[c]<br>");
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        assert_eq!(read("<a href=x>"), "<a x>");
        assert_eq!(read("<a\nHREF = 'x y' class=\"b>c\" / title=z>"), "<a x y b>c>");
        assert_eq!(read("<a href=1 href=2>"), "<a 1>");
        assert_eq!(read("<a =href=1 hrefs href>t"), "<a>[t]");
    }

    #[test]
    fn a_sign_that_opens_nothing_is_text() {
        assert_eq!(read("1 < 2 <3 <"), "[1 < 2 <3 <]");
    }

    #[test]
    fn comments_and_declarations_vanish() {
        assert_eq!(
            read("a<!-- <p> -->b<!-->c<!--->d<!doctype html>e<?xml?>f</ p>g"),
            "[a][b][c][d][e][f][g]"
        );
    }

    #[test]
    fn hidden_content_vanishes() {
        assert_eq!(read("a<SCRIPT>if(1<p>2)</scripts></script >b"), "[a][b]");
        assert_eq!(read("a<svg><p>x</p></svg>b<svg/>c"), "[a][b]<svg>[c]");
    }

    #[test]
    fn an_unfinished_end_swallows_the_rest() {
        for unfinished in ["<p", "<p class='", "<!-- x", "<style>x</sty", "<script>é</é", "<a href"]
        {
            assert_eq!(read(&format!("a{unfinished}")), "[a]", "{unfinished}");
        }
    }
}
