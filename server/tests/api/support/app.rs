//! A server for one test: its own database, a clock that stands still, a real socket on loopback.

use super::Person;
use chrono::{DateTime, Duration, TimeZone, Utc};
use farandole::app::App;
use farandole::boot::{self, Seams};
use farandole::kernel::clock::Clock;
use farandole::kernel::config::Config;
use farandole::kernel::secret::Random;
use farandole::platform::mail::capture::{self, Caught};
use farandole::{graphql, http, worker};
use farandole_cluster::throwaway::{self, TestDb};
use serde_json::Value;

/// A running server.
pub struct TestApp {
    pub app: App,
    pub origin: String,
    pub client: reqwest::Client,
    server: actix_web::dev::ServerHandle,
    _dir: tempfile::TempDir,
    _database: TestDb,
}

/// What the clock of every test says at its start: a Monday.
pub fn monday_noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap()
}

impl TestApp {
    /// A server with the default configuration.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// A server with some keys of the configuration set, named as the variables without their prefix.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        Self::start_on(listener, None, settings, 1).await
    }

    /// The same on a socket that is open already, so that others can be told of it before, with random numbers of its
    /// own; known under another port where something stands before it.
    pub async fn start_on(
        listener: std::net::TcpListener,
        known_as: Option<u16>,
        settings: &[(&str, &str)],
        seed: u64,
    ) -> Self {
        let database = database().await;
        let port = known_as.unwrap_or_else(|| listener.local_addr().unwrap().port());
        let origin = format!("http://localhost:{port}");
        let dir = tempfile::tempdir().unwrap();
        let config = config(&origin, dir.path(), settings);
        let seams =
            Seams { clock: Clock::standing_at(monday_noon()), random: Random::seeded(seed) };
        let app = boot::app(config, &database.url, seams).await.unwrap();
        let handle = answer(&app, listener);
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { app, origin, client, server: handle, _dir: dir, _database: database }
    }

    /// Stops answering: to others the server is away.
    pub async fn go_away(&mut self) {
        self.server.stop(false).await;
    }

    /// Answers again, at the same address.
    pub fn come_back(&mut self) {
        let port = self.origin.rsplit_once(':').unwrap().1.parse().unwrap();
        let listener = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
        self.server = answer(&self.app, listener);
    }

    /// Fetches a path as a visitor.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.origin)).send().await.unwrap()
    }

    /// Runs every job that is due until none is left. A job that fails fails the test.
    pub async fn settle(&self) {
        let failed = worker::run_due(&self.app).await.unwrap();
        assert!(failed.is_empty(), "jobs failed: {failed:#?}");
    }

    /// Runs what is due by the clock as well, then settles.
    pub async fn tick(&self) {
        worker::tick(&self.app).await.unwrap();
        self.settle().await;
    }

    /// The mails caught so far, newest first.
    pub async fn mails(&self) -> Vec<Caught> {
        capture::list(self.app.mailer.capture_dir().unwrap()).await.unwrap()
    }

    /// The newest mail to an address.
    pub async fn mail_to(&self, address: &str) -> Caught {
        let found =
            self.mails().await.into_iter().find(|mail| mail.to.iter().any(|to| to == address));
        found.unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// Moves the clock.
    pub fn pass(&self, time: Duration) {
        self.app.clock.advance(time);
    }

    /// Somebody without an account.
    pub fn stranger(&self) -> Person {
        Person::stranger(&self.origin, &self.client)
    }

    /// A person with a confirmed account, an identity of this name, signed in.
    pub async fn person(&self, name: &str) -> Person {
        Person::create(self, name, "user").await
    }

    /// The same with a role on the server.
    pub async fn person_with_role(&self, name: &str, role: &str) -> Person {
        Person::create(self, name, role).await
    }

    /// Jobs that wait, whatever their time.
    pub async fn waiting_jobs(&self) -> i64 {
        worker::waiting(&self.app).await.unwrap()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

/// Has a server answer on a socket, on a thread of its own.
fn answer(app: &App, listener: std::net::TcpListener) -> actix_web::dev::ServerHandle {
    let (shared, schema) = (app.clone(), graphql::root::schema());
    let server = actix_web::HttpServer::new(move || http::app(shared.clone(), schema.clone()))
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
    let handle = server.handle();
    std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
    handle
}

fn config(origin: &str, dir: &std::path::Path, settings: &[(&str, &str)]) -> Config {
    let mut variables = vec![
        ("FARANDOLE_URL".to_owned(), origin.to_owned()),
        ("FARANDOLE_DATA_DIR".to_owned(), dir.display().to_string()),
        ("FARANDOLE_DATABASE_POOL".to_owned(), "6".to_owned()),
    ];
    variables.extend(
        settings
            .iter()
            .map(|(key, value)| (format!("FARANDOLE_{}", key.to_uppercase()), (*value).to_owned())),
    );
    Config::read(None, variables).unwrap()
}

/// A copy of a migrated template database.
async fn database() -> TestDb {
    let server = throwaway::shared().await.unwrap();
    let template = server.template("api", migrations_fingerprint(), async |url: String| {
        farandole::kernel::db::migrate(&url).await.map(drop)
    });
    server.database_from(&template.await.unwrap()).await.unwrap()
}

/// A name for the template: another whenever a migration changes.
fn migrations_fingerprint() -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"));
    let mut folders: Vec<_> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        folder.hash(&mut hasher);
        std::fs::read_to_string(folder.join("up.sql")).unwrap().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// The answer to an operation, or a panic that shows its errors.
pub fn data(reply: &Value) -> &Value {
    assert!(reply["errors"].is_null(), "{reply:#}");
    &reply["data"]
}
