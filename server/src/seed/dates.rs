//! When the plans take place: counted from the week in which the town is founded, on its own clocks.

use super::plan::{Plan, Slot};
use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::{Europe::Paris, Tz};

/// The zone of the town.
pub const ZONE: Tz = Paris;

/// From when to when something is, on the clocks of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub begins: NaiveDateTime,
    pub ends: NaiveDateTime,
}

/// Every time that a plan takes place, the weeks counted from that of `now`.
pub fn spans(plan: &Plan, now: DateTime<Utc>) -> Vec<Span> {
    let today = now.with_timezone(&ZONE).date_naive();
    let monday = today - Days::new(today.weekday().num_days_from_monday().into());
    plan.slot
        .weeks
        .iter()
        .map(|week| span(plan, monday + Duration::weeks((*week).into())))
        .collect()
}

fn span(plan: &Plan, monday: NaiveDate) -> Span {
    let Slot { day, hour: (hour, minute), lasts, .. } = plan.slot;
    let date = monday + Days::new(day.num_days_from_monday().into());
    let begins = date.and_hms_opt(hour, minute, 0).expect("the tables hold hours of the day");
    let ends = match plan.days {
        Some(days) => begins + Duration::days(days),
        None => begins + Duration::minutes(lasts),
    };
    Span { begins, ends }
}

#[cfg(test)]
mod tests {
    use super::super::town::plans;
    use super::*;
    use chrono::Weekday;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_weekday_is_kept_whatever_the_day_of_the_founding() {
        let market = plans().find(|plan| plan.title == "Marché des producteurs").unwrap();
        for day in 1..=7 {
            let now = format!("2026-06-0{day}T10:00:00Z").parse().unwrap();
            let spans = spans(market, now);
            assert!(spans.iter().all(|span| span.begins.weekday() == Weekday::Sat));
            assert_eq!(spans[1].begins, at("2026-06-06T08:00:00"));
            assert_eq!(spans[1].ends, at("2026-06-06T13:00:00"));
        }
    }

    #[test]
    fn the_town_is_full_for_six_weeks_and_has_a_past() {
        let now: DateTime<Utc> = "2026-06-03T10:00:00Z".parse().unwrap();
        let begins: Vec<NaiveDateTime> =
            plans().flat_map(|plan| spans(plan, now)).map(|span| span.begins).collect();
        let wall = now.with_timezone(&ZONE).naive_local();
        assert!(begins.iter().filter(|begin| **begin > wall).count() >= 120);
        assert!(begins.iter().filter(|begin| **begin < wall).count() >= 20);
        for day in 1..=35 {
            let date = (wall + Duration::days(day)).date();
            assert!(begins.iter().any(|begin| begin.date() == date), "nothing on {date}");
        }
    }

    #[test]
    fn whole_days_end_at_midnight() {
        let feast = plans().find(|plan| plan.days == Some(2)).unwrap();
        let span = spans(feast, "2026-06-03T10:00:00Z".parse().unwrap())[0];
        assert_eq!(span.ends - span.begins, Duration::days(2));
        assert_eq!(span.begins.time(), chrono::NaiveTime::MIN);
    }
}
