//! Whether the server lives, and whether it is ready.

use crate::app::App;
use actix_web::{HttpResponse, web};
use diesel_async::SimpleAsyncConnection;
use serde_json::json;

/// The process answers. Asks nothing of the database.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// The database answers too.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    match ask(&app).await {
        Ok(()) => HttpResponse::Ok().json(json!({ "status": "ready" })),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            HttpResponse::ServiceUnavailable()
                .insert_header(("Retry-After", "5"))
                .json(json!({ "status": "not ready", "because": "the database does not answer" }))
        }
    }
}

async fn ask(app: &App) -> crate::kernel::error::Result<()> {
    app.db.get().await?.batch_execute("SELECT 1").await?;
    Ok(())
}
