//! Dates as people would say them.

use super::*;
use crate::kernel::text::Lang;
use chrono::TimeZone;

const EN: T = T { lang: Lang::En };
const FR: T = T { lang: Lang::Fr };

fn paris(text: &str) -> DateTime<Tz> {
    let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a date");
    chrono_tz::Europe::Paris.from_local_datetime(&naive).single().expect("a time that exists once")
}

/// With plain spaces, since French keeps some together.
fn plain(text: String) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_moment_has_weekday_and_year() {
    assert_eq!(moment(EN, paris("2026-06-20 19:30")), "Saturday 20 June 2026 at 19:30");
    assert_eq!(plain(moment(FR, paris("2026-06-20 19:30"))), "samedi 20 juin 2026 à 19 h 30");
}

#[test]
fn the_french_say_first_but_second_with_a_number() {
    assert_eq!(day(FR, paris("2026-05-01 00:00").date_naive()), "vendredi 1er mai 2026");
    assert_eq!(day(FR, paris("2026-05-02 00:00").date_naive()), "samedi 2 mai 2026");
}

#[test]
fn a_full_hour_is_short_in_french() {
    let time = paris("2026-05-01 09:00").time();
    assert_eq!((hour(EN, time), plain(hour(FR, time))), ("09:00".into(), "09 h".into()));
}

#[test]
fn a_night_belongs_to_the_day_it_began() {
    let (date, hours) = span(EN, paris("2026-06-20 21:00"), Some(paris("2026-06-21 02:00")));
    assert_eq!(
        (date.as_str(), hours.as_deref()),
        ("Saturday 20 June 2026", Some("21:00 to 02:00"))
    );
}

#[test]
fn several_days_name_both_ends() {
    let (date, hours) = span(EN, paris("2026-06-20 10:00"), Some(paris("2026-06-22 18:00")));
    assert_eq!(date, "Saturday 20 June 2026 at 10:00 to Monday 22 June 2026 at 18:00");
    assert_eq!(hours, None);
}

#[test]
fn an_end_before_the_beginning_is_no_end() {
    let (_, hours) = span(EN, paris("2026-06-20 10:00"), Some(paris("2026-06-20 09:00")));
    assert_eq!(hours.as_deref(), Some("from 10:00"));
}

#[test]
fn a_list_shows_the_year_only_when_it_is_another() {
    let today = paris("2026-06-01 00:00").date_naive();
    assert_eq!(short_span(EN, paris("2026-06-20 10:00"), None, today), "Sat 20 Jun, from 10:00");
    assert_eq!(short_day(EN, paris("2027-01-02 00:00").date_naive(), today), "Sat 2 Jan 2027");
    let days = short_span(EN, paris("2026-06-20 10:00"), Some(paris("2026-06-22 18:00")), today);
    assert_eq!(days, "Sat 20 Jun to Mon 22 Jun");
}

#[test]
fn near_days_are_named_and_far_ones_are_not() {
    let today = paris("2026-06-20 00:00").date_naive();
    let in_days = |n| relative(EN, today + TimeDelta::days(n), today);
    assert_eq!(in_days(0).as_deref(), Some("today"));
    assert_eq!(in_days(1).as_deref(), Some("tomorrow"));
    assert_eq!(in_days(-1).as_deref(), Some("yesterday"));
    assert_eq!(in_days(6).as_deref(), Some("in 6 days"));
    assert_eq!(in_days(-6).as_deref(), Some("6 days ago"));
    assert_eq!(in_days(40), None);
}

#[test]
fn ages_grow_from_minutes_to_days() {
    let now = paris("2026-06-20 12:00").to_utc();
    let after = |minutes| ago(EN, now - TimeDelta::minutes(minutes), now);
    assert_eq!([after(0), after(1), after(59)], ["just now", "1 minute ago", "59 minutes ago"]);
    assert_eq!(
        [after(60), after(60 * 23), after(60 * 48)],
        ["1 hour ago", "23 hours ago", "2 days ago"]
    );
    assert_eq!(after(-5), "just now");
}

#[test]
fn a_zone_is_named_by_its_city() {
    assert_eq!(zone(EN, chrono_tz::Europe::Paris), "Paris time");
    assert_eq!(zone(FR, chrono_tz::Europe::Paris), "heure de Paris");
    assert_eq!(zone(FR, chrono_tz::Europe::Oslo), "heure d’Oslo");
    assert_eq!(zone(EN, chrono_tz::America::Argentina::Buenos_Aires), "Buenos Aires time");
    assert_eq!(zone(EN, chrono_tz::UTC), "UTC");
}
