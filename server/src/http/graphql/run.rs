//! From operations to replies: one budget for all of them, one after the other.

use super::batch::Batch;
use super::body;
use super::refuse::Refused;
use crate::app::App;
use crate::graphql::errors::Reader;
use crate::graphql::limits::Budget;
use crate::graphql::loaders::equip;
use crate::graphql::root::ApiSchema;
use crate::graphql::unsent;
use crate::http::middleware::trace;
use crate::http::viewer;
use crate::kernel::error::Error;
use crate::kernel::viewer::Viewer;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::parser::types::OperationType;
use async_graphql::{Response, ServerError};
use serde_json::{Value, json};

/// Answers operations sent as a body.
pub async fn post(
    app: web::Data<App>,
    schema: web::Data<ApiSchema>,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    match body::read(&request, payload).await {
        Ok(batch) => answer(&app, &schema, &request, batch).await,
        Err(refused) => refused.respond(&request),
    }
}

/// Answers a query sent in the address. What changes anything is refused: a GET may be repeated by anybody.
pub async fn get(
    app: web::Data<App>,
    schema: web::Data<ApiSchema>,
    request: HttpRequest,
) -> HttpResponse {
    let mut batch = match Batch::urlencoded(request.query_string()) {
        Ok(batch) => batch,
        Err(refused) => return refused.respond(&request),
    };
    let changes = batch.requests.iter_mut().any(|request| {
        let document = request.parsed_query().ok();
        document.is_some_and(|document| {
            document.operations.iter().any(|(_, one)| one.node.ty != OperationType::Query)
        })
    });
    if changes {
        return Refused::Method.respond(&request);
    }
    answer(&app, &schema, &request, batch).await
}

async fn answer(
    app: &App,
    schema: &ApiSchema,
    request: &HttpRequest,
    batch: Batch,
) -> HttpResponse {
    let viewer = match viewer::bearer(app, request).await {
        Ok(viewer) => viewer,
        Err(error) => return bad_bearer(app, request, &error),
    };
    let body = ask(app, schema, &viewer, &trace::id(request), batch).await;
    let status = if waits(&body) { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    respond(request, status, &body)
}

/// Runs the operations of one request for a viewer; the body of the reply.
async fn ask(
    app: &App,
    schema: &ApiSchema,
    viewer: &Viewer,
    request_id: &str,
    mut batch: Batch,
) -> Value {
    let reader = Reader { lang: viewer.lang, request_id };
    let mut budget = Budget::default();
    let mut unparsed: Vec<Option<ServerError>> = Vec::new();
    for request in &mut batch.requests {
        match budget.spend(request) {
            Ok(parsed) => {
                unsent::omit(request);
                unparsed.push(parsed.err());
            }
            Err(refusal) => {
                let body = reader.refusal(&refusal);
                return if batch.array { json!([body]) } else { body };
            }
        }
    }
    let mut bodies = Vec::new();
    for (request, unparsed) in batch.requests.into_iter().zip(unparsed) {
        let reply = match unparsed {
            Some(error) => Response::from_errors(vec![error]),
            None => schema.execute(equip(request, app, viewer.clone())).await,
        };
        bodies.push(reader.body(&reply));
    }
    if batch.array { Value::Array(bodies) } else { bodies.swap_remove(0) }
}

/// Whether nothing came of a request because the database is out of reach: then proxies and clients may ask again.
fn waits(body: &Value) -> bool {
    let replies = body.as_array().map_or(std::slice::from_ref(body), Vec::as_slice);
    let empty = |data: &Value| match data {
        Value::Object(fields) => fields.values().all(Value::is_null),
        other => other.is_null(),
    };
    let unavailable = |reply: &Value| {
        let errors = reply["errors"].as_array();
        errors.is_some_and(|errors| errors.iter().any(|error| error["code"] == "unavailable"))
    };
    replies.iter().all(|reply| empty(&reply["data"])) && replies.iter().any(unavailable)
}

fn bad_bearer(app: &App, request: &HttpRequest, error: &Error) -> HttpResponse {
    let text = error.say(viewer::language(app, request));
    let status = StatusCode::from_u16(error.status_code()).expect("our codes are codes");
    error.log("a bearer could not be looked up");
    respond(request, status, &json!({ "message": text, "details": text }))
}

fn respond(request: &HttpRequest, status: StatusCode, body: &Value) -> HttpResponse {
    let known = request.headers().contains_key(AUTHORIZATION);
    HttpResponse::build(status)
        .insert_header((CACHE_CONTROL, if known { "private, no-store" } else { "no-cache" }))
        .insert_header((VARY, "Accept, Accept-Language, Authorization, Signature"))
        .json(body)
}
