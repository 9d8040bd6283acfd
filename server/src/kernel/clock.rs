//! Time, handed in. Domain code asks the clock of its [`App`](crate::app::App); a test moves it.

use chrono::{DateTime, Duration, DurationRound, Utc};
use std::sync::{Arc, Mutex};

/// Where "now" comes from: the system, or a test that sets and moves it.
#[derive(Clone, Default)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until a test moves it.
    pub fn standing_at(now: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(Mutex::new(now))))
    }

    /// The present moment, to the microsecond, which is what the database keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            None => Utc::now(),
            Some(set) => *set.lock().expect("no thread panics while it holds the clock"),
        };
        now.duration_trunc(Duration::microseconds(1)).unwrap_or(now)
    }

    /// Moves a standing clock; the system's clock cannot be moved and stays.
    pub fn advance(&self, by: Duration) {
        if let Some(set) = &self.0 {
            *set.lock().expect("no thread panics while it holds the clock") += by;
        }
    }
}
