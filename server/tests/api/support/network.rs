//! What can go wrong between two servers: it stands before one and passes on what comes.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use std::collections::HashSet;
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

/// What happens to each activity on its way to an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It comes twice, one after the other.
    Doubled,
    /// It comes twice at once.
    DoubledAtOnce,
    /// It does not get through the first time.
    Dropped,
    /// It gets through, but whoever sends it never learns that.
    AnswerLost,
    /// It waits on its way until others have overtaken it.
    Overtaken,
}

/// How long something waits to be overtaken where nothing comes.
const PATIENCE: Duration = Duration::from_millis(40);

/// A network with a fault before one server.
pub struct Network {
    way: Arc<Way>,
    handle: actix_web::dev::ServerHandle,
}

struct Way {
    to: String,
    fault: Fault,
    client: reqwest::Client,
    /// What has come before.
    seen: Mutex<HashSet<Vec<u8>>>,
    passed: Notify,
    /// How often the fault has struck.
    struck: AtomicUsize,
}

impl Network {
    /// Stands on a socket before the server on a port.
    pub fn before(listener: TcpListener, port: u16, fault: Fault) -> Self {
        let way = Arc::new(Way {
            to: format!("http://127.0.0.1:{port}"),
            fault,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            seen: Mutex::default(),
            passed: Notify::new(),
            struck: AtomicUsize::new(0),
        });
        let shared = way.clone();
        let server = actix_web::HttpServer::new(move || {
            let way = shared.clone();
            let take = move |request: HttpRequest, body: web::Bytes| {
                let way = way.clone();
                async move { way.take(&request, body).await }
            };
            actix_web::App::new()
                .app_data(web::PayloadConfig::new(1 << 24))
                .default_service(web::to(take))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
        Self { way, handle }
    }

    /// How often the fault has struck.
    pub fn struck(&self) -> usize {
        self.way.struck.load(Ordering::Relaxed)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

impl Way {
    async fn take(&self, request: &HttpRequest, body: web::Bytes) -> HttpResponse {
        let inbox = request.method() == Method::POST && request.path().ends_with("inbox");
        let fault = if inbox { self.fault } else { Fault::None };
        match fault {
            Fault::None => self.pass(request, &body).await,
            Fault::Doubled => {
                let first = self.pass(request, &body).await;
                self.pass(request, &body).await;
                self.strikes();
                first
            }
            Fault::DoubledAtOnce => {
                let (first, _) = tokio::join!(self.pass(request, &body), self.pass(request, &body));
                self.strikes();
                first
            }
            Fault::Dropped if self.is_new(&body) => {
                self.strikes();
                lost()
            }
            Fault::AnswerLost if self.is_new(&body) => {
                self.pass(request, &body).await;
                self.strikes();
                lost()
            }
            Fault::Dropped | Fault::AnswerLost => self.pass(request, &body).await,
            Fault::Overtaken => {
                // Nobody overtakes where nobody comes: then it goes on after a while.
                if tokio::time::timeout(PATIENCE, self.passed.notified()).await.is_ok() {
                    self.strikes();
                }
                let reply = self.pass(request, &body).await;
                self.passed.notify_one();
                reply
            }
        }
    }

    fn is_new(&self, body: &[u8]) -> bool {
        self.seen.lock().unwrap().insert(body.to_vec())
    }

    fn strikes(&self) {
        self.struck.fetch_add(1, Ordering::Relaxed);
    }

    async fn pass(&self, request: &HttpRequest, body: &[u8]) -> HttpResponse {
        let method = reqwest::Method::from_bytes(request.method().as_str().as_bytes()).unwrap();
        let mut sent = self.client.request(method, format!("{}{}", self.to, request.uri()));
        for (name, value) in request.headers() {
            sent = sent.header(name.as_str(), value.as_bytes());
        }
        let Ok(reply) = sent.body(body.to_vec()).send().await else { return lost() };
        let status = StatusCode::from_u16(reply.status().as_u16()).unwrap();
        let mut answer = HttpResponse::build(status);
        for (name, value) in reply.headers() {
            if !["transfer-encoding", "content-length", "connection"].contains(&name.as_str()) {
                answer.append_header((name.as_str(), value.as_bytes()));
            }
        }
        answer.body(reply.bytes().await.unwrap())
    }
}

fn lost() -> HttpResponse {
    HttpResponse::BadGateway().finish()
}
