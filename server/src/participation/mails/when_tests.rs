use super::*;
use crate::kernel::text::Lang::{En, Fr};
use chrono_tz::{Europe::London, Europe::Paris};

fn wall(text: &str) -> NaiveDateTime {
    text.parse().expect("a moment")
}

fn hours(lang: Lang, begins: &str, ends: Option<&str>) -> String {
    let shown = Shown { all_day: false, starts: true, ends: true };
    words(lang, shown, wall(begins), ends.map(wall), Paris)
}

#[test]
fn hours_are_told_on_the_clocks_of_the_place() {
    assert_eq!(
        hours(En, "2026-06-10T20:00:00", None),
        "Wednesday 10 June 2026 at 20:00, Paris time"
    );
    assert_eq!(
        hours(Fr, "2026-06-01T20:30:00", Some("2026-06-01T22:00:00")),
        "lundi 1er juin 2026, de 20\u{a0}h\u{a0}30 à 22\u{a0}h, heure de Paris"
    );
    assert_eq!(
        hours(En, "2026-06-10T20:00:00", Some("2026-06-11T02:00:00")),
        "Wednesday 10 June 2026 at 20:00 to Thursday 11 June 2026 at 02:00, Paris time"
    );
}

#[test]
fn whole_days_have_no_hours() {
    let shown = Shown { all_day: true, starts: true, ends: true };
    let begins = wall("2026-06-10T00:00:00");
    let one = words(En, shown, begins, Some(wall("2026-06-11T00:00:00")), London);
    assert_eq!(one, "Wednesday 10 June 2026");
    let two = words(En, shown, begins, Some(wall("2026-06-12T00:00:00")), London);
    assert_eq!(two, "Wednesday 10 June 2026 to Thursday 11 June 2026");
}

#[test]
fn an_hour_that_the_organiser_hides_is_not_told() {
    let begins = wall("2026-06-10T20:00:00");
    let no_start = Shown { all_day: false, starts: false, ends: true };
    assert_eq!(words(En, no_start, begins, None, Paris), "Wednesday 10 June 2026");
    let no_end = Shown { all_day: false, starts: true, ends: false };
    let told = words(En, no_end, begins, Some(wall("2026-06-10T22:00:00")), Paris);
    assert_eq!(told, "Wednesday 10 June 2026 at 20:00, Paris time");
}
