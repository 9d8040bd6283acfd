//! What every request passes, whatever its address.

use crate::support::TestApp;
use actix_web::{HttpServer, web};
use farandole::{graphql, http};
use reqwest::Response;
use serde_json::Value;

fn header<'a>(reply: &'a Response, name: &str) -> &'a str {
    reply.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_request_for_another_host_is_misdirected_but_health_answers() {
    let t = TestApp::start_with(&[("url", "https://events.example.org")]).await;
    let ask = |path: &str, host: &'static str| {
        t.client.get(format!("{}{path}", t.origin)).header("host", host).send()
    };
    for host in ["evil.example", "events.example.org@evil.example", "localhost", ""] {
        let reply = ask("/graphiql", host).await.unwrap();
        assert!(matches!(reply.status().as_u16(), 400 | 421), "{host}: {}", reply.status());
        assert!(!reply.text().await.unwrap().contains("<html"), "{host}");
    }
    assert_eq!(ask("/graphiql", "evil.example").await.unwrap().status(), 421);
    for host in ["events.example.org", "EVENTS.example.org:443"] {
        assert_eq!(ask("/graphiql", host).await.unwrap().status(), 200, "{host}");
    }
    assert_eq!(ask("/health/live", "10.0.0.7:4000").await.unwrap().status(), 200);
}

#[tokio::test]
async fn heads_that_are_too_long_are_refused() {
    let t = TestApp::start().await;
    let address = t.get(&format!("/graphiql?query={}", "x".repeat(8 * 1024))).await;
    assert_eq!(address.status(), 414);
    let ask = || t.client.get(format!("{}/graphiql", t.origin));
    let long = ask().header("x-long", "x".repeat(33 * 1024)).send().await.unwrap();
    assert_eq!(long.status(), 431);
    let many = (0..120).fold(ask(), |ask, n| ask.header(format!("x-{n}"), "x"));
    let many = many.send().await.unwrap();
    assert!(matches!(many.status().as_u16(), 400 | 431), "{}", many.status());
}

#[tokio::test]
async fn every_reply_tells_browsers_what_they_may_not_do() {
    let t = TestApp::start_with(&[("hsts", "true")]).await;
    let local = TestApp::start().await;
    for path in ["/graphiql", "/api", "/health/live", "/nowhere"] {
        let reply = t.get(path).await;
        let policy = header(&reply, "content-security-policy");
        for part in ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header(&reply, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&reply, "referrer-policy"), "same-origin", "{path}");
        assert!(header(&reply, "strict-transport-security").contains("max-age="), "{path}");
        assert_eq!(header(&reply, "x-request-id").len(), 32, "{path}");
        assert_eq!(header(&local.get(path).await, "strict-transport-security"), "", "{path}");
    }
}

#[tokio::test]
async fn a_panic_ends_its_own_request_and_no_other() {
    let t = TestApp::start().await;
    let (state, schema) = (t.app.clone(), graphql::root::schema());
    let server = HttpServer::new(move || {
        http::app(state.clone(), schema.clone())
            .route("/panic", web::get().to(async || -> &'static str { panic!("a secret") }))
    });
    let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let origin = format!("http://localhost:{}", server.addrs()[0].port());
    let running = server.run();
    let handle = running.handle();
    std::thread::spawn(move || actix_web::rt::System::new().block_on(running));
    let get = |path: &str| t.client.get(format!("{origin}{path}")).send();
    let broken = get("/panic").await.unwrap();
    assert_eq!(broken.status(), 500);
    assert_eq!(header(&broken, "x-content-type-options"), "nosniff");
    let id = header(&broken, "x-request-id").to_owned();
    let body: Value = broken.json().await.unwrap();
    assert_eq!(body["errors"][0]["request_id"], id.as_str());
    assert!(!body.to_string().contains("secret"), "{body}");
    let page = t.client.get(format!("{origin}/panic")).header("accept", "text/html");
    let page = page.send().await.unwrap();
    assert_eq!(page.status(), 500);
    let id = header(&page, "x-request-id").to_owned();
    let html = page.text().await.unwrap();
    assert!(html.contains("We stumbled") && html.contains(&id), "{html}");
    assert!(!html.contains("secret"), "{html}");
    assert_eq!(get("/health/ready").await.unwrap().status(), 200);
    drop(handle.stop(false));
}

#[tokio::test]
async fn metrics_tell_what_was_asked_by_route_and_how_the_queues_stand() {
    let t = TestApp::start().await;
    t.get("/graphiql?query=secret").await;
    t.get("/validate/not-a-route-token").await;
    let reply = t.get("/metrics").await;
    assert_eq!(reply.status(), 200);
    let text = reply.text().await.unwrap();
    for line in [
        "farandole_requests_total{method=\"GET\",route=\"/graphiql\",status=\"200\"} ",
        "farandole_request_seconds_bucket{route=\"/graphiql\"",
        "# TYPE farandole_jobs gauge",
        "# TYPE farandole_jobs_oldest_seconds gauge",
        "farandole_database_connections ",
        "farandole_database_statements_total ",
        "farandole_database_up 1",
        "farandole_fetches 0",
        "process_resident_memory_bytes ",
    ] {
        assert!(text.contains(line), "{line} is missing in:\n{text}");
    }
    assert!(!text.contains("secret"), "the route stands there, not what was in it: {text}");
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_for_who_has_the_token() {
    let t = TestApp::start().await;
    let ask = |t: &TestApp| t.client.get(format!("{}/metrics", t.origin));
    for (name, value) in
        [("x-forwarded-for", "198.51.100.7"), ("via", "1.1 proxy"), ("host", "events.example.org")]
    {
        let reply = ask(&t).header(name, value).send().await.unwrap();
        assert_eq!(reply.status(), 404, "{name}");
    }
    let t = TestApp::start_with(&[("metrics_token", "open sesame")]).await;
    assert_eq!(ask(&t).send().await.unwrap().status(), 404);
    assert_eq!(ask(&t).bearer_auth("open").send().await.unwrap().status(), 404);
    assert_eq!(ask(&t).bearer_auth("open sesame").send().await.unwrap().status(), 200);
}
