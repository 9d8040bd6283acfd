//! People in tests: who they are, and how they ask.

use super::TestApp;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole::kernel::id::{ActorId, UserId};
use farandole::kernel::secret::Token;
use farandole_schema::tables::{actors, sessions, users};
use serde_json::{Value, json};

/// Somebody who asks the API.
#[derive(Clone)]
pub struct Person {
    origin: String,
    client: reqwest::Client,
    pub token: Option<String>,
    pub email: String,
    pub user: UserId,
    pub actor: ActorId,
}

impl Person {
    pub fn stranger(origin: &str, client: &reqwest::Client) -> Self {
        Self {
            origin: origin.to_owned(),
            client: client.clone(),
            token: None,
            email: String::new(),
            user: UserId(0),
            actor: ActorId(0),
        }
    }

    /// Writes the rows of a confirmed account that is signed in, without the detour through mail.
    pub async fn create(t: &TestApp, name: &str, role: &str) -> Self {
        let (app, now) = (&t.app, t.app.now());
        let mut conn = app.db.get().await.unwrap();
        let email = format!("{name}@example.org");
        let user: UserId = diesel::insert_into(users::table)
            .values((
                users::email.eq(&email),
                users::email_key.eq(&email),
                users::role.eq(role),
                users::confirmed_at.eq(now),
                users::created_at.eq(now),
                users::updated_at.eq(now),
            ))
            .returning(users::id)
            .get_result(&mut conn)
            .await
            .unwrap();
        let actor: ActorId = diesel::insert_into(actors::table)
            .values((
                actors::uuid.eq(app.random.uuid()),
                actors::kind.eq("person"),
                actors::preferred_username.eq(name),
                actors::url.eq(app.config.link(&format!("/@{name}"))),
                actors::user_id.eq(user),
                actors::created_at.eq(now),
                actors::updated_at.eq(now),
            ))
            .returning(actors::id)
            .get_result(&mut conn)
            .await
            .unwrap();
        diesel::update(users::table.find(user))
            .set(users::default_actor_id.eq(actor))
            .execute(&mut conn)
            .await
            .unwrap();
        drop(conn);
        let token = app.random.token();
        open_session(t, user, &token).await;
        let token = Some(token.reveal().to_owned());
        Self { token, email, user, actor, ..Self::stranger(&t.origin, &t.client) }
    }

    /// The same person with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// Asks, and returns the reply's body.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        self.send(&json!({ "query": query, "variables": variables })).await.json().await.unwrap()
    }

    /// Asks without variables, and returns the whole reply.
    pub async fn post(&self, query: &str) -> reqwest::Response {
        self.send(&json!({ "query": query })).await
    }

    /// Sends a body to the API.
    pub async fn send(&self, body: &Value) -> reqwest::Response {
        let mut request = self.client.post(format!("{}/api", self.origin)).json(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request.send().await.unwrap()
    }
}

async fn open_session(t: &TestApp, user: UserId, token: &Token) {
    let now = t.app.now();
    let mut conn = t.app.db.get().await.unwrap();
    diesel::insert_into(sessions::table)
        .values((
            sessions::uuid.eq(t.app.random.uuid()),
            sessions::user_id.eq(user),
            sessions::kind.eq("api"),
            sessions::access_hash.eq(token.hash()),
            sessions::access_expires_at.eq(now + chrono::Duration::days(3650)),
            sessions::refresh_hash.eq(t.app.random.token().hash()),
            sessions::expires_at.eq(now + chrono::Duration::days(3650)),
            sessions::created_at.eq(now),
            sessions::used_at.eq(now),
        ))
        .execute(&mut conn)
        .await
        .unwrap();
}
