//! How often and how long a job is tried, and how a handler steers that.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// The bounds of one kind of job. The default is right for most: 10 tries within about four hours,
/// each of at most a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Failures after which it is given up.
    pub attempts: i32,
    /// The pause after the first failure; it doubles with each further one.
    pub first_pause: TimeDelta,
    /// The longest pause.
    pub longest_pause: TimeDelta,
    /// After this a try is cut off and counts as a failure.
    pub run_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            attempts: 10,
            first_pause: TimeDelta::seconds(30),
            longest_pause: TimeDelta::hours(6),
            run_time: Duration::from_secs(60),
        }
    }
}

impl Limits {
    /// The pause after failure number `failures` (from 1): doubling up to the longest one, then
    /// shifted by up to a fifth so that what failed together does not return together. The shift
    /// depends on `seed` and the number alone, so it can be foretold in a test.
    pub fn pause(&self, failures: i32, seed: i64) -> TimeDelta {
        let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(0).min(30);
        let first = self.first_pause.num_milliseconds();
        let longest = self.longest_pause.num_milliseconds();
        let pause = first.saturating_mul(1 << doublings).min(longest);
        let fifth = pause / 5;
        let spread = spread(seed.wrapping_add(i64::from(failures) << 48), 2 * fifth + 1);
        TimeDelta::milliseconds(pause - fifth + spread)
    }
}

/// A number below `bound` that looks random but follows from `seed` (the finaliser of SplitMix64,
/// Steele, Lea and Flood 2014).
fn spread(seed: i64, bound: i64) -> i64 {
    let mut z = seed.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1).cast_signed() % bound.max(1)
}

/// Not a failure, but a job that says itself when to go on. It is not counted, and such a job is never given up: the
/// handler decides when it is enough.
#[derive(Debug, thiserror::Error)]
#[error("{reason}; again at {at}")]
pub struct RetryAt {
    /// Not before this time.
    pub at: DateTime<Utc>,
    /// For the operator.
    pub reason: String,
}

/// A failure that no further try can mend. The job is given up at once.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Permanent(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_stay_within_a_fifth() {
        let limits = Limits::default();
        let ladder = [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600];
        for (failures, seconds) in (1..).zip(ladder) {
            for id in 0..200 {
                let pause = limits.pause(failures, id).num_milliseconds();
                let (low, high) = (seconds * 800, seconds * 1200);
                assert!((low..=high).contains(&pause), "{failures} failures: {pause} ms");
            }
        }
    }

    #[test]
    fn jobs_that_failed_together_come_back_apart() {
        let limits = Limits::default();
        let mut pauses: Vec<_> = (0..100).map(|id| limits.pause(1, id)).collect();
        pauses.sort();
        pauses.dedup();
        assert!(pauses.len() > 90, "{} different pauses", pauses.len());
    }

    #[test]
    fn no_number_of_failures_overflows() {
        let limits = Limits::default();
        assert!(limits.pause(i32::MAX, i64::MAX) <= limits.longest_pause * 6 / 5);
        assert!(limits.pause(i32::MIN, i64::MIN) > TimeDelta::zero());
    }
}
