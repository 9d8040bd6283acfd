use crate::support::TestApp;

#[tokio::test]
async fn a_started_server_is_live_and_ready() {
    let t = TestApp::start().await;
    for path in ["/health/live", "/health/ready"] {
        assert_eq!(t.get(path).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn a_bad_bearer_is_http_401_and_a_missing_one_is_not() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    assert_eq!(
        ana.ask("{ version }", serde_json::json!({})).await["errors"],
        serde_json::Value::Null
    );
    let stranger = t.stranger();
    assert_eq!(stranger.post("{ version }").await.status(), 200);
    let forged = stranger.with_token("forged");
    let reply = forged.post("{ version }").await;
    assert_eq!(reply.status(), 401);
    let body: serde_json::Value = reply.json().await.unwrap();
    assert!(body["message"].as_str().unwrap().contains("sign in again"));
}
