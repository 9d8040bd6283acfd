//! A server that the test plays by hand.

use super::{Fediverse, TestApp};
use chrono::{DateTime, Utc};
use farandole_wire::signature::{Scheme, SigningKey};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use url::Url;

/// What is served at a path, as what.
type Served = (String, String);

/// What the played server and the test both see.
#[derive(Default)]
struct Stage {
    documents: Mutex<HashMap<String, Served>>,
    /// The head of each request that asked for something, by its path.
    asked: Mutex<HashMap<String, Vec<HashMap<String, String>>>>,
    /// The activities that came to any inbox.
    came: Mutex<Vec<Value>>,
    /// How inboxes answer.
    answer: AtomicU16,
}

/// A server that is played by the test: it serves documents, signs what it is told to, and keeps what it is sent.
pub struct Played {
    pub origin: String,
    pub key: SigningKey,
    stage: Arc<Stage>,
    handle: actix_web::dev::ServerHandle,
}

impl Played {
    /// A server on a socket, with one actor, `eve`.
    pub async fn on(listener: std::net::TcpListener) -> Self {
        let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let stage = Arc::new(Stage { answer: AtomicU16::new(202), ..Stage::default() });
        let shared = stage.clone();
        let server = actix_web::HttpServer::new(move || {
            let shared = shared.clone();
            let take = move |request: actix_web::HttpRequest, body: actix_web::web::Bytes| {
                let reply = shared.reply(&request, &body);
                async { reply }
            };
            actix_web::App::new().default_service(actix_web::web::to(take))
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
        let played = Self { origin, key, stage, handle };
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
        self.serve_as(path, "application/activity+json", document.to_string());
    }

    /// Serves anything at a path.
    pub fn serve_as(&self, path: &str, kind: &str, body: String) {
        self.stage.documents.lock().unwrap().insert(path.to_owned(), (kind.to_owned(), body));
    }

    /// Serves nothing at a path any more.
    pub fn hide(&self, path: &str) {
        self.stage.documents.lock().unwrap().remove(path);
    }

    /// Serves nothing at all any more.
    pub fn vanishes(&self) {
        self.stage.documents.lock().unwrap().clear();
    }

    /// How its inboxes answer from now on.
    pub fn answers(&self, status: u16) {
        self.stage.answer.store(status, Ordering::Relaxed);
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.heads(path).len()
    }

    /// How often anything was asked for whose path begins so.
    pub fn asked_below(&self, start: &str) -> usize {
        let asked = self.stage.asked.lock().unwrap();
        asked.iter().filter(|(path, _)| path.starts_with(start)).map(|(_, heads)| heads.len()).sum()
    }

    /// The headers with which a path was asked for, each time.
    pub fn heads(&self, path: &str) -> Vec<HashMap<String, String>> {
        self.stage.asked.lock().unwrap().get(path).cloned().unwrap_or_default()
    }

    /// What came of a type, in its order.
    pub fn came(&self, kind: &str) -> Vec<Value> {
        let came = self.stage.came.lock().unwrap();
        came.iter().filter(|activity| activity["type"] == kind).cloned().collect()
    }

    /// Somebody else of it, with a key of their own.
    pub fn newcomer(&self, name: &str) -> Voice<'_> {
        let url = format!("{}/@{name}", self.origin);
        let pem = SigningKey::generate().unwrap();
        let key = SigningKey::from_pem(format!("{url}#main-key"), &pem).unwrap();
        let mut actor = self.actor(name);
        actor["publicKey"]["id"] = json!(key.id());
        actor["publicKey"]["publicKeyPem"] = json!(key.public_pem().unwrap());
        self.serve(&format!("/@{name}"), actor.clone());
        Voice { played: self, key, url, actor }
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
        post(&self.key, (to, &to.client), activity, at, change).await
    }

    /// The same through another client.
    pub async fn send_with(&self, client: &reqwest::Client, to: &TestApp, activity: &Value) -> u16 {
        post(&self.key, (to, client), activity, to.app.now(), |_, _| {}).await
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

    /// The same, sent and handled.
    pub async fn says(&self, to: &TestApp, kind: &str, number: u32, object: Value) {
        assert_eq!(self.send(to, &self.activity(kind, number, object)).await, 202);
        to.settle().await;
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

/// Signs an activity and sends it.
async fn post(
    key: &SigningKey,
    (to, client): (&TestApp, &reqwest::Client),
    activity: &Value,
    at: DateTime<Utc>,
    change: impl FnOnce(&mut reqwest::header::HeaderMap, &mut Vec<u8>),
) -> u16 {
    let url = Url::parse(&format!("{}/inbox", to.origin)).unwrap();
    let mut body = activity.to_string().into_bytes();
    let mut headers = key.headers(Scheme::Cavage, &url, Some(&body), at);
    headers.insert("content-type", "application/activity+json".parse().unwrap());
    change(&mut headers, &mut body);
    client.post(url).headers(headers).body(body).send().await.unwrap().status().as_u16()
}

/// Somebody of a played server.
pub struct Voice<'a> {
    played: &'a Played,
    key: SigningKey,
    pub url: String,
    /// As their server gives them.
    pub actor: Value,
}

impl Voice<'_> {
    /// An activity of theirs.
    pub fn activity(&self, kind: &str, number: u32, object: Value) -> Value {
        let mut activity = self.played.activity(kind, number, object);
        activity["id"] = json!(format!("{}/{kind}/{number}", self.url));
        activity["actor"] = json!(self.url);
        activity
    }

    /// Sends an activity to a server, signed by them, and has it handled.
    pub async fn says(&self, to: &TestApp, kind: &str, number: u32, object: Value) {
        let activity = self.activity(kind, number, object);
        assert_eq!(
            post(&self.key, (to, &to.client), &activity, to.app.now(), |_, _| {}).await,
            202
        );
        to.settle().await;
    }
}

impl Stage {
    fn reply(&self, request: &actix_web::HttpRequest, body: &[u8]) -> actix_web::HttpResponse {
        if request.method() == actix_web::http::Method::POST {
            let status = actix_web::http::StatusCode::from_u16(self.answer.load(Ordering::Relaxed));
            let status = status.unwrap();
            if status.is_success() {
                self.came.lock().unwrap().push(serde_json::from_slice(body).unwrap());
            }
            return actix_web::HttpResponse::build(status).finish();
        }
        let text =
            |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap().to_owned();
        let head = request.headers().iter().map(|(name, value)| (name.to_string(), text(value)));
        let path = request.path().to_owned();
        self.asked.lock().unwrap().entry(path).or_default().push(head.collect());
        match self.documents.lock().unwrap().get(request.path()) {
            Some((kind, body)) => actix_web::HttpResponse::Ok()
                .insert_header(("content-type", kind.as_str()))
                .body(body.clone()),
            None => actix_web::HttpResponse::NotFound().finish(),
        }
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
