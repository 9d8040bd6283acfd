//! A server that the test plays by hand.

use super::{Fediverse, TestApp};
use chrono::{DateTime, Utc};
use farandole_wire::signature::{Scheme, SigningKey};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use url::Url;

/// A server that is played by the test: it serves documents, signs what it is told to, and keeps what it is sent.
pub struct Played {
    pub origin: String,
    pub key: SigningKey,
    documents: Arc<Mutex<std::collections::HashMap<String, Value>>>,
    /// How often each path was asked for.
    asked: Arc<Mutex<std::collections::HashMap<String, usize>>>,
    /// The activities that came to any inbox.
    came: Arc<Mutex<Vec<Value>>>,
    handle: actix_web::dev::ServerHandle,
}

impl Played {
    /// A server on a socket, with one actor, `eve`.
    pub async fn on(listener: std::net::TcpListener) -> Self {
        let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let documents: Arc<Mutex<std::collections::HashMap<String, Value>>> = Arc::default();
        let asked: Arc<Mutex<std::collections::HashMap<String, usize>>> = Arc::default();
        let came: Arc<Mutex<Vec<Value>>> = Arc::default();
        let (shared, counts, inbox) = (documents.clone(), asked.clone(), came.clone());
        let server = actix_web::HttpServer::new(move || {
            let (shared, counts, inbox) = (shared.clone(), counts.clone(), inbox.clone());
            actix_web::App::new().default_service(actix_web::web::to(
                move |request: actix_web::HttpRequest, body: actix_web::web::Bytes| {
                    let posted = request.method() == actix_web::http::Method::POST;
                    let found = match posted {
                        true => {
                            inbox.lock().unwrap().push(serde_json::from_slice(&body).unwrap());
                            Some(Value::Null)
                        }
                        false => shared.lock().unwrap().get(request.path()).cloned(),
                    };
                    *counts.lock().unwrap().entry(request.path().to_owned()).or_default() += 1;
                    async move {
                        match found {
                            Some(document) => actix_web::HttpResponse::Ok()
                                .insert_header(("content-type", "application/activity+json"))
                                .body(document.to_string()),
                            None => actix_web::HttpResponse::NotFound().finish(),
                        }
                    }
                },
            ))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
        let eve = format!("{origin}/@eve");
        let pem = SigningKey::generate().unwrap();
        let key = SigningKey::from_pem(format!("{eve}#main-key"), &pem).unwrap();
        let played = Self { origin, key, documents, asked, came, handle };
        let actor = played.actor("eve");
        played.serve("/@eve", actor);
        played
    }

    /// An actor of it, with the key of the server.
    pub fn actor(&self, name: &str) -> Value {
        let id = format!("{}/@{name}", self.origin);
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": id, "type": "Person", "preferredUsername": name,
            "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox"),
            "publicKey": {
                "id": self.key.id(), "owner": id, "publicKeyPem": self.key.public_pem().unwrap(),
            },
        })
    }

    /// Serves a document at a path.
    pub fn serve(&self, path: &str, document: Value) {
        self.documents.lock().unwrap().insert(path.to_owned(), document);
    }

    /// Serves nothing at a path any more.
    pub fn hide(&self, path: &str) {
        self.documents.lock().unwrap().remove(path);
    }

    /// Serves nothing at all any more.
    pub fn vanishes(&self) {
        self.documents.lock().unwrap().clear();
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().get(path).copied().unwrap_or(0)
    }

    /// What came of a type, in its order.
    pub fn came(&self, kind: &str) -> Vec<Value> {
        let came = self.came.lock().unwrap();
        came.iter().filter(|activity| activity["type"] == kind).cloned().collect()
    }

    /// The address of its one actor.
    pub fn eve(&self) -> String {
        format!("{}/@eve", self.origin)
    }

    /// Sends an activity to a server, signed.
    pub async fn send(&self, to: &TestApp, activity: &Value) -> u16 {
        self.send_at(to, activity, to.app.now(), |_, _| {}).await
    }

    /// The same at another moment, with a last change of headers and body.
    pub async fn send_at(
        &self,
        to: &TestApp,
        activity: &Value,
        at: DateTime<Utc>,
        change: impl FnOnce(&mut reqwest::header::HeaderMap, &mut Vec<u8>),
    ) -> u16 {
        let url = Url::parse(&format!("{}/inbox", to.origin)).unwrap();
        let mut body = activity.to_string().into_bytes();
        let mut headers = self.key.headers(Scheme::Cavage, &url, Some(&body), at);
        headers.insert("content-type", "application/activity+json".parse().unwrap());
        change(&mut headers, &mut body);
        to.client.post(url).headers(headers).body(body).send().await.unwrap().status().as_u16()
    }

    /// An event of eve's.
    pub fn event(&self, number: u32, more: Value) -> Value {
        let mut event = json!({
            "id": format!("{}/events/{number}", self.origin), "type": "Event",
            "name": "Picnic in the park", "attributedTo": self.eve(), "actor": self.eve(),
            "startTime": "2026-06-12T18:00:00+02:00", "timezone": "Europe/Paris", "joinMode": "free",
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
            "updated": "2026-06-01T10:00:00Z",
        });
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    }

    /// An activity of eve's.
    pub fn activity(&self, kind: &str, number: u32, object: Value) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{}/activities/{kind}/{number}", self.origin),
            "type": kind, "actor": self.eve(), "object": object,
            "to": ["https://www.w3.org/ns/activitystreams#Public"],
        })
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// A server of ours that follows the played one.
pub async fn stage() -> (Fediverse, Played) {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let world = Fediverse::with(1, &[format!("localhost:{port}")]).await;
    let played = Played::on(listener).await;
    (world, played)
}

/// Has the server follow eve, as if an administrator had asked for it.
pub async fn follows_eve(world: &Fediverse, played: &Played) {
    let t = &world.servers[0];
    let hello = played.activity("Like", 0, json!(format!("{}/relay", t.origin)));
    assert_eq!(played.send(t, &hello).await, 202);
    t.settle().await;
    let mut conn = t.app.db.get().await.unwrap();
    use diesel_async::RunQueryDsl;
    diesel::sql_query(
        "INSERT INTO follows (uuid, url, follower_id, target_id, state, created_at, updated_at) \
         SELECT gen_random_uuid(), 'x', r.id, e.id, 'approved', now(), now() \
         FROM actors r, actors e WHERE r.preferred_username = 'relay' AND r.domain IS NULL \
         AND e.preferred_username = 'eve'",
    )
    .execute(&mut conn)
    .await
    .unwrap();
}
