//! What the client talks to: a server with good and bad manners.

use actix_web::dev::ServerHandle;
use actix_web::http::header::LOCATION;
use actix_web::middleware::Compress;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use bytes::Bytes;
use farandole_wire::Policy;
use futures_util::{StreamExt, stream};
use url::Url;

/// A server on a free port of 127.0.0.1, which ends with the test.
pub struct Target {
    pub port: u16,
    handle: ServerHandle,
}

impl Target {
    pub fn start() -> Self {
        Self::listen(None)
    }

    pub fn listen(tls: Option<rustls::ServerConfig>) -> Self {
        let server = HttpServer::new(|| {
            App::new()
                .wrap(Compress::default())
                .route("/hello", web::get().to(hello))
                .route("/hello", web::post().to(echo))
                .route("/seen", web::get().to(seen))
                .route("/to/{url:.*}", web::to(redirect))
                .route("/count/{n}", web::get().to(count_down))
                .route("/zeros/{n}", web::get().to(zeros))
                .route("/endless", web::get().to(endless))
                .route("/stuck", web::get().to(stuck))
                .route("/silent", web::get().to(std::future::pending::<HttpResponse>))
        })
        .workers(1)
        .disable_signals();
        let address = ("127.0.0.1", 0);
        let server = match tls {
            Some(tls) => server.bind_rustls_0_23(address, tls),
            None => server.bind(address),
        };
        let server = server.unwrap();
        let port = server.addrs()[0].port();
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Target { port, handle }
    }

    pub fn at(&self, path: &str) -> Url {
        Url::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    /// A policy under which this server may be reached by its address.
    pub fn excepted(&self) -> Policy {
        Policy::parse(&format!("127.0.0.1:{}", self.port), "").unwrap()
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn hello() -> &'static str {
    "hello"
}

async fn echo(request: HttpRequest, body: Bytes) -> HttpResponse {
    let kind = request.headers().get("content-type").cloned();
    HttpResponse::Accepted().insert_header(("x-kind", kind.unwrap())).body(body)
}

/// What the server saw: agent, credentials and the header `x-hop`.
async fn seen(request: HttpRequest) -> String {
    let header = |name| request.headers().get(name).map_or("none", |v| v.to_str().unwrap());
    format!("{} {} {}", header("user-agent"), header("authorization"), header("x-hop"))
}

async fn redirect(url: web::Path<String>) -> HttpResponse {
    HttpResponse::TemporaryRedirect().insert_header((LOCATION, url.into_inner())).finish()
}

async fn count_down(n: web::Path<u32>) -> HttpResponse {
    match n.into_inner() {
        0 => HttpResponse::Ok().body("arrived"),
        n => HttpResponse::Found().insert_header((LOCATION, format!("/count/{}", n - 1))).finish(),
    }
}

async fn zeros(n: web::Path<usize>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body(vec![b'0'; n.into_inner()])
}

/// Never ends, and says no length.
async fn endless() -> HttpResponse {
    let piece = || Ok::<_, std::io::Error>(Bytes::from_static(&[b'0'; 1024]));
    HttpResponse::Ok().streaming(stream::repeat_with(piece))
}

/// Sends a little, then nothing more, without closing.
async fn stuck() -> HttpResponse {
    let first = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"a"))]);
    HttpResponse::Ok().streaming(first.chain(stream::pending()))
}
