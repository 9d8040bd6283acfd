//! Hashing a password takes 19 MiB and tens of milliseconds of a core on purpose, so only a few do so at once, a few
//! more wait, and the rest is sent away.

use crate::kernel::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many may wait.
const QUEUE: usize = 64;

/// A place where few pass at once.
pub struct Gate {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
}

impl Gate {
    /// A gate for so many at once, with so many waiting.
    pub fn new(places: usize, queue: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), waiting: AtomicUsize::new(0), queue }
    }

    /// Waits for a place; refuses who comes when too many wait.
    pub async fn enter(&self) -> Result<OwnedSemaphorePermit> {
        if let Ok(place) = self.places.clone().try_acquire_owned() {
            return Ok(place);
        }
        let _standing = Standing::at(self)?;
        let place = self.places.clone().acquire_owned().await;
        Ok(place.expect("nobody closes the gate"))
    }
}

/// Somebody in the queue, until dropped.
struct Standing<'a>(&'a Gate);

impl<'a> Standing<'a> {
    fn at(gate: &'a Gate) -> Result<Self> {
        let standing = Self(gate);
        let before = gate.waiting.fetch_add(1, Ordering::Relaxed);
        if before >= gate.queue { Err(Error::TooMany { retry_after: 2 }) } else { Ok(standing) }
    }
}

impl Drop for Standing<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Does work that takes a core for long, off the threads that answer requests, when its turn comes.
pub async fn through<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    static GATE: LazyLock<Gate> = LazyLock::new(|| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Gate::new(cores * 2, QUEUE)
    });
    let place = GATE.enter().await?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(place);
        done
    });
    done.await.map_err(|cause| anyhow::anyhow!("hashing stopped: {cause}").into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn who_finds_the_queue_full_is_sent_away_and_the_queue_moves_on() {
        let gate = Gate::new(1, 1);
        let inside = gate.enter().await.unwrap();
        let mut waiting = Box::pin(gate.enter());
        assert!(waiting.as_mut().now_or_never().is_none(), "the second waits");
        let third = gate.enter().now_or_never().unwrap();
        assert_eq!(third.unwrap_err().code(), "too_many_requests");
        drop(inside);
        let second = waiting.await.unwrap();
        drop(second);
        assert!(gate.enter().now_or_never().unwrap().is_ok(), "nobody waits any more");
    }

    #[tokio::test]
    async fn who_gives_up_waiting_leaves_the_queue() {
        let gate = Gate::new(1, 1);
        let _inside = gate.enter().await.unwrap();
        for _ in 0..3 {
            assert!(gate.enter().now_or_never().is_none());
        }
    }
}
