//! How old a signature may be.

use super::Fault;
use chrono::{DateTime, Duration, TimeZone, Utc};

/// Either way from now: clocks differ, and a delivery may wait in a queue.
const WINDOW: Duration = Duration::hours(1);

/// A `Date` header that is near enough to now.
pub fn date(value: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    let date = DateTime::parse_from_rfc2822(value).map_err(|_| Fault::Malformed)?;
    near(date.with_timezone(&Utc), now)
}

/// A moment in seconds that is near enough to now.
pub fn seconds(value: i64, now: DateTime<Utc>) -> Result<(), Fault> {
    near(Utc.timestamp_opt(value, 0).single().ok_or(Fault::Malformed)?, now)
}

/// A moment that must not be over.
pub fn not_over(value: i64, now: DateTime<Utc>) -> Result<(), Fault> {
    if value < now.timestamp() { Err(Fault::Stale) } else { Ok(()) }
}

fn near(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Fault> {
    if (at - now).abs() > WINDOW { Err(Fault::Stale) } else { Ok(()) }
}
