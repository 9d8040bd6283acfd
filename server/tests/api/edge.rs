//! The door of the API: what may come in, in which form, and what is turned away.

use crate::support::TestApp;
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

fn api(t: &TestApp, method: Method) -> RequestBuilder {
    t.client.request(method, format!("{}/api", t.origin))
}

async fn body(reply: Response) -> Value {
    reply.json().await.unwrap()
}

/// The status of a reply and the code of its first error.
async fn refusal(request: RequestBuilder) -> (u16, String) {
    let reply = request.send().await.unwrap();
    let status = reply.status().as_u16();
    let body = body(reply).await;
    let error = &body["errors"][0];
    assert!(body.get("data").is_none(), "{body}");
    assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
    (status, error["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_operation_comes_as_json_as_a_form_or_in_the_address() {
    let t = TestApp::start().await;
    let query = "query Q($yes: Boolean!) { version @include(if: $yes) }";
    let version = json!({ "data": { "version": env!("CARGO_PKG_VERSION") } });
    let sent = json!({ "query": query, "variables": { "yes": true }, "operationName": "Q" });
    assert_eq!(body(api(&t, Method::POST).json(&sent).send().await.unwrap()).await, version);
    let slash = t.client.post(format!("{}/api/", t.origin)).json(&sent);
    assert_eq!(body(slash.send().await.unwrap()).await, version, "with a slash");
    let fields = [("query", query), ("variables", r#"{"yes":true}"#), ("operationName", "Q")];
    let form = api(&t, Method::POST).form(&fields);
    assert_eq!(body(form.send().await.unwrap()).await, version, "a form");
    let address = api(&t, Method::GET).query(&fields);
    assert_eq!(body(address.send().await.unwrap()).await, version, "an address");
}

#[tokio::test]
async fn an_array_is_answered_as_an_array_in_its_order() {
    let t = TestApp::start().await;
    let sent = json!([{ "query": "{ version }" }, { "query": "{ nope }" }, { "query": "{" }]);
    let reply = body(api(&t, Method::POST).json(&sent).send().await.unwrap()).await;
    assert_eq!(reply.as_array().unwrap().len(), 3, "{reply}");
    assert_eq!(reply[0]["data"]["version"], env!("CARGO_PKG_VERSION"));
    for broken in [&reply[1], &reply[2]] {
        assert_eq!(broken["errors"][0]["code"], "invalid_argument");
        assert_eq!(broken["errors"][0]["status_code"], 400);
        assert!(broken.get("data").is_none(), "{broken}");
    }
}

#[tokio::test]
async fn a_mutation_by_get_is_refused() {
    let t = TestApp::start().await;
    let get = api(&t, Method::GET).query(&[("query", "mutation { ping }")]);
    assert_eq!(refusal(get).await, (405, "method_not_allowed".into()));
    let hidden = "query A { version } mutation B { ping }";
    let get = api(&t, Method::GET).query(&[("query", hidden), ("operationName", "B")]);
    assert_eq!(refusal(get).await, (405, "method_not_allowed".into()));
    assert_eq!(refusal(api(&t, Method::DELETE)).await, (405, "method_not_allowed".into()));
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let t = TestApp::start().await;
    let text = r#"{"query":"{ version }"}"#;
    for kind in ["text/plain", "application/graphql", "application/xml", "", "multipart/mixed"] {
        let post = api(&t, Method::POST).header(CONTENT_TYPE, kind).body(text);
        assert_eq!(refusal(post).await, (415, "unsupported_media_type".into()), "{kind}");
    }
    let packed = api(&t, Method::POST)
        .header(CONTENT_TYPE, "application/json")
        .header("content-encoding", "gzip")
        .body(text);
    assert_eq!(refusal(packed).await, (415, "unsupported_media_type".into()));
}

#[tokio::test]
async fn a_body_that_is_not_what_it_says_is_a_bad_request() {
    let t = TestApp::start().await;
    for text in ["{", "[]", "3", r#"{"query":3}"#, "{}", r#"{"query":" "}"#, "\"\u{1}", "[{}]"] {
        let post = api(&t, Method::POST).header(CONTENT_TYPE, "application/json").body(text);
        assert_eq!(refusal(post).await, (400, "invalid_argument".into()), "{text}");
    }
    for variables in ["3", "[]", "{"] {
        let post =
            api(&t, Method::POST).form(&[("query", "{ version }"), ("variables", variables)]);
        assert_eq!(refusal(post).await, (400, "invalid_argument".into()), "{variables}");
    }
    assert_eq!(refusal(api(&t, Method::GET)).await, (400, "invalid_argument".into()));
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_announced_or_not() {
    let t = TestApp::start().await;
    let long = format!(r#"{{"query":"{{ version }} #{}"}}"#, "x".repeat(1024 * 1024));
    let json = || api(&t, Method::POST).header(CONTENT_TYPE, "application/json");
    assert_eq!(refusal(json().body(long.clone())).await, (413, "too_large".into()));
    let chunks = long.into_bytes();
    let stream = reqwest::Body::wrap_stream(futures_util::stream::iter(
        chunks
            .chunks(60_000)
            .map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()))
            .collect::<Vec<_>>(),
    ));
    assert_eq!(refusal(json().body(stream)).await, (413, "too_large".into()));
}

#[tokio::test]
async fn replies_to_a_bearer_are_kept_by_nobody() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let reply = ana.post("{ version }").await;
    assert_eq!(reply.headers()[CACHE_CONTROL], "private, no-store");
    assert!(reply.headers()["vary"].to_str().unwrap().contains("Authorization"));
    let reply = ana.with_token("forged").post("{ version }").await;
    assert_eq!(reply.status(), 401);
    assert_eq!(reply.headers()[CACHE_CONTROL], "private, no-store");
}

#[tokio::test]
async fn any_origin_may_ask_but_not_with_cookies() {
    let t = TestApp::start().await;
    let asked = api(&t, Method::OPTIONS)
        .header("origin", "https://elsewhere.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type");
    let preflight = asked.send().await.unwrap();
    assert_eq!(preflight.status(), 200);
    assert_eq!(preflight.headers()["access-control-allow-origin"], "*");
    let reply = api(&t, Method::POST)
        .header("origin", "https://elsewhere.example")
        .json(&json!({ "query": "{ version }" }));
    let reply = reply.send().await.unwrap();
    assert_eq!(reply.headers()["access-control-allow-origin"], "*");
    for headers in [preflight.headers(), reply.headers()] {
        assert!(!headers.contains_key("access-control-allow-credentials"));
    }
}

#[tokio::test]
async fn errors_name_the_argument_and_stay_http_200() {
    let t = TestApp::start().await;
    let reply = t.stranger().post("{ __type(name: 3) { name } }").await;
    assert_eq!(reply.status(), 200);
    let reply = body(reply).await;
    assert_eq!(reply["errors"][0]["field"], "name", "{reply}");
    assert_eq!(reply["errors"][0]["code"], "invalid_argument");
}

#[tokio::test]
async fn the_playground_asks_nobody_but_us_and_speaks_the_visitors_language() {
    let t = TestApp::start().await;
    let page = t.client.get(format!("{}/graphiql", t.origin)).header("accept-language", "fr-CA");
    let page = page.send().await.unwrap();
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
    let html = page.text().await.unwrap();
    assert!(html.contains("lang=\"fr\"") && html.contains("Essayer l'API"), "{html}");
    for (path, kind) in [("page.js", "text/javascript"), ("page.css", "text/css")] {
        let file = t.get(&format!("/graphiql/{path}")).await;
        assert_eq!(file.status(), 200);
        assert!(file.headers()[CONTENT_TYPE].to_str().unwrap().starts_with(kind));
        assert!(html.contains(&format!("/graphiql/{path}")));
    }
}
