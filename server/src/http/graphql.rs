//! The API's door.

use super::viewer;
use crate::app::App;
use crate::graphql::errors;
use crate::graphql::loaders::equip;
use crate::graphql::root::ApiSchema;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

/// Answers an operation sent as JSON.
pub async fn post(
    app: web::Data<App>,
    schema: web::Data<ApiSchema>,
    request: HttpRequest,
    body: web::Json<async_graphql::Request>,
) -> HttpResponse {
    let viewer = match viewer::bearer(&app, &request).await {
        Ok(viewer) => viewer,
        Err(error) => {
            let lang = viewer::language(&app, &request);
            let text = error.say(lang);
            let status = actix_web::http::StatusCode::from_u16(error.status_code())
                .expect("our codes are codes");
            return HttpResponse::build(status).json(json!({ "message": text, "details": text }));
        }
    };
    let lang = viewer.lang;
    let reply = ApiSchema::execute(&schema, equip(body.into_inner(), &app, viewer)).await;
    HttpResponse::Ok().json(errors::body(&reply, lang))
}
