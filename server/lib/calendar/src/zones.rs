//! Time zones as calendars want them: spelt out (RFC 5545, 3.6.5).
//!
//! Readers need not know a zone by its name, and some do not. So each zone is written with every change of its clocks
//! around the years in question, one observance per change. Rules for all times would need recurrences, which many
//! zones do not follow: Morocco changes its clocks with the moon.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, Tz};

use crate::when::When;

/// Years beyond these are written with the clocks of the nearest.
const YEARS: (i32, i32) = (1900, 2200);

/// No zone changes its clocks twice within so short a time.
const STEP: TimeDelta = TimeDelta::days(1);

/// The `VTIMEZONE` components for all zones that these times are written in, unfolded.
pub(crate) fn write(times: impl Iterator<Item = When>) -> String {
    let mut years: BTreeMap<&'static str, (Tz, i32, i32)> = BTreeMap::new();
    for time in times {
        let Some(zone) = time.zone() else { continue };
        let year = time.date().year();
        let (_, first, last) = years.entry(zone.name()).or_insert((zone, year, year));
        (*first, *last) = ((*first).min(year), (*last).max(year));
    }
    years.into_values().map(|(zone, first, last)| component(zone, first, last)).collect()
}

/// What clocks in a zone do during some time.
#[derive(Clone, PartialEq, Eq)]
struct Clocks {
    /// Seconds east of UTC.
    offset: i32,
    /// How many of these seconds save daylight. Negative in winter where the law calls summer time standard.
    saved: i64,
    /// "CEST" or "+0330".
    name: String,
}

impl Clocks {
    fn at(zone: Tz, moment: DateTime<Utc>) -> Self {
        let offset = zone.offset_from_utc_datetime(&moment.naive_utc());
        let saved = offset.dst_offset().num_seconds();
        Self { offset: offset.fix().local_minus_utc(), saved, name: offset.to_string() }
    }
}

/// A change of clocks. The first is no change: it says what holds at the beginning.
struct Change {
    at: DateTime<Utc>,
    from: i32,
    to: Clocks,
}

fn component(zone: Tz, first: i32, last: i32) -> String {
    let name = zone.name();
    let changes = changes(zone, first, last);
    let negative = changes.iter().any(|change| change.to.saved < 0);
    let mut out = format!("BEGIN:VTIMEZONE\r\nTZID:{name}\r\nX-LIC-LOCATION:{name}\r\n");
    for change in changes {
        let daylight = if negative { change.to.saved >= 0 } else { change.to.saved > 0 };
        let kind = if daylight { "DAYLIGHT" } else { "STANDARD" };
        out += &format!(
            "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{}\r\nEND:{kind}\r\n",
            (change.at.naive_utc() + TimeDelta::seconds(change.from.into()))
                .format("%Y%m%dT%H%M%S"),
            written(change.from),
            written(change.to.offset),
            change.to.name,
        );
    }
    out + "END:VTIMEZONE\r\n"
}

/// What clocks show at the beginning of the year before `first`, and all changes until the end of the year `last`.
fn changes(zone: Tz, first: i32, last: i32) -> Vec<Change> {
    let new_year = |year: i32| {
        let day = NaiveDate::from_ymd_opt(year.clamp(YEARS.0, YEARS.1), 1, 1)
            .expect("these years have a first day");
        day.and_time(NaiveTime::MIN).and_utc()
    };
    let (mut before, end) = (new_year(first - 1), new_year(last + 1) + STEP);
    let mut clocks = Clocks::at(zone, before);
    let mut changes = vec![Change { at: before, from: clocks.offset, to: clocks.clone() }];
    while before < end {
        let after = before + STEP;
        let next = Clocks::at(zone, after);
        if next != clocks {
            changes.push(Change {
                at: moment_of_change(zone, before, after),
                from: clocks.offset,
                to: next.clone(),
            });
            clocks = next;
        }
        before = after;
    }
    changes
}

/// The second from which clocks show what they show at `after` rather than at `before`.
fn moment_of_change(
    zone: Tz,
    mut before: DateTime<Utc>,
    mut after: DateTime<Utc>,
) -> DateTime<Utc> {
    let clocks = Clocks::at(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if Clocks::at(zone, middle) == clocks { before = middle } else { after = middle }
    }
    after
}

/// An offset as `+hhmm`, with seconds where there are any, as there were long ago.
fn written(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let seconds = offset.unsigned_abs();
    let written = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds.is_multiple_of(60) { written } else { format!("{written}{:02}", seconds % 60) }
}
