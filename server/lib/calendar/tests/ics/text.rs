use farandole_calendar::{Entry, feed, file};
use proptest::prelude::*;

use crate::reader::{entry, feed_of, read, unescaped, value};

fn carrying(text: &str) -> Entry {
    Entry { description_text: Some(text.to_owned()), summary: text.to_owned(), ..entry() }
}

/// The description as a reader that keeps to the letter of the standard sees it.
fn unfolded_description(ics: &str) -> String {
    let unfolded = ics.replace("\r\n ", "");
    let line = unfolded
        .split("\r\n")
        .find_map(|line| line.strip_prefix("DESCRIPTION:"))
        .unwrap_or_default();
    unescaped(line)
}

/// What calendars cannot hold, and the white space around a text that none keeps.
fn kept(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lost =
        |c: char| (c.is_control() && c != '\n' && c != '\t') || (c as u32) & 0xfffe == 0xfffe;
    text.replace(lost, "").replace(|c| ('\u{fdd0}'..='\u{fdef}').contains(&c), "").trim().to_owned()
}

#[test]
fn lines_end_with_both_characters_and_are_at_most_75_bytes_long() {
    let text = file(&carrying(&"Été à la plage, « venez » ! ".repeat(40)));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(text.split("\r\n").any(|line| line.len() > 70), "lines are used");
}

#[test]
fn backslashes_commas_semicolons_and_breaks_are_escaped() {
    let text = file(&carrying("a\\n, b; c: \"d\"\ne"));
    assert!(text.contains("DESCRIPTION:a\\\\n\\, b\\; c: \"d\"\\ne\r\n"), "{text}");
    assert!(text.contains("SUMMARY:a\\\\n\\, b\\; c: \"d\" e\r\n"), "{text}");
}

#[test]
fn a_feed_with_a_name_of_special_characters_keeps_it() {
    let calendar = read(&feed(&farandole_calendar::Feed {
        name: "Food, drink; \\o/".to_owned(),
        ..feed_of(vec![])
    }));
    assert_eq!(unescaped(value(&calendar.properties, "NAME")), "Food, drink; \\o/");
    assert_eq!(unescaped(value(&calendar.properties, "X-WR-CALNAME")), "Food, drink; \\o/");
}

proptest! {
    #[test]
    fn any_text_survives_the_round_trip(text in any::<String>(), filler in "[ -~é\n]{0,200}") {
        let text = format!("{text}{filler}{text}");
        let ics = file(&carrying(&text));
        prop_assert_eq!(unfolded_description(&ics), kept(&text));
        for line in ics.split("\r\n") {
            prop_assert!(line.len() <= 75, "{}", line);
        }
    }

    #[test]
    fn the_other_parser_reads_the_same(words in "x([^\\p{C}\\p{Z}]{1,90}[ \n]){0,20}") {
        let calendar = read(&file(&carrying(&words)));
        let properties = &calendar.events[0].properties;
        prop_assert_eq!(unescaped(value(properties, "DESCRIPTION")), words.trim());
        prop_assert_eq!(unescaped(value(properties, "SUMMARY")), words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}
