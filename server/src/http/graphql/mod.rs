//! The API's door: what a request may look like, and what it is answered. Bearer tokens alone say who asks; no
//! cookie does, so any origin may ask.

mod batch;
mod body;
mod multipart;
mod refuse;
mod run;

use actix_cors::Cors;
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use refuse::Refused;

/// Adds the API's address, with and without the slash that Mobilizon's clients may write.
pub fn configure(config: &mut web::ServiceConfig) {
    let cors = Cors::default()
        .allow_any_origin()
        .send_wildcard()
        .allowed_methods([Method::GET, Method::POST])
        .allowed_headers([AUTHORIZATION, CONTENT_TYPE])
        .expose_headers(["x-request-id"])
        .max_age(86_400);
    config.service(
        web::resource(["/api", "/api/"])
            .wrap(cors)
            .route(web::get().to(run::get))
            .route(web::post().to(run::post))
            .default_service(web::to(other_method)),
    );
}

async fn other_method(request: HttpRequest) -> HttpResponse {
    Refused::Method.respond(&request)
}
