use super::*;
use crate::graphql::uploads::Upload;
use actix_web::FromRequest;
use actix_web::test::TestRequest;
use async_graphql::{Context, EmptySubscription, Object, Schema};

struct Query;

#[Object]
impl Query {
    /// Nothing.
    async fn nothing(&self) -> bool {
        false
    }
}

struct Mutation;

#[Object]
impl Mutation {
    /// What a file holds.
    async fn content(
        &self,
        ctx: &Context<'_>,
        file: Upload,
    ) -> crate::kernel::error::Result<String> {
        let file = file.file(ctx, "file")?;
        let text = String::from_utf8(file.bytes().await?).unwrap();
        Ok(format!("{} {} {text}", file.name, file.content_type.clone().unwrap_or_default()))
    }
}

const QUERY: &str = "mutation($f: Upload!) { content(file: $f) }";

/// A body of parts: name, file name, content.
fn form(parts: &[(&str, Option<&str>, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: text/x-test"));
        let file = file.unwrap_or_default();
        body += "--limit\r\nContent-Disposition: form-data; ";
        body += &format!("name=\"{name}\"{file}\r\n\r\n{content}\r\n");
    }
    (body + "--limit--\r\n").into_bytes()
}

async fn parsed(body: Vec<u8>) -> Result<Batch, Refused> {
    let (request, mut payload) = TestRequest::default().set_payload(body).to_http_parts();
    let payload = web::Payload::from_request(&request, &mut payload).await.unwrap();
    read(payload, "limit".into()).await
}

/// What the operations of a body answer.
async fn answers(body: Vec<u8>) -> Vec<Value> {
    let schema = Schema::new(Query, Mutation, EmptySubscription);
    let mut answers = Vec::new();
    for request in parsed(body).await.unwrap().requests {
        answers.push(json!(schema.execute(request).await));
    }
    answers
}

#[actix_web::test]
async fn absinthes_clients_name_the_part_in_the_variable() {
    let body = form(&[
        ("query", None, QUERY),
        ("variables", None, r#"{"f":"picture","g":"other"}"#),
        ("picture", Some("a.txt"), "hello"),
        ("other", Some("b.txt"), "x"),
    ]);
    assert_eq!(answers(body).await, [json!({ "data": { "content": "a.txt text/x-test hello" } })]);
}

#[actix_web::test]
async fn the_clients_of_the_specification_send_a_map() {
    let operations = json!({ "query": QUERY, "variables": { "f": null } }).to_string();
    let body = form(&[
        ("operations", None, &operations),
        ("map", None, r#"{"0":["variables.f"]}"#),
        ("0", Some("a.txt"), "hello"),
    ]);
    assert_eq!(answers(body).await, [json!({ "data": { "content": "a.txt text/x-test hello" } })]);
}

#[actix_web::test]
async fn a_map_reaches_into_an_array_of_operations() {
    let one = json!({ "query": QUERY, "variables": { "f": null } });
    let operations = json!([one, one]).to_string();
    let body = form(&[
        ("operations", None, &operations),
        ("map", None, r#"{"a":["0.variables.f"],"b":["1.variables.f"]}"#),
        ("b", Some("b.txt"), "second"),
        ("a", Some("a.txt"), "first"),
    ]);
    assert_eq!(
        answers(body).await,
        [
            json!({ "data": { "content": "a.txt text/x-test first" } }),
            json!({ "data": { "content": "b.txt text/x-test second" } }),
        ]
    );
}

#[actix_web::test]
async fn a_variable_that_names_no_part_is_an_error_not_a_panic() {
    for name in ["nowhere", "#__graphql_file__:0", "#__graphql_file__:x"] {
        let body =
            form(&[("query", None, QUERY), ("variables", None, &json!({ "f": name }).to_string())]);
        let answer = answers(body).await.remove(0);
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains("does not bring"));
    }
}

#[actix_web::test]
async fn a_body_that_is_broken_or_too_long_is_refused() {
    let operations = json!({ "query": QUERY, "variables": {} }).to_string();
    let mapped = |map: &str| {
        form(&[("operations", None, &operations), ("map", None, map), ("0", Some("a"), "b")])
    };
    let long = "x".repeat(limit::UPLOAD_BYTES + 1);
    let text = "x".repeat(limit::BODY_BYTES + 1);
    let many = vec![("a", None, "b"); 1];
    let parts: Vec<String> = (0..=PARTS).map(|n| n.to_string()).collect();
    let crowd: Vec<_> = parts.iter().map(|name| (name.as_str(), None, "x")).collect();
    for (body, refused) in [
        (b"--limit\r\n".to_vec(), Refused::Malformed),
        (form(&[]), Refused::Empty),
        (form(&many), Refused::Empty),
        (mapped(r#"{"1":["variables.f"]}"#), Refused::Malformed),
        (mapped(r#"{"0":["variables.f.deep"]}"#), Refused::Malformed),
        (mapped(r#"{"0":"variables.f"}"#), Refused::Malformed),
        (form(&[("query", None, QUERY), ("f", Some("a"), &long)]), Refused::TooLarge),
        (form(&[("query", None, &text)]), Refused::TooLarge),
        (form(&crowd), Refused::TooLarge),
    ] {
        assert_eq!(parsed(body).await.unwrap_err(), refused);
    }
}
