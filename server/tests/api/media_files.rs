//! Pictures by their address: what is answered, with which headers, and that nothing else can be reached.

use crate::support::TestApp;
use crate::support::upload::uploaded;
use actix_web::{HttpRequest, HttpResponse, web};
use reqwest::header::HeaderMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_picture_is_kept_by_browsers_for_ever_and_is_never_a_page() {
    let t = TestApp::start().await;
    let sent = uploaded(&t, &t.person("ana").await).await;
    for (url, kind) in [(&sent["url"], "image/webp"), (&sent["cardUrl"], "image/jpeg")] {
        let reply = t.client.get(url.as_str().unwrap()).header("cookie", "session=x").send().await;
        let reply = reply.unwrap();
        assert_eq!(reply.status(), 200);
        let headers = reply.headers().clone();
        assert_eq!(header(&headers, "content-type"), kind);
        assert_eq!(header(&headers, "x-content-type-options"), "nosniff");
        assert_eq!(header(&headers, "content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(header(&headers, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&headers, "set-cookie"), "");
        assert_eq!(header(&headers, "vary"), "", "the same for everybody");
        let tag = header(&headers, "etag").to_owned();
        let body = reply.bytes().await.unwrap();
        assert_eq!(header(&headers, "content-length"), body.len().to_string());

        let again = t.client.get(url.as_str().unwrap()).header("if-none-match", tag);
        let again = again.send().await.unwrap();
        assert_eq!(again.status(), 304);
        assert!(again.bytes().await.unwrap().is_empty());
        let head = t.client.head(url.as_str().unwrap()).send().await.unwrap();
        assert_eq!(head.status(), 200);
        assert_eq!(header(head.headers(), "content-length"), body.len().to_string());
    }
}

#[tokio::test]
async fn a_picture_is_saved_under_a_name_that_is_only_a_name() {
    let t = TestApp::start().await;
    let sent = uploaded(&t, &t.person("ana").await).await;
    let url = format!("{}?name=..%2F..%2FF%C3%AAte%22.html", sent["url"].as_str().unwrap());
    let reply = t.client.get(url).send().await.unwrap();
    assert_eq!(
        header(reply.headers(), "content-disposition"),
        "inline; filename=\"F_te.webp\"; filename*=UTF-8''F%C3%AAte.webp"
    );
    let reply = t.client.get(sent["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(header(reply.headers(), "content-disposition"), "");
}

/// Sends a path as it is, without the tidying that clients do. Returns the reply's head and body.
async fn raw(t: &TestApp, path: &str) -> String {
    let address = t.origin.trim_start_matches("http://localhost:");
    let mut socket =
        tokio::net::TcpStream::connect(("127.0.0.1", address.parse().unwrap())).await.unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: localhost:{address}\r\nconnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    socket.read_to_end(&mut reply).await.unwrap();
    String::from_utf8_lossy(&reply).into_owned()
}

#[tokio::test]
async fn no_path_leads_out_of_the_pictures() {
    let t = TestApp::start().await;
    let sent = uploaded(&t, &t.person("ana").await).await;
    let url = sent["url"].as_str().unwrap();
    let folder = url.strip_prefix(&t.origin).unwrap().rsplit_once('/').unwrap().0.to_owned();
    assert!(raw(&t, &format!("{folder}/40.webp")).await.starts_with("HTTP/1.1 200"));
    let outside = t.app.config.data_dir.clone();
    std::fs::write(outside.join("40.webp"), "outside").unwrap();
    std::fs::write(outside.join("media").join("40.webp"), "outside").unwrap();
    for way in [
        "/../40.webp",
        "/../../40.webp",
        "/..%2f40.webp",
        "/..%2F..%2F40.webp",
        "/%2e%2e/40.webp",
        "/%2e%2e%2f40.webp",
        "/..%252f40.webp",
        "/..%5c40.webp",
        "/..\\40.webp",
        "/%c0%ae%c0%ae/40.webp",
        "/40.webp%00.jpg",
        "/40.webp/",
        "/40.webp/../../40.webp",
        "//40.webp",
        "/./40.webp",
        "/040.webp",
        "/+40.webp",
        "/40.WEBP",
        "/%34%30.webp/x",
        "/card.png",
        "/",
    ] {
        let reply = raw(&t, &format!("{folder}{way}")).await;
        assert!(!reply.contains("outside"), "{way}");
        let status = reply.get(9..12).unwrap_or_default();
        assert!(["400", "404"].contains(&status), "{way}: {reply}");
    }
    let uuid = folder.strip_prefix("/media/").unwrap();
    for other in [
        uuid.to_uppercase(),
        uuid.replace('-', ""),
        format!("{{{uuid}}}"),
        format!("urn:uuid:{uuid}"),
        "..".to_owned(),
        "%2e%2e".to_owned(),
        ".".to_owned(),
        String::new(),
    ] {
        let reply = raw(&t, &format!("/media/{other}/40.webp")).await;
        assert!(reply.starts_with("HTTP/1.1 404"), "{other}: {reply}");
    }
}

type Objects = Arc<Mutex<HashMap<String, web::Bytes>>>;

/// Puts, gives and deletes objects as a server that speaks S3 does, if the request is signed.
async fn object(store: web::Data<Objects>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let signed = request.headers().get("authorization").is_some_and(|value| {
        value.to_str().unwrap().starts_with("AWS4-HMAC-SHA256 Credential=key/")
    });
    let key = request.path().to_owned();
    let mut objects = store.lock().unwrap();
    match request.method().as_str() {
        _ if !signed => HttpResponse::Forbidden().finish(),
        "PUT" => {
            objects.insert(key, body);
            HttpResponse::Ok().insert_header(("etag", "\"x\"")).finish()
        }
        "DELETE" => {
            objects.remove(&key);
            HttpResponse::NoContent().finish()
        }
        _ => match objects.get(&key) {
            None => HttpResponse::NotFound().finish(),
            Some(bytes) => HttpResponse::Ok()
                .insert_header(("etag", "\"x\""))
                .insert_header(("last-modified", "Mon, 01 Jun 2026 12:00:00 GMT"))
                .body(bytes.clone()),
        },
    }
}

#[tokio::test]
async fn pictures_may_live_in_a_bucket() {
    let objects = Objects::default();
    let shared = web::Data::new(objects.clone());
    let bucket = actix_web::HttpServer::new(move || {
        actix_web::App::new().app_data(shared.clone()).default_service(web::to(object))
    });
    let bucket = bucket.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let endpoint = format!("http://{}", bucket.addrs()[0]);
    let bucket = bucket.run();
    let handle = bucket.handle();
    std::thread::spawn(move || actix_web::rt::System::new().block_on(bucket));

    let t = TestApp::start_with(&[
        ("storage", "s3://pictures/farandole"),
        ("s3_endpoint", &endpoint),
        ("s3_access_key", "key"),
        ("s3_secret_key", "secret"),
    ])
    .await;
    let ana = t.person("ana").await;
    let sent = uploaded(&t, &ana).await;
    let keys: Vec<String> = objects.lock().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 2, "a size and a card");
    assert!(keys.iter().all(|key| key.starts_with("/pictures/farandole/")), "{keys:?}");
    let reply = t.client.get(sent["url"].as_str().unwrap()).send().await.unwrap();
    assert!(reply.bytes().await.unwrap().starts_with(b"RIFF"));

    let remove = "mutation ($id: ID!) { removeMedia(id: $id) { id } }";
    ana.ask(remove, serde_json::json!({ "id": sent["id"] })).await;
    t.settle().await;
    assert!(objects.lock().unwrap().is_empty());
    let reply = t.client.get(sent["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(reply.status(), 404);
    handle.stop(false).await;
}
