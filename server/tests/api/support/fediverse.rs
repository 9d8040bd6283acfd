//! Several servers that reach each other over loopback, if need be through a network that is not kind.

use super::TestApp;
use super::network::{Fault, Network};
use chrono::Duration;
use diesel_async::RunQueryDsl;
use farandole::worker;
use std::net::TcpListener;

/// Servers that know each other's addresses, and nobody else's.
pub struct Fediverse {
    pub servers: Vec<TestApp>,
    networks: Vec<Network>,
}

fn listener() -> TcpListener {
    TcpListener::bind(("127.0.0.1", 0)).unwrap()
}

fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().unwrap().port()
}

impl Fediverse {
    /// So many servers.
    pub async fn of(count: usize) -> Self {
        Self::with(count, &[]).await
    }

    /// The same, which may reach more places: `host:port`.
    pub async fn with(count: usize, more: &[String]) -> Self {
        Self::build(count, more, None).await
    }

    /// So many servers, each behind a network with a fault.
    pub async fn behind(count: usize, fault: Fault) -> Self {
        Self::build(count, &[], Some(fault)).await
    }

    async fn build(count: usize, more: &[String], fault: Option<Fault>) -> Self {
        let fronts: Vec<TcpListener> = (0..count).map(|_| listener()).collect();
        let names = fronts.iter().map(|front| format!("localhost:{}", port(front)));
        let allow = names.chain(more.iter().cloned()).collect::<Vec<_>>().join(",");
        let settings = [("federation_allow", &*allow)];
        let (mut servers, mut networks) = (Vec::new(), Vec::new());
        for (seed, front) in (1..).zip(fronts) {
            servers.push(match fault {
                None => TestApp::start_on(front, None, &settings, seed).await,
                Some(fault) => {
                    let (known_as, inner) = (port(&front), listener());
                    networks.push(Network::before(front, port(&inner), fault));
                    TestApp::start_on(inner, Some(known_as), &settings, seed).await
                }
            });
        }
        Self { servers, networks }
    }

    /// How often the fault of the network has struck.
    pub fn struck(&self) -> usize {
        self.networks.iter().map(Network::struck).sum()
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

    /// The same, and lets time pass until nothing waits to be sent any more.
    pub async fn settle_in_time(&self) {
        for _ in 0..400 {
            for server in &self.servers {
                worker::run_due(&server.app).await.unwrap();
            }
            if !self.anything_waits().await {
                return self.settle_what_can().await;
            }
            for server in &self.servers {
                server.pass(Duration::seconds(20));
            }
        }
        panic!("something is never delivered");
    }

    async fn anything_waits(&self) -> bool {
        for server in &self.servers {
            let mut conn = server.app.db.get().await.unwrap();
            let waiting = "SELECT EXISTS (SELECT FROM deliveries) OR EXISTS (SELECT FROM jobs WHERE state <> 'dead' \
                AND kind LIKE 'federation.%') AS yes";
            if diesel::sql_query(waiting).get_result::<Yes>(&mut conn).await.unwrap().yes {
                return true;
            }
        }
        false
    }
}

#[derive(diesel::QueryableByName)]
struct Yes {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    yes: bool,
}
