//! Folding of content lines (RFC 5545, 3.1).

/// The longest line, in bytes without its end.
const LIMIT: usize = 75;

/// How far back a better place to fold is looked for.
const WINDOW: usize = 40;

/// Folds anew what may be folded already. Lines are cut between characters, and where there is a choice not beside white
/// space, because some readers trim the lines that they join.
///
/// The crate that writes the lines folds them too, but beside white space.
pub(crate) fn refold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / 32);
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        fold(&mut folded, line);
    }
    folded
}

fn fold(folded: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LIMIT;
    while rest.len() > room {
        let (piece, after) = rest.split_at(place(rest, room));
        folded.push_str(piece);
        folded.push_str("\r\n ");
        rest = after;
        room = LIMIT - 1;
    }
    folded.push_str(rest);
    folded.push_str("\r\n");
}

/// Where to cut: as late as possible with words on both sides, else with a word before, else anywhere.
fn place(rest: &str, room: usize) -> usize {
    let last = rest.floor_char_boundary(room);
    let candidates = || {
        (last.saturating_sub(WINDOW).max(1)..=last).rev().filter(|at| rest.is_char_boundary(*at))
    };
    let word_before = |at: &usize| !rest[..*at].ends_with(char::is_whitespace);
    let word_after = |at: &usize| !rest[*at..].starts_with(char::is_whitespace);
    candidates()
        .find(|at| word_before(at) && word_after(at))
        .or_else(|| candidates().find(word_before))
        .unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_that_fits_stays_whole() {
        let line = format!("{}\r\n", "a".repeat(LIMIT));
        assert_eq!(refold(&line), line);
        assert_eq!(refold(&format!("a{line}")), format!("a{}\r\n a\r\n", "a".repeat(LIMIT - 1)));
    }

    #[test]
    fn a_fold_is_not_beside_white_space() {
        let line = format!("{} {}\r\n", "a".repeat(LIMIT - 1), "b".repeat(8));
        assert_eq!(refold(&line), format!("{}\r\n a {}\r\n", "a".repeat(LIMIT - 2), "b".repeat(8)));
    }

    proptest! {
        #[test]
        fn unfolding_gives_the_line_back(line in "[^\r\n]{0,300}| {0,300}|[é ]{0,300}") {
            let folded = refold(&format!("X{line}\r\n"));
            prop_assert_eq!(folded.replace("\r\n ", ""), format!("X{line}\r\n"));
            for physical in folded.split("\r\n") {
                prop_assert!(physical.len() <= LIMIT, "{}", physical);
            }
        }
    }
}
