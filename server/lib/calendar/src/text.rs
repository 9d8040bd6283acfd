//! What may stand in a value.

use url::Url;

/// Longer texts are cut, with an ellipsis: calendars refuse or cut them too, each in its own way. In characters.
pub const MAX_TEXT: usize = 8_000;

/// Text without control characters, line breaks being `\n`. What is left is also what XML can hold.
pub(crate) fn clean(text: &str) -> String {
    let break_line = |c| match c {
        // Some readers break lines at these, too.
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c => c,
    };
    let kept = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || is_noncharacter(*c));
    text.replace("\r\n", "\n").chars().map(break_line).filter(kept).collect()
}

/// Text for a value: clean, trimmed and cut.
pub(crate) fn lines(text: &str) -> String {
    let clean = clean(text);
    let text = clean.trim();
    match text.char_indices().nth(MAX_TEXT - 1) {
        Some((at, last)) if at + last.len_utf8() < text.len() => {
            format!("{}…", text[..at].trim_end())
        }
        _ => text.to_owned(),
    }
}

/// Text for a value that is one line.
pub(crate) fn line(text: &str) -> String {
    lines(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A web address in its normal form; `None` for anything else, such as a script.
pub(crate) fn web_address(written: &str) -> Option<String> {
    let url = Url::parse(written.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_all_kinds_are_one_kind() {
        assert_eq!(lines(" a\r\nb\rc\u{2028}d\n\ne\t\u{0}f\u{7}\u{ffff} \n"), "a\nb\nc\nd\n\ne\tf");
        assert_eq!(line("a\r\n b\tc"), "a b c");
    }

    #[test]
    fn long_texts_are_cut_to_the_limit() {
        let longest = "é".repeat(MAX_TEXT);
        assert_eq!(lines(&longest), longest);
        let cut = lines(&"é".repeat(MAX_TEXT + 1));
        assert_eq!((cut.chars().count(), cut.ends_with("é…")), (MAX_TEXT, true));
    }

    #[test]
    fn only_web_addresses_are_kept() {
        assert_eq!(
            web_address(" https://a.example/é\r\nX:y"),
            Some("https://a.example/%C3%A9X:y".to_owned())
        );
        for other in ["javascript:alert(1)", "data:,x", "mailto:a@b.example", "//a.example", ""] {
            assert_eq!(web_address(other), None, "{other}");
        }
    }
}
