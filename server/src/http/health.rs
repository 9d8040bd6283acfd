//! Whether the server lives, and whether it is ready.

use crate::app::App;
use crate::kernel::db;
use crate::kernel::error::Result;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpResponse, web};
use serde_json::json;

/// The process answers. Asks nothing of the database.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// The database answers too, and has the tables of this version.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    let because = match ask(&app).await {
        Ok(0) => return HttpResponse::Ok().json(json!({ "status": "ready" })),
        Ok(behind) => {
            tracing::warn!(behind, "not ready: migrations have not run");
            "the database lacks migrations of this version"
        }
        Err(error) => {
            error.log("not ready");
            "the database does not answer"
        }
    };
    HttpResponse::ServiceUnavailable()
        .insert_header((RETRY_AFTER, "5"))
        .json(json!({ "status": "not ready", "because": because }))
}

async fn ask(app: &App) -> Result<usize> {
    db::behind(&mut *app.health.get().await?).await
}
