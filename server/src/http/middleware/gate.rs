//! How many requests are served at a time. A thread that answers requests has two gates: one for everybody, one
//! for what other servers deliver, so that neither can starve the other. Who finds the queue full is told at once
//! to come back; health and metrics pass without waiting.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::RETRY_AFTER;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Requests in flight on one thread; there is a thread for each core.
const AT_ONCE: usize = 32;
/// Requests that wait behind them.
const QUEUE: usize = 8 * AT_ONCE;

/// A door that lets in so many at a time.
pub struct Gate {
    places: Semaphore,
    waiting: AtomicUsize,
    queue: usize,
}

impl Gate {
    /// A gate with so many places and so many who may wait.
    pub fn new(places: usize, queue: usize) -> Self {
        Self { places: Semaphore::new(places), waiting: AtomicUsize::new(0), queue }
    }

    /// A place, as soon as one is free; `None` at once where too many wait already.
    pub async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        if let Ok(place) = self.places.try_acquire() {
            return Some(place);
        }
        let _turn = Turn::take(&self.waiting, self.queue)?;
        self.places.acquire().await.ok()
    }
}

/// A place in the queue; given back when dropped, also by a client that goes away.
struct Turn<'a>(&'a AtomicUsize);

impl<'a> Turn<'a> {
    fn take(waiting: &'a AtomicUsize, queue: usize) -> Option<Self> {
        let turn = Self(waiting);
        (waiting.fetch_add(1, Ordering::Relaxed) < queue).then_some(turn)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The gates of one thread.
pub struct Gates {
    everybody: Gate,
    servers: Gate,
}

impl Default for Gates {
    fn default() -> Self {
        Self { everybody: Gate::new(AT_ONCE, QUEUE), servers: Gate::new(AT_ONCE, QUEUE) }
    }
}

/// Waits for a place, or answers 503.
pub async fn wait(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = request.path();
    let free = path.starts_with("/health/") || path == "/metrics";
    let delivery = path.ends_with("/inbox");
    let gates = request.app_data::<web::Data<Gates>>().cloned();
    let Some(gates) = gates.filter(|_| !free) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let gate = if delivery { &gates.servers } else { &gates.everybody };
    match gate.enter().await {
        Some(_place) => Ok(next.call(request).await?.map_into_boxed_body()),
        None => {
            let busy = HttpResponse::ServiceUnavailable()
                .insert_header((RETRY_AFTER, "1"))
                .force_close()
                .body("Service Unavailable");
            Ok(request.into_response(busy))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn who_finds_the_queue_full_is_turned_away_at_once() {
        let gate = Gate::new(2, 1);
        let first = gate.enter().await.unwrap();
        let _second = gate.enter().await.unwrap();
        let mut third = Box::pin(gate.enter());
        assert!(third.as_mut().now_or_never().is_none(), "the third waits");
        assert!(gate.enter().await.is_none(), "the fourth is turned away");
        drop(first);
        let third = third.await;
        assert!(third.is_some(), "a place that is given back goes to who waits");
    }

    #[tokio::test]
    async fn who_goes_away_leaves_the_queue() {
        let gate = Gate::new(1, 1);
        let place = gate.enter().await.unwrap();
        let mut waits = Box::pin(gate.enter());
        assert!(waits.as_mut().now_or_never().is_none());
        drop(waits);
        let mut next = Box::pin(gate.enter());
        assert!(next.as_mut().now_or_never().is_none(), "there is room to wait again");
        drop(place);
        assert!(next.await.is_some());
    }
}
