//! The real binary, on a database of its own, ended by its process id.

use farandole_cluster::throwaway::{self, TestDb};
use serde_json::{Value, json};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take before a test gives up: what a killed worker held is taken over within a minute.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// What outlives the process: its database, its folder, its port.
pub struct Home {
    pub database: TestDb,
    dir: tempfile::TempDir,
    port: u16,
    settings: Vec<(String, String)>,
}

impl Home {
    /// A fresh home with some keys of the configuration set.
    pub async fn new(settings: &[(&str, &str)]) -> Self {
        let cluster = throwaway::shared().await.unwrap();
        let port =
            std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        Self {
            database: cluster.empty_database().await.unwrap(),
            dir: tempfile::tempdir().unwrap(),
            port,
            settings: settings
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    /// The address of the server.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The program with a command, on this home.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_farandole"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env("DATABASE_URL", &self.database.url)
            .env("FARANDOLE_URL", self.origin())
            .env("FARANDOLE_BIND", format!("127.0.0.1:{}", self.port))
            .env("FARANDOLE_DATA_DIR", self.dir.path())
            .env("FARANDOLE_RATE_LIMITS", "off")
            .env("FARANDOLE_REGISTRATION", "open")
            .stdin(Stdio::null());
        for (key, value) in &self.settings {
            command.env(format!("FARANDOLE_{}", key.to_uppercase()), value);
        }
        command
    }

    /// Makes an account, Ana's, and signs in: the token, and the id of its profile.
    pub async fn ana(&self, server: &Server) -> (String, Value) {
        let (address, password) = ("ana@example.org", "correct horse battery");
        let create = ["users", "create", address, "--password", password, "--username", "ana"];
        let created = self.command(&create).output().unwrap();
        assert!(created.status.success(), "{}", String::from_utf8_lossy(&created.stderr));
        let login = "mutation ($email: String!, $password: String!) { login(email: $email, password: $password) { \
            accessToken user { defaultActor { id } } } }";
        let login =
            server.ask(None, login, json!({ "email": address, "password": password })).await;
        let token = login["login"]["accessToken"].as_str().unwrap().to_owned();
        (token, login["login"]["user"]["defaultActor"]["id"].clone())
    }

    /// Starts the server and waits until it is ready.
    pub async fn start(&self) -> Server {
        self.start_with(&[]).await
    }

    /// The same with more keys of the configuration set, this once.
    pub async fn start_with(&self, settings: &[(&str, &str)]) -> Server {
        let mut command = self.command(&["serve"]);
        for (key, value) in settings {
            command.env(format!("FARANDOLE_{}", key.to_uppercase()), value);
        }
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Server {
            child,
            origin: self.origin(),
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
        };
        let until = Instant::now() + PATIENCE;
        while !server.ready().await {
            assert!(Instant::now() < until, "the server is not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }
}

/// A running server.
pub struct Server {
    child: Child,
    pub origin: String,
    pub client: reqwest::Client,
}

impl Server {
    async fn ready(&self) -> bool {
        let reply = self.client.get(format!("{}/health/ready", self.origin)).send().await;
        reply.is_ok_and(|reply| reply.status() == 200)
    }

    /// Asks the API; `None` when the server went away before it answered.
    pub async fn try_ask(
        &self,
        token: Option<&str>,
        query: &str,
        variables: Value,
    ) -> Option<Value> {
        let mut request = self
            .client
            .post(format!("{}/api", self.origin))
            .json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.send().await.ok()?.json().await.ok()
    }

    /// Asks the API and wants an answer without errors.
    pub async fn ask(&self, token: Option<&str>, query: &str, variables: Value) -> Value {
        let reply = self.try_ask(token, query, variables).await.expect("an answer");
        assert!(reply["errors"].is_null(), "{reply:#}");
        reply["data"].clone()
    }

    /// Kills the process as a power cut would.
    pub fn kill(&self) {
        assert!(signal("-KILL", &self.child));
    }

    /// Asks the process to stop, and returns how it ended.
    pub fn stop(mut self) -> ExitStatus {
        assert!(signal("-TERM", &self.child));
        self.child.wait().unwrap()
    }

    /// Interrupts the process, as Ctrl-C does.
    pub fn interrupt(&self) {
        assert!(signal("-INT", &self.child));
    }

    /// Waits for the process to end by itself, and returns how it did.
    pub async fn ended(mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "the server goes on");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn signal(name: &str, to: &Child) -> bool {
    Command::new("kill").args([name, &to.id().to_string()]).status().unwrap().success()
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone after `kill` and `stop`; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again until the answer is yes.
pub async fn eventually(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !so().await {
        assert!(Instant::now() < until, "never: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
