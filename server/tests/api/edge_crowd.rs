//! Too much at once: slow senders, a client with many requests, a database that is out of reach.

use crate::support::{Browser, TestApp};
use diesel_async::SimpleAsyncConnection;
use reqwest::Response;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// A POST that announces a body and never finishes it.
async fn dribble(t: &TestApp, client: &str) -> TcpStream {
    let host = t.origin.trim_start_matches("http://");
    let mut socket = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST /api HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {client}\r\n\
         Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket
}

async fn dribble_many(t: &TestApp, client: &str, times: usize) -> Vec<TcpStream> {
    let mut sockets = Vec::new();
    for _ in 0..times {
        sockets.push(dribble(t, client).await);
    }
    sockets
}

async fn ask_as(t: &TestApp, client: &str) -> Response {
    let request = t.client.get(format!("{}/about", t.origin)).header("x-forwarded-for", client);
    request.timeout(Duration::from_secs(10)).send().await.unwrap()
}

#[tokio::test]
async fn slow_senders_hold_nobody_up() {
    let t = TestApp::start_with(&[("trusted_proxies", "127.0.0.1,::1")]).await;
    let mut slow = Vec::new();
    for client in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        slow.extend(dribble_many(&t, client, 50).await);
    }
    assert_eq!(ask_as(&t, "203.0.113.9").await.status(), 200);
}

#[tokio::test]
async fn a_client_with_too_much_under_way_waits_for_itself_alone() {
    let t = TestApp::start_with(&[("trusted_proxies", "127.0.0.1,::1")]).await;
    let mut slow = dribble_many(&t, "198.51.100.1", 64).await;
    let mut refused = ask_as(&t, "198.51.100.1").await;
    // Who asks before the last of them is heard takes its place, and leaves it empty.
    for _ in 0..200 {
        if refused.status() == 200 {
            slow.push(dribble(&t, "198.51.100.1").await);
            refused = ask_as(&t, "198.51.100.1").await;
        }
    }
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["errors"][0]["code"], "too_many_requests", "{body}");
    assert_eq!(ask_as(&t, "203.0.113.9").await.status(), 200);
    drop(slow);
}

#[tokio::test]
async fn without_a_database_everybody_is_told_to_come_back_in_the_form_they_asked_for() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut browser = Browser::of(&t, &ana).await;
    let mut taken = Vec::new();
    while taken.len() < t.app.config.database_pool {
        taken.push(t.app.db.get().await.unwrap());
    }
    let page = browser.get("/").await;
    assert_eq!(page.status, 503);
    assert!(page.says("A short pause") && page.says("<html"), "{}", page.html);
    assert_eq!(page.headers["retry-after"], "5");
    let reply = t.stranger().send(&json!({ "query": "{ events { total } }" })).await;
    assert_eq!(
        (reply.status().as_u16(), &reply.headers()["retry-after"]),
        (503, &"5".parse().unwrap())
    );
    let body: Value = reply.json().await.unwrap();
    assert_eq!(body["errors"][0]["code"], "unavailable", "{body}");
    assert_eq!(body["errors"][0]["status_code"], 503, "{body}");
    assert_eq!(t.get("/health/ready").await.status(), 200, "health has a connection of its own");
    assert_eq!(t.get("/metrics").await.status(), 200);
    drop(taken);
    assert_eq!(browser.get("/").await.status, 200, "nothing has to be started again");
}

#[tokio::test]
async fn connections_that_were_cut_are_replaced_and_nobody_sees_an_error_of_ours() {
    let t = TestApp::start().await;
    t.get("/").await;
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..3 {
        let mut conn = t.app.db.get().await.unwrap();
        let _others = [t.app.db.get().await.unwrap(), t.app.db.get().await.unwrap()];
        conn.batch_execute(cut).await.unwrap();
        drop((conn, _others));
        for _ in 0..5 {
            let status = t.get("/").await.status().as_u16();
            assert!(matches!(status, 200 | 503), "{status}");
        }
    }
    assert_eq!(t.get("/").await.status(), 200);
}

#[tokio::test]
async fn a_server_whose_database_lacks_a_migration_is_not_ready() {
    let t = TestApp::start().await;
    let forget = "DELETE FROM __diesel_schema_migrations WHERE version = \
                  (SELECT max(version) FROM __diesel_schema_migrations)";
    t.app.db.get().await.unwrap().batch_execute(forget).await.unwrap();
    let reply = t.get("/health/ready").await;
    assert_eq!(reply.status(), 503);
    assert!(reply.text().await.unwrap().contains("migrations"));
    assert_eq!(t.get("/health/live").await.status(), 200);
}
