//! Several servers that reach each other over loopback, and somebody who speaks the protocol by hand.

use super::TestApp;
use farandole::worker;
use std::net::TcpListener;

/// Servers that know each other's addresses, and nobody else's.
pub struct Fediverse {
    pub servers: Vec<TestApp>,
}

impl Fediverse {
    /// So many servers.
    pub async fn of(count: usize) -> Self {
        Self::with(count, &[]).await
    }

    /// The same, which may reach more places: `host:port`.
    pub async fn with(count: usize, more: &[String]) -> Self {
        let listeners: Vec<TcpListener> =
            (0..count).map(|_| TcpListener::bind(("127.0.0.1", 0)).unwrap()).collect();
        let mut reachable: Vec<String> = listeners
            .iter()
            .map(|listener| format!("localhost:{}", listener.local_addr().unwrap().port()))
            .collect();
        reachable.extend_from_slice(more);
        let allow = reachable.join(",");
        let mut servers = Vec::new();
        for (seed, listener) in (1..).zip(listeners) {
            servers.push(TestApp::start_on(listener, &[("federation_allow", &allow)], seed).await);
        }
        Self { servers }
    }

    /// Runs what is due everywhere, and what that causes elsewhere, until it is quiet. A job that fails fails the test.
    pub async fn settle(&self) {
        for _ in 0..8 {
            for server in &self.servers {
                server.settle().await;
            }
        }
    }

    /// The same where servers may be out of reach: what could not be sent waits.
    pub async fn settle_what_can(&self) {
        for _ in 0..8 {
            for server in &self.servers {
                worker::run_due(&server.app).await.unwrap();
            }
        }
    }
}
