//! A place among those who are served, and the body that comes in meanwhile. Who still sends holds no place: only
//! when the last byte is here does the request take one again. So slow senders wait for themselves alone.

use super::gate::Gate;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::Stream;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, timeout_at};

/// How long a body may take to arrive.
pub const BODY: Duration = Duration::from_secs(30);
/// How long a handler may take once everything is here.
const HANDLER: Duration = Duration::from_secs(30);

/// The place of one request.
pub struct Seat {
    gate: Arc<Gate>,
    place: RefCell<Option<OwnedSemaphorePermit>>,
    /// When the handler has to be done; later while the body still arrives.
    until: Cell<Instant>,
}

impl Seat {
    /// A request that has found a place.
    pub fn new(gate: Arc<Gate>, place: OwnedSemaphorePermit) -> Rc<Self> {
        let until = Cell::new(Instant::now() + HANDLER);
        Rc::new(Self { gate, place: RefCell::new(Some(place)), until })
    }

    /// The body of this request, which gives the place to others while it is on its way.
    pub fn receive(self: &Rc<Self>, body: Payload, time: Duration) -> Payload {
        self.until.set(Instant::now() + time + HANDLER);
        let late = Box::pin(tokio::time::sleep(time));
        let seat = Rc::downgrade(self);
        Payload::Stream { payload: Box::pin(Arriving { body, seat, late, back: None }) }
    }

    /// What the handler comes to; `None` where it does not in time.
    pub async fn in_time<T>(&self, serving: impl Future<Output = T>) -> Option<T> {
        let mut serving = std::pin::pin!(serving);
        loop {
            let until = self.until.get();
            match timeout_at(until, serving.as_mut()).await {
                Ok(done) => return Some(done),
                // The body came in meanwhile, and with it a new moment.
                Err(_) if self.until.get() > until => {}
                Err(_) => return None,
            }
        }
    }
}

type Back = Pin<Box<dyn Future<Output = Option<OwnedSemaphorePermit>>>>;

/// A body on its way.
struct Arriving {
    body: Payload,
    /// Gone with the request; what is left of the body is nobody's then.
    seat: Weak<Seat>,
    late: Pin<Box<Sleep>>,
    /// All bytes are here, and the request waits for a place.
    back: Option<Back>,
}

impl Arriving {
    fn next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        match Pin::new(&mut self.body).poll_next(cx) {
            Poll::Pending if self.late.as_mut().poll(cx).is_ready() => {
                let late = io::Error::new(io::ErrorKind::TimedOut, "the body took too long");
                Poll::Ready(Some(Err(PayloadError::Io(late))))
            }
            other => other,
        }
    }

    fn sit_down(&mut self, seat: &Seat, cx: &mut Context<'_>) -> Poll<()> {
        if seat.place.borrow().is_none() {
            let back = self.back.get_or_insert_with(|| {
                let gate = seat.gate.clone();
                Box::pin(async move { gate.again().await })
            });
            *seat.place.borrow_mut() = ready!(back.as_mut().poll(cx));
            self.back = None;
        }
        seat.until.set(Instant::now() + HANDLER);
        Poll::Ready(())
    }
}

impl Stream for Arriving {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(seat) = self.seat.upgrade() else { return Poll::Ready(None) };
        if self.back.is_none() {
            match self.next(cx) {
                Poll::Ready(None) => {}
                Poll::Ready(more) => return Poll::Ready(more),
                Poll::Pending => {
                    seat.place.borrow_mut().take();
                    return Poll::Pending;
                }
            }
        }
        ready!(self.sit_down(&seat, cx));
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{FutureExt, StreamExt};
    use tokio::sync::mpsc;

    /// A body whose bytes come when the test sends them.
    fn body() -> (mpsc::UnboundedSender<Bytes>, Payload) {
        let (send, mut receive) = mpsc::unbounded_channel();
        let bytes =
            futures_util::stream::poll_fn(move |cx| receive.poll_recv(cx).map(|b| b.map(Ok)));
        (send, Payload::Stream { payload: Box::pin(bytes) })
    }

    async fn seat(gate: &Arc<Gate>) -> Rc<Seat> {
        Seat::new(gate.clone(), gate.enter().await.unwrap())
    }

    #[tokio::test]
    async fn who_still_sends_holds_no_place_and_has_one_before_the_last_byte_is_read() {
        let gate = Arc::new(Gate::new(1, 1));
        let slow = seat(&gate).await;
        let (send, bytes) = body();
        let mut bytes = slow.receive(bytes, BODY);
        assert!(bytes.next().now_or_never().is_none());
        let other = seat(&gate).await;
        send.send("all".into()).unwrap();
        drop(send);
        assert_eq!(bytes.next().await.unwrap().unwrap(), "all");
        assert!(bytes.next().now_or_never().is_none(), "the end waits for a place");
        drop(other);
        assert!(bytes.next().await.is_none());
        assert!(gate.enter().now_or_never().is_none(), "the place is taken again");
        drop(slow);
        assert!(gate.enter().await.is_some());
    }

    #[tokio::test]
    async fn a_body_that_takes_too_long_ends_in_an_error() {
        let gate = Arc::new(Gate::new(1, 1));
        let slow = seat(&gate).await;
        let (_send, bytes) = body();
        let mut bytes = slow.receive(bytes, Duration::from_millis(10));
        let PayloadError::Io(cause) = bytes.next().await.unwrap().unwrap_err() else { panic!() };
        assert_eq!(cause.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_handler_has_its_whole_time_after_the_body_is_here() {
        let gate = Arc::new(Gate::new(1, 1));
        let seat = seat(&gate).await;
        seat.until.set(Instant::now() + Duration::from_millis(10));
        assert!(seat.in_time(std::future::pending::<()>()).await.is_none());
        let later = Instant::now() + Duration::from_millis(30);
        let serving = async {
            seat.until.set(later);
            std::future::pending::<()>().await;
        };
        assert!(seat.in_time(serving).await.is_none());
        assert!(Instant::now() >= later);
    }
}
