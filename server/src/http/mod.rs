//! The web: routes, and what turns a request into a viewer.

pub mod conditional;
pub mod exports;
pub mod federation;
pub mod feeds;
pub mod graphql;
pub mod health;
mod map;
pub mod media;
pub mod metrics;
pub mod middleware;
mod multipart;
pub mod pages;
pub mod playground;
pub mod routes;
pub mod viewer;

use crate::app::App;
use crate::graphql::root::ApiSchema;
use crate::kernel::limit;
use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{Error, HttpServer, web};
use middleware::{door, gate, head, trace};
use pages::bare::unread;
use std::net::SocketAddr;
use std::time::Duration;

/// How long the head of a request may take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a connection may wait for its next request.
const IDLE_TIME: Duration = Duration::from_secs(75);
/// Seconds that requests in flight have to end when the server is told to stop. With what the worker needs at the
/// same time, the whole takes no longer than fifteen.
const STOP_SECONDS: u64 = 10;

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
    metrics::recorder();
    actix_web::App::new()
        .app_data(web::Data::new(app))
        .app_data(web::Data::new(schema))
        .app_data(web::Data::new(gate::Gates::default()))
        .app_data(web::JsonConfig::default().limit(limit::BODY_BYTES))
        .app_data(web::FormConfig::default().limit(limit::FORM_BYTES).error_handler(unread))
        .app_data(web::QueryConfig::default().error_handler(unread))
        .app_data(web::PathConfig::default().error_handler(unread))
        .app_data(web::PayloadConfig::default().limit(limit::FORM_BYTES))
        .configure(routes::configure)
        .wrap(Compress::default())
        .wrap(from_fn(head::as_get))
        .wrap(from_fn(gate::wait))
        .wrap(from_fn(door::stand))
        .wrap(from_fn(trace::follow))
}

/// A server that listens at `bind`, with a thread for each core, and where it really listens. It ends by its handle:
/// signals are for the command line.
pub fn server(
    state: App,
    schema: ApiSchema,
    bind: SocketAddr,
) -> std::io::Result<(Server, SocketAddr)> {
    let server = HttpServer::new(move || app(state.clone(), schema.clone()))
        .client_request_timeout(HEAD_TIME)
        .keep_alive(IDLE_TIME)
        // Else the last packet of an answer waits 40 ms for the word that the one before has arrived.
        .tcp_nodelay(true)
        .shutdown_timeout(STOP_SECONDS)
        .disable_signals()
        .bind(bind)?;
    let listens = server.addrs().first().copied().unwrap_or(bind);
    Ok((server.run(), listens))
}
