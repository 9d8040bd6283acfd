//! The web: routes, and what turns a request into a viewer.

pub mod graphql;
pub mod health;
pub mod routes;
pub mod viewer;

use crate::app::App;
use crate::graphql::root::ApiSchema;
use crate::kernel::limit;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::{Error, web};

/// The web application, with what its threads share.
pub fn app(
    app: App,
    schema: ApiSchema,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .app_data(web::Data::new(app))
        .app_data(web::Data::new(schema))
        .app_data(web::JsonConfig::default().limit(limit::BODY_BYTES))
        .app_data(web::FormConfig::default().limit(limit::FORM_BYTES))
        .configure(routes::configure)
}
