//! Other servers, as far as the suite needs them: actors that are known already, and inboxes that listen.

use crate::Bench;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Result;
use diesel_async::SimpleAsyncConnection;
use farandole_wire::signature::SigningKey;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Writes the rows of so many actors, each the only one of a server whose name begins with a word, all with one key.
/// `place` is an SQL expression for the host of server `n`.
pub async fn known(
    bench: &Bench,
    word: &str,
    count: usize,
    place: &str,
    key: &SigningKey,
) -> Result<()> {
    let pem = key.public_pem()?;
    let sql = format!(
        "SET statement_timeout = 0;
CREATE TEMP TABLE peers AS SELECT n, {place} AS host FROM generate_series(1, {count}) n;
INSERT INTO instances (host, created_at) SELECT DISTINCT host, now() FROM peers ON CONFLICT DO NOTHING;
INSERT INTO actors (uuid, kind, preferred_username, domain, url, created_at, updated_at)
  SELECT gen_random_uuid(), 'person', '{word}' || n, host, 'http://' || host || '/@{word}' || n, now(), now() FROM peers;
INSERT INTO remote_actors (actor_id, instance_id, kind, inbox, key_id, public_key, key_asked_at, fetched_at)
  SELECT a.id, i.id, 'Person', a.url || '/inbox', a.url || '#main-key', '{pem}', now(), now()
  FROM peers p JOIN actors a ON a.preferred_username = '{word}' || p.n AND a.domain = p.host JOIN instances i ON i.host = p.host;
DROP TABLE peers"
    );
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    Ok(conn.batch_execute(&sql).await?)
}

/// When something came to each path.
pub type Came = Arc<Mutex<Vec<(String, Instant)>>>;

/// Inboxes on a port of loopback: what begins with `/@slow` never answers, what begins with `/@ill` answers 500.
pub fn listen() -> Result<(u16, Came)> {
    let came = Came::default();
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    let shared = came.clone();
    let server = HttpServer::new(move || {
        let shared = shared.clone();
        let take = move |request: HttpRequest| {
            let path = request.path().to_owned();
            let shared = shared.clone();
            async move {
                if path.starts_with("/@slow") {
                    std::future::pending::<()>().await;
                }
                if path.starts_with("/@ill") {
                    return HttpResponse::InternalServerError().finish();
                }
                if let Ok(mut came) = shared.lock() {
                    came.push((path, Instant::now()));
                }
                HttpResponse::Accepted().finish()
            }
        };
        App::new().default_service(web::post().to(take))
    })
    .workers(1)
    .backlog(4096)
    .disable_signals()
    .listen(listener)?
    .run();
    // Its thread ends with the suite.
    std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
    Ok((port, came))
}
