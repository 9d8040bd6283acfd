//! What only an injected name server can show. The rest is in `tests/`.

use super::*;
use crate::Refusal;
use std::net::{SocketAddr, TcpListener};
use std::sync::Mutex;

/// A client whose name server gives these answers, one after the other.
fn asking(policy: Policy, answers: Vec<&str>) -> Client {
    let answers = answers.iter().rev().map(|a| a.parse().unwrap()).collect::<Vec<SocketAddr>>();
    let answers = Arc::new(Mutex::new(answers));
    let lookup: Lookup = Arc::new(move |_| {
        let answer = answers.lock().unwrap().pop();
        Box::pin(async move { Ok(answer.into_iter().collect()) })
    });
    let timeouts = Timeouts { connect: Duration::from_millis(300), ..Timeouts::default() };
    Client::build(policy, "test", timeouts, lookup).unwrap()
}

/// A listener nobody may reach, and whether somebody did.
struct Canary(TcpListener);

impl Canary {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Canary(listener)
    }
    fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }
    fn was_reached(&self) -> bool {
        self.0.accept().is_ok()
    }
}

fn why(result: Result<Reply, Error>) -> Option<Refusal> {
    match result {
        Err(Error::Refused { why }) => Some(why),
        _ => None,
    }
}

#[tokio::test]
async fn sec_181_a_name_server_that_changes_its_mind_gains_nothing() {
    let canary = Canary::new();
    let inside = format!("127.0.0.1:{}", canary.port());
    let client = asking(Policy::default(), vec!["240.0.0.1:443", &inside, &inside]);
    let url = Url::parse("https://rebind.example.org/").unwrap();
    for _ in 0..3 {
        assert_eq!(
            why(client.get_limited(&url, HeaderMap::new(), 10).await),
            Some(Refusal::Address)
        );
    }
    assert!(!canary.was_reached());
}

#[tokio::test]
async fn the_bare_client_is_guarded_too() {
    let canary = Canary::new();
    let port = canary.port();
    let policy =
        Policy::parse(&format!("excepted.test:{}", port ^ 1), "excepted.test=127.0.0.1").unwrap();
    let client = asking(policy, vec![]);
    for url in [
        format!("http://127.0.0.1:{port}/"),
        format!("https://127.0.0.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://excepted.test:{port}/"),
        format!("https://excepted.test:{port}/"),
    ] {
        let error = Error::from(client.reqwest().get(&url).send().await.unwrap_err());
        assert!(matches!(error, Error::Refused { .. }), "{url}: {error:?}");
    }
    assert!(!canary.was_reached());
}
