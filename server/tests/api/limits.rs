//! What a request may cost, seen from outside.

use crate::support::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn a_request_that_asks_too_much_is_refused_before_any_statement_runs() {
    let t = TestApp::start().await;
    let stranger = t.stranger();
    let aliases: String = (0..31).map(|i| format!("a{i}: version ")).collect();
    let deep = format!("{{ __type(name: \"A\") {} }}", nested(15));
    let many: Vec<Value> = vec![json!({ "query": "{ version }" }); 6];
    let login =
        |n: usize| format!("l{n}: login(email: \"a@b.c\", password: \"x\") {{ accessToken }}");
    let logins = json!([
        { "query": format!("mutation {{ {} }}", login(1)) },
        { "query": format!("mutation {{ {} }}", login(2)) },
    ]);
    for sent in [
        json!({ "query": format!("{{ {aliases} }}") }),
        json!({ "query": deep }),
        json!({ "query": format!("{{ version }} #{}", "x".repeat(33_000)) }),
        json!(many),
        logins,
    ] {
        let before = t.app.db.statements();
        let reply: Value = stranger.send(&sent).await.json().await.unwrap();
        let reply = if sent.is_array() { &reply[0] } else { &reply };
        let error = &reply["errors"][0];
        assert_eq!(error["code"], "too_complex", "{reply}");
        assert_eq!(error["status_code"], 400);
        assert!(reply.get("data").is_none());
        assert_eq!(t.app.db.statements(), before, "{reply}");
    }
}

/// So many levels below a type.
fn nested(levels: usize) -> String {
    format!("{}name{}", "{ ofType ".repeat(levels - 1) + "{ ", " }".repeat(levels))
}

#[tokio::test]
async fn a_refusal_speaks_the_readers_language() {
    let t = TestApp::start().await;
    let sent = json!({ "query": "{ ...A } fragment A on RootQueryType { ...A }" });
    let ask = t.client.post(format!("{}/api", t.origin)).header("accept-language", "fr");
    let reply: Value = ask.json(&sent).send().await.unwrap().json().await.unwrap();
    let message = reply["errors"][0]["message"].as_str().unwrap();
    assert_eq!(message, "Un fragment de l'opération se contient lui-même.");
}

#[tokio::test]
async fn the_playground_can_load_the_schema() {
    let t = TestApp::start().await;
    let script = t.get("/graphiql/page.js").await.text().await.unwrap();
    let constant = |name: &str, quote: char| {
        let from = script.split_once(&format!("const {name} = {quote}")).unwrap().1;
        from.split_once(quote).unwrap().0.to_owned()
    };
    let query = constant("SCHEMA", '`').replace("${TYPE}", &constant("TYPE", '"'));
    let reply = t.stranger().ask(&query, json!({})).await;
    assert!(reply["errors"].is_null(), "{reply}");
    let types = reply["data"]["__schema"]["types"].as_array().unwrap();
    assert!(types.iter().any(|one| one["name"] == "RootQueryType"));
}
