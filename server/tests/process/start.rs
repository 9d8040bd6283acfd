use crate::server::{Home, Server, eventually};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_bad_configuration_stops_the_start_with_one_sentence() {
    let home = Home::new(&[("url", "nowhere")]).await;
    let output = home.command(&["serve"]).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(said.contains("url"), "{said}");
}

#[tokio::test]
async fn a_server_asked_to_stop_ends_well_and_starts_again() {
    let home = Home::new(&[]).await;
    let server = home.start().await;
    assert!(server.stop().success());
    let again = home.start().await;
    assert!(again.stop().success());
}

/// A connection on which half a request has been sent.
async fn half_a_request(server: &Server) -> TcpStream {
    let host = server.origin.trim_start_matches("http://");
    let mut socket = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST /api HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         Content-Length: 21\r\n\r\n{{\"query\":"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    // Somebody who asks after it and is answered: then the half has been read as well.
    server.ask(None, "{ version }", json!({})).await;
    socket
}

#[tokio::test]
async fn a_server_asked_to_stop_answers_first_whom_it_has_heard() {
    let home = Home::new(&[]).await;
    let server = home.start().await;
    let mut socket = half_a_request(&server).await;
    server.interrupt();
    socket.write_all(b"\"{version}\"}").await.unwrap();
    let mut reply = [0; 12];
    socket.read_exact(&mut reply).await.unwrap();
    assert_eq!(&reply, b"HTTP/1.1 200");
    drop(socket);
    assert!(server.ended().await.success());
}

#[tokio::test]
async fn a_server_asked_twice_waits_for_nobody() {
    let home = Home::new(&[]).await;
    let server = home.start().await;
    let _slow = half_a_request(&server).await;
    let begun = Instant::now();
    server.interrupt();
    // Two signals of a kind that come too soon after each other are one.
    eventually("it has heard the first", async || {
        TcpStream::connect(server.origin.trim_start_matches("http://")).await.is_err()
    })
    .await;
    server.interrupt();
    assert!(server.ended().await.success());
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn every_command_explains_itself() {
    let home = Home::new(&[]).await;
    let help = |arguments: &[&str]| {
        String::from_utf8(home.command(arguments).output().unwrap().stdout).unwrap()
    };
    let all = help(&["--help"]);
    for command in ["serve", "migrate", "seed", "api-schema", "doctor", "users", "jobs", "config"] {
        assert!(all.contains(command), "{command} is not in:\n{all}");
        assert!(help(&[command, "--help"]).contains("Usage: farandole"), "{command} --help");
    }
}
