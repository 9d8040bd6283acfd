//! How the program is asked to stop: the first SIGTERM or SIGINT ends it well, the second at once.

use std::future::Future;
use std::io;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// What the signals have said so far.
#[derive(Clone)]
pub struct Stop {
    well: CancellationToken,
    now: CancellationToken,
}

impl Stop {
    /// Listens from here on; until now a signal has ended the process by itself.
    pub fn listen() -> io::Result<Self> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let stop = Self { well: CancellationToken::new(), now: CancellationToken::new() };
        let told = stop.clone();
        tokio::spawn(async move {
            for token in [told.well, told.now] {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                token.cancel();
            }
        });
        Ok(stop)
    }

    /// Ends at the first signal.
    pub fn well(&self) -> &CancellationToken {
        &self.well
    }

    /// Ends at the second signal.
    pub fn now(&self) -> &CancellationToken {
        &self.now
    }

    /// What something comes to; `None`, and it is dropped, at the first signal.
    pub async fn unless_asked<T>(&self, something: impl Future<Output = T>) -> Option<T> {
        self.well.run_until_cancelled(something).await
    }
}
