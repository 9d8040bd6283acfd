//! What interactive maps fetch.

use crate::support::TestApp;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

/// A maker of tiles that counts how often it is asked; those of zoom 9 are no pictures.
fn maker() -> (String, Arc<AtomicUsize>, actix_web::dev::ServerHandle) {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let authority = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    let asked = Arc::new(AtomicUsize::new(0));
    let seen = asked.clone();
    let server = HttpServer::new(move || {
        let asked = seen.clone();
        let answer = move |path: web::Path<(u8, u32, u32)>| {
            asked.fetch_add(1, Ordering::SeqCst);
            let body = if path.0 == 9 { b"<svg onload=alert(1)>" } else { PNG };
            async move { HttpResponse::Ok().content_type("text/html").body(body) }
        };
        App::new().route("/{z}/{x}/{y}", web::get().to(answer))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)
    .unwrap()
    .run();
    let handle = server.handle();
    std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
    (authority, asked, handle)
}

#[tokio::test]
async fn tiles_come_from_here_and_are_asked_for_once() {
    let (authority, asked, server) = maker();
    let source = format!("http://{authority}/{{z}}/{{x}}/{{y}}");
    let t = TestApp::start_with(&[("map_tiles", &source), ("federation_allow", &authority)]).await;
    for _ in 0..2 {
        let reply = t.get("/tiles/12/2103/1464").await;
        assert_eq!(reply.status(), 200);
        assert_eq!(reply.headers()["content-type"], "image/png", "whatever its maker says");
        assert_eq!(reply.bytes().await.unwrap(), PNG);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(t.get("/tiles/9/1/1").await.status(), 503, "what is no picture is no tile");
    for none in ["/tiles/20/1/1", "/tiles/1/2/0", "/tiles/1/0/2", "/tiles/a/b/c", "/tiles/-1/0/0"] {
        assert_eq!(t.get(none).await.status(), 404, "{none}");
    }
    drop(server.stop(false));
    let map = t.get("/search?mode=map").await.text().await.unwrap();
    assert!(!map.contains(&authority), "no page names the maker's address");
}

#[tokio::test]
async fn without_a_source_there_are_no_tiles_but_the_names_of_towns() {
    let t = TestApp::start().await;
    assert_eq!(t.get("/tiles/1/0/0").await.status(), 404);
    let reply = t.get("/map/towns?bbox=46.2,4.2:45.4,5.4").await;
    assert_eq!(reply.status(), 200);
    let towns: Vec<(f64, f64, String)> = reply.json().await.unwrap();
    assert_eq!(towns[0].2, "Lyon", "the largest first");
    assert!(towns.len() <= 30);
    assert_eq!(t.get("/map/towns?bbox=junk").await.status(), 400);
}
