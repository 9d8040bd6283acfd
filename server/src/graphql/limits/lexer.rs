//! A first look at a document, before anything recursive reads it: how long it is, how many tokens it has, how
//! deep its brackets go. One pass, no allocation (GraphQL, October 2021, section 2.1).

/// What a document is made of.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    /// Names, numbers, strings and punctuation marks; commas, white space and comments are none.
    pub tokens: usize,
    /// The deepest nesting of `{`, `(` and `[`.
    pub nesting: usize,
}

/// Measures a document. Text that is no GraphQL is measured too: the parser will refuse it.
pub fn measure(document: &str) -> Measure {
    let bytes = document.as_bytes();
    let (mut at, mut open) = (0, 0_usize);
    let mut measure = Measure { tokens: 0, nesting: 0 };
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        at += match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => 1,
            b'#' => rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len()),
            _ => {
                measure.tokens += 1;
                match byte {
                    b'{' | b'(' | b'[' => open += 1,
                    b'}' | b')' | b']' => open = open.saturating_sub(1),
                    _ => {}
                }
                measure.nesting = measure.nesting.max(open);
                token(rest)
            }
        };
    }
    measure
}

/// The length of the token that `rest` begins with, at least 1.
fn token(rest: &[u8]) -> usize {
    match rest[0] {
        b'"' if rest.starts_with(b"\"\"\"") => block_string(rest),
        b'"' => string(rest),
        b'.' if rest.starts_with(b"...") => 3,
        b'0'..=b'9' | b'-' => length(rest, |b| word(b) || matches!(b, b'.' | b'-' | b'+')),
        first if word(first) => length(rest, word),
        _ => 1,
    }
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn length(rest: &[u8], inside: impl Fn(u8) -> bool) -> usize {
    rest.iter().position(|byte| !inside(*byte)).unwrap_or(rest.len())
}

fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = rest.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    rest.len()
}

fn block_string(rest: &[u8]) -> usize {
    let mut at = 3;
    while at < rest.len() {
        if rest[at..].starts_with(b"\\\"\"\"") {
            at += 4;
        } else if rest[at..].starts_with(b"\"\"\"") {
            return at + 3;
        } else {
            at += 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_counted_as_graphql_counts_them() {
        for (document, tokens, nesting) in [
            ("", 0, 0),
            ("{ a }", 3, 1),
            ("{a,b , c}", 5, 1),
            ("{ a(x: [1, -2.5e3], y: {z: $v}) }", 19, 3),
            ("{ ...F ... on T @d { b } }", 12, 2),
            ("# {{{{\n{ a }# ((", 3, 1),
            (r#"{ a(t: "} { \" # [") }"#, 8, 2),
            (r#"{ a(t: """ " { \""" } """) }"#, 8, 2),
            (r#"{ a(t: "never closed"#, 6, 2),
            ("}}}} é", 6, 0),
        ] {
            assert_eq!(measure(document), Measure { tokens, nesting }, "{document}");
        }
    }
}
