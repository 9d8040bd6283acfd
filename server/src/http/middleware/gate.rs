//! How many requests are served at a time. A thread that answers requests has two gates: one for everybody, one
//! for what other servers deliver, so that neither can starve the other. Who finds the queue full is told at once
//! to come back, and so is a client that has too much under way; health and metrics pass without waiting.

use super::seat::{BODY, Seat};
use crate::app::App;
use crate::http::pages::bare::Asker;
use crate::http::pages::views::Problem;
use crate::http::viewer;
use crate::kernel::crowd::Inside;
use crate::kernel::rate;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests in flight on one thread; there is a thread for each core.
const AT_ONCE: usize = 32;
/// Requests that wait behind them.
const QUEUE: usize = 8 * AT_ONCE;
/// How long one of them waits at most.
const WAIT: Duration = Duration::from_secs(10);
/// Requests that one client has under way in the whole process, slow ones included.
const PER_CLIENT: usize = 64;

/// A door that lets in so many at a time.
pub struct Gate {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
}

impl Gate {
    /// A gate with so many places and so many who may wait.
    pub fn new(places: usize, queue: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), waiting: AtomicUsize::new(0), queue }
    }

    /// A place, as soon as one is free; `None` at once where too many wait already.
    pub async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(place) = self.places.clone().try_acquire_owned() {
            return Some(place);
        }
        let _turn = Turn::take(&self.waiting, self.queue)?;
        self.again().await
    }

    /// A place for one who was inside before: it waits for as long as it takes.
    pub async fn again(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().acquire_owned().await.ok()
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
    everybody: Arc<Gate>,
    servers: Arc<Gate>,
}

impl Default for Gates {
    fn default() -> Self {
        let gate = || Arc::new(Gate::new(AT_ONCE, QUEUE));
        Self { everybody: gate(), servers: gate() }
    }
}

/// Waits for a place, or answers 503.
pub async fn wait(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = request.path();
    let free = path.starts_with("/health/") || path == "/metrics";
    let gates = request.app_data::<web::Data<Gates>>().cloned();
    let Some(gates) = gates.filter(|_| !free) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let gate = if path.ends_with("/inbox") { &gates.servers } else { &gates.everybody };
    let Ok(_inside) = admit(&request) else {
        return Ok(refuse(request, Problem::TooMany(1)));
    };
    let Ok(Some(place)) = tokio::time::timeout(WAIT, gate.enter()).await else {
        return Ok(refuse(request, Problem::Unavailable));
    };
    let seat = Seat::new(gate.clone(), place);
    let body = request.take_payload();
    request.set_payload(match body {
        Payload::None => Payload::None,
        body => seat.receive(body, BODY),
    });
    let asker = Asker::of(&request);
    match seat.in_time(next.call(request)).await {
        Some(response) => Ok(response?.map_into_boxed_body()),
        None => {
            tracing::error!("a request did not end in time");
            let late = asker.refuse(Problem::Unavailable, None);
            Err(actix_web::error::InternalError::from_response("too late", late).into())
        }
    }
}

/// Counts the request for its client, unless the limits are off; an error where that is one too many.
fn admit(request: &ServiceRequest) -> Result<Option<Inside>, ()> {
    let app = request.app_data::<web::Data<App>>().filter(|app| app.config.limits_on());
    let Some(app) = app else { return Ok(None) };
    let client = rate::client(viewer::ip(app, request.request()));
    app.crowd.enter(client, PER_CLIENT).map(Some).ok_or(())
}

fn refuse(request: ServiceRequest, problem: Problem) -> ServiceResponse<BoxBody> {
    let refusal = Asker::of(&request).refuse(problem, None);
    request.into_response(refusal)
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
