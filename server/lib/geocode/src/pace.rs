use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::{Error, Result};

/// Whoever would wait longer for their turn is sent away.
const LONGEST_QUEUE: Duration = Duration::from_secs(5);
const LONGEST_INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);
/// So many failures in a row mean that a service is down.
const FAILURES: u32 = 3;
/// How long a service that is down is left alone.
const REST: Duration = Duration::from_secs(30);

/// How often a service may be asked, by everyone in this process together.
///
/// Questions take turns, one per interval. When too many wait, when the service said that it wants
/// to be left alone, or when it failed three times in a row, they are refused at once instead.
#[derive(Debug)]
pub struct Pace {
    interval: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the next question may be asked.
    next: Option<Instant>,
    /// Until when nothing may be asked at all.
    rest: Option<Instant>,
    failures: u32,
}

impl Pace {
    /// At most one question in each interval, a day at most.
    pub fn every(interval: Duration) -> Self {
        Self { interval: interval.min(LONGEST_INTERVAL), state: Mutex::default() }
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<()> {
        let wait =
            self.take_turn(Instant::now()).map_err(|retry_after| Error::Refused { retry_after })?;
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// The service answered, whatever it said.
    pub(crate) fn worked(&self) {
        self.change(|state| state.failures = 0);
    }

    /// The service did not answer.
    pub(crate) fn failed(&self, now: Instant) {
        self.change(|state| {
            state.failures += 1;
            if state.failures >= FAILURES {
                state.failures = 0;
                state.rest = Some(now + REST);
            }
        });
    }

    /// The service wants to be left alone.
    pub(crate) fn rest(&self, now: Instant, time: Duration) {
        self.change(|state| state.rest = state.rest.max(now.checked_add(time)));
    }

    /// How long to wait before asking, or how long not to come back.
    fn take_turn(&self, now: Instant) -> std::result::Result<Duration, Duration> {
        self.change(|state| {
            let rest =
                state.rest.map_or(Duration::ZERO, |until| until.saturating_duration_since(now));
            if !rest.is_zero() {
                return Err(rest);
            }
            let at = state.next.map_or(now, |next| next.max(now));
            let wait = at - now;
            if wait > LONGEST_QUEUE {
                return Err(wait);
            }
            state.next = Some(at + self.interval);
            Ok(wait)
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn turns_are_an_interval_apart() {
        let (pace, now) = (Pace::every(SECOND), Instant::now());
        assert_eq!(pace.take_turn(now), Ok(Duration::ZERO));
        assert_eq!(pace.take_turn(now), Ok(SECOND));
        assert_eq!(pace.take_turn(now + SECOND / 2), Ok(SECOND * 3 / 2));
        assert_eq!(pace.take_turn(now + SECOND * 10), Ok(Duration::ZERO));
    }

    #[test]
    fn a_long_queue_sends_people_away() {
        let (pace, now) = (Pace::every(SECOND), Instant::now());
        for turn in 0..=5 {
            assert_eq!(pace.take_turn(now), Ok(SECOND * turn));
        }
        assert_eq!(pace.take_turn(now), Err(SECOND * 6));
        assert_eq!(pace.take_turn(now + SECOND), Ok(SECOND * 5), "who was sent away took no turn");
    }

    #[test]
    fn a_service_that_wants_rest_gets_it() {
        let (pace, now) = (Pace::every(SECOND), Instant::now());
        pace.rest(now, SECOND * 60);
        assert_eq!(pace.take_turn(now + SECOND), Err(SECOND * 59));
        assert_eq!(pace.take_turn(now + SECOND * 60), Ok(Duration::ZERO));
    }

    #[test]
    fn three_failures_in_a_row_make_a_rest() {
        let (pace, now) = (Pace::every(Duration::ZERO), Instant::now());
        pace.failed(now);
        pace.failed(now);
        pace.worked();
        pace.failed(now);
        pace.failed(now);
        assert_eq!(pace.take_turn(now), Ok(Duration::ZERO));
        pace.failed(now);
        assert_eq!(pace.take_turn(now), Err(REST));
        assert_eq!(pace.take_turn(now + REST), Ok(Duration::ZERO));
    }
}
