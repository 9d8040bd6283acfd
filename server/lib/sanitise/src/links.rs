//! Links: which addresses are good, bare addresses in text, and links that claim to lead elsewhere.
//!
//! Works on markup that has just been cleaned: balanced, with only the five character references a serializer writes.

use std::borrow::Cow;

use url::Url;

use crate::tokens::{Token, tokens};

pub(crate) const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "xmpp", "matrix"];
pub(crate) const RELATIONS: &str = "noopener noreferrer ugc nofollow";

/// The longest address kept, in bytes.
const MAX_ADDRESS: usize = 2048;

/// The address as a browser will read it, or `None` if no link may lead there. A user name or password in a web
/// address is refused: it serves to make one host look like another.
pub(crate) fn address(written: &str) -> Option<String> {
    let url = Url::parse(written.trim()).ok()?;
    let web = matches!(url.scheme(), "http" | "https");
    let clear = url.username().is_empty() && url.password().is_none();
    let good = SCHEMES.contains(&url.scheme()) && clear && (!web || url.host_str().is_some());
    Some(url.to_string()).filter(|url| good && url.len() <= MAX_ADDRESS)
}

/// Adds links around bare web addresses, removes links that lost their address, and names the real host of links
/// whose text shows another.
pub(crate) fn add(clean: &str) -> String {
    let mut out = String::with_capacity(clean.len());
    let mut link: Option<Link> = None;
    let mut code = 0_usize;
    let mut rest = clean;
    for token in tokens(clean) {
        let source = source(&mut rest, &token);
        match token {
            Token::Start { name: "a", attributes } => {
                link = Some(Link { href: attributes.href.map(unescape), shown: String::new() });
                if attributes.href.is_none() {
                    continue;
                }
            }
            Token::End { name: "a" } => {
                let Some(Link { href: Some(href), shown }) = link.take() else { continue };
                let host = hidden_host(&href, &shown).map(|host| format!(" ({host})"));
                if let Some(host) = host.filter(|host| !shown.ends_with(host)) {
                    escape(&mut out, &host);
                }
            }
            Token::Start { name: "code" | "pre", .. } => code += 1,
            Token::End { name: "code" | "pre" } => code = code.saturating_sub(1),
            Token::Text(text) => {
                let bare = link.as_ref().is_none_or(|link| link.href.is_none()) && code == 0;
                if let Some(link) = &mut link {
                    link.shown.push_str(&unescape(text));
                }
                if bare {
                    link_bare(&mut out, &unescape(text));
                    continue;
                }
            }
            _ => {}
        }
        out.push_str(source);
    }
    out
}

struct Link {
    href: Option<String>,
    shown: String,
}

/// The token as it was written: all of clean markup is tokens, so each ends where the next tag or text begins.
fn source<'a>(rest: &mut &'a str, token: &Token) -> &'a str {
    let length = match token {
        Token::Text(text) => text.len(),
        _ => rest.find('>').map_or(rest.len(), |at| at + 1),
    };
    let (source, after) = rest.split_at(length);
    *rest = after;
    source
}

/// The host a link really leads to, if its text shows the address of another.
fn hidden_host(href: &str, shown: &str) -> Option<String> {
    let claimed = Url::parse(&with_scheme(shown.trim())).ok()?;
    let real = Url::parse(href).ok()?;
    let bare = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
    if bare(&claimed)? == bare(&real)? { None } else { real.host_str().map(str::to_owned) }
}

fn link_bare(out: &mut String, text: &str) {
    let mut rest = text;
    let mut before = None;
    while let Some(start) = find_address(rest, before) {
        escape(out, &rest[..start]);
        let length = address_length(&rest[start..]);
        let (shown, after) = rest[start..].split_at(length);
        match address(&with_scheme(shown)) {
            Some(href) => {
                out.push_str("<a href=\"");
                escape(out, &href);
                out.push_str("\" target=\"_blank\" rel=\"");
                out.push_str(RELATIONS);
                out.push_str("\">");
                escape(out, shown);
                out.push_str("</a>");
            }
            None => escape(out, shown),
        }
        before = shown.chars().next_back();
        rest = after;
    }
    escape(out, rest);
}

/// Where the next address starts: `http://`, `https://` or `www.`, not in the middle of a word.
fn find_address(text: &str, before: Option<char>) -> Option<usize> {
    let mut before = before;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let opens = matches!(c, 'h' | 'H' | 'w' | 'W')
            && before.is_none_or(|before| {
                !before.is_alphanumeric() && !matches!(before, '@' | '/' | '.' | '-' | '_')
            });
        if opens && ["http://", "https://", "www."].iter().any(|start| starts_with(rest, start)) {
            return Some(at);
        }
        before = Some(c);
    }
    None
}

/// How long the address at the start of the text is, without the punctuation of the sentence around it.
fn address_length(text: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '`')
    };
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    let opening = |address: &str, open: char, close: char| {
        address.matches(open).count() < address.matches(close).count()
    };
    // An address that ends in more than this many marks is not worth the time to count brackets.
    for _ in 0..16 {
        let Some(last) = address.chars().next_back() else { break };
        let loose = match last {
            ')' => opening(address, '(', ')'),
            ']' => opening(address, '[', ']'),
            '}' => opening(address, '{', '}'),
            c => matches!(
                c,
                '.' | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '\''
                    | '*'
                    | '’'
                    | '…'
                    | '，'
                    | '。'
                    | '、'
                    | '）'
                    | '」'
            ),
        };
        if !loose {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

/// Addresses that people write without a scheme start with `www.`.
fn with_scheme(shown: &str) -> Cow<'_, str> {
    if starts_with(shown, "www.") { format!("https://{shown}").into() } else { shown.into() }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Undoes the character references that a serializer writes.
pub(crate) fn unescape(text: &str) -> String {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}");
    text.replace("&amp;", "&")
}

/// Writes text as a serializer does, so that nothing changes when it is parsed and written again.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}
