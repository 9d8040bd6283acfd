//! The limit: routes that do as little as possible on the same libraries.

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Result;
use diesel::QueryableByName;
use diesel::sql_types::{Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use farandole::kernel::db::Db;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    description: String,
    #[diesel(sql_type = Timestamptz)]
    begins_on: chrono::DateTime<chrono::Utc>,
}

/// Serves until killed.
pub async fn serve(port: u16, database: &str) -> Result<()> {
    let db = Db::open(database, 8)?;
    HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(db.clone()))
            .route("/static", web::get().to(async || "Farandole"))
            .route("/event/{uuid}", web::get().to(event))
    })
    .workers(2)
    .bind(("127.0.0.1", port))?
    .run()
    .await?;
    Ok(())
}

async fn event(db: web::Data<Db>, uuid: web::Path<uuid::Uuid>) -> HttpResponse {
    let found = async {
        let mut conn = db.get().await.ok()?;
        diesel::sql_query("SELECT title, description, begins_on FROM events WHERE uuid = $1")
            .bind::<Uuid, _>(*uuid)
            .get_result::<Row>(&mut conn)
            .await
            .ok()
    };
    match found.await {
        Some(row) => HttpResponse::Ok().json(serde_json::json!({
            "title": row.title, "description": row.description, "beginsOn": row.begins_on.to_rfc3339(),
        })),
        None => HttpResponse::NotFound().finish(),
    }
}
