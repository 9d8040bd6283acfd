//! Durations and what is told of them.

use std::time::{Duration, Instant};

/// How long each of some things took.
#[derive(Default)]
pub struct Laps(Vec<Duration>);

impl Laps {
    /// Notes how long something takes, and passes on what comes of it.
    pub async fn time<T>(&mut self, work: impl Future<Output = T>) -> T {
        let begun = Instant::now();
        let done = work.await;
        self.0.push(begun.elapsed());
        done
    }

    /// Notes a duration.
    pub fn note(&mut self, lap: Duration) {
        self.0.push(lap);
    }

    /// Takes over what another one has noted.
    pub fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The duration that this share of all stays within, in milliseconds.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut all = self.0.clone();
        all.sort_unstable();
        let last = all.len().saturating_sub(1) as f64;
        all.get((last * share).round() as usize).map_or(0.0, |it| it.as_secs_f64() * 1e3)
    }
}

/// The median of what the rounds gave.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
