//! What the operator decides: `farandole.toml`, overridden by `FARANDOLE_*` variables. Every key is flat, so that a
//! key and its variable are the same word; `config.example.toml` documents them all.

mod geocoding;
mod read;
mod shown;

pub use geocoding::Geocoding;
pub use read::KEYS;
pub use shown::Setting;

use super::text::Lang;
use super::words::words;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use url::Url;

words! {
    /// Who may open an account.
    pub enum Registration {
        /// Everybody whose address is not on the deny-list.
        Open = "open",
        /// Nobody.
        Closed = "closed",
        /// Everybody, but a moderator looks first.
        Approval = "approval",
        /// Those whose address or its domain is on the allow-list.
        Allowlist = "allowlist",
    }
}

words! {
    /// How log lines are written.
    pub enum LogFormat {
        /// For people.
        Text = "text",
        /// One JSON object a line.
        Json = "json",
    }
}

/// The configuration, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The address by which the world reaches the server; every link is made from it.
    pub url: Url,
    /// Where the server listens.
    pub bind: SocketAddr,
    /// The folder of everything that is not in the database.
    pub data_dir: PathBuf,
    /// A PostgreSQL with PostGIS; without one the server runs its own.
    pub database_url: Option<String>,
    /// The folder with `initdb` and `postgres` for the embedded database; found by itself when absent.
    pub pg_bin: Option<PathBuf>,
    /// Connections to the database for requests: about four a core. The worker has half as many of its own.
    pub database_pool: usize,
    /// `capture:`, `smtp://user:password@host:port`, `smtps://…`.
    pub mail: Option<String>,
    /// The address that mails come from.
    pub mail_from: Option<String>,
    /// Overrides the setting that administrators make in the browser.
    pub registration: Option<Registration>,
    /// Domains or addresses that may register while registration is by allow-list.
    pub registration_allowlist: Vec<String>,
    /// Domains or addresses that may never register.
    pub registration_denylist: Vec<String>,
    /// The name of the server, until an administrator gives it another.
    pub instance_name: String,
    /// One sentence about the server, until an administrator writes another.
    pub instance_description: String,
    /// How to reach the people who run the server: a mail address or a web address.
    pub contact: Option<String>,
    /// The language for visitors whose own is not spoken here.
    pub default_language: Lang,
    /// `gazetteer` (offline, the default), `nominatim` for the public server, or `nominatim:https://…`.
    pub geocoder: String,
    /// Where the tiles of maps come from: `https://…/{z}/{x}/{y}.png`. Without one, maps are drawn here.
    pub map_tiles: Option<String>,
    /// Who made those tiles, as their licence asks.
    pub map_credit: String,
    /// `disk`, or `s3://bucket/prefix`.
    pub storage: String,
    /// For `s3`: the address of a server other than Amazon's.
    pub s3_endpoint: Option<String>,
    pub s3_region: Option<String>,
    pub s3_access_key: Option<secrecy::SecretString>,
    pub s3_secret_key: Option<secrecy::SecretString>,
    /// Networks of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// The token that `/metrics` asks for; without one, metrics answer on loopback alone.
    pub metrics_token: Option<secrecy::SecretString>,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// What is logged, in the language of `RUST_LOG`.
    pub log: String,
    /// Whether a person may take part without an account, where the organiser allows it.
    pub anonymous_participation: bool,
    /// Sends `Strict-Transport-Security`; for servers that will always have TLS.
    pub hsts: bool,
    /// Addresses that requests to other servers may reach although they are not public: exact `host:port`.
    pub federation_allow: Vec<String>,
    /// Names that resolve to a fixed address: `name=address`.
    pub hosts: Vec<String>,
    /// A file of certificates that are trusted besides the system's.
    pub extra_ca: Option<PathBuf>,
    /// `off` lifts the limits on requests: for load tests of a local server only.
    pub rate_limits: String,
    /// Points where the process stops dead: for tests of a local server only.
    pub fail_points: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            url: Url::parse("http://localhost:4000").expect("a constant that parses"),
            bind: ([127, 0, 0, 1], 4000).into(),
            data_dir: "./data".into(),
            database_url: None,
            pg_bin: None,
            database_pool: 8,
            mail: None,
            mail_from: None,
            registration: None,
            registration_allowlist: Vec::new(),
            registration_denylist: Vec::new(),
            instance_name: "Farandole".into(),
            instance_description: String::new(),
            contact: None,
            default_language: Lang::En,
            geocoder: "gazetteer".into(),
            map_tiles: None,
            map_credit: "© OpenStreetMap contributors".into(),
            storage: "disk".into(),
            s3_endpoint: None,
            s3_region: None,
            s3_access_key: None,
            s3_secret_key: None,
            trusted_proxies: Vec::new(),
            metrics_token: None,
            log_format: LogFormat::Text,
            log: "info".into(),
            anonymous_participation: true,
            hsts: false,
            federation_allow: Vec::new(),
            hosts: Vec::new(),
            extra_ca: None,
            rate_limits: "on".into(),
            fail_points: Vec::new(),
        }
    }
}

/// A reason not to start, in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadConfig(pub String);

impl Config {
    /// Whether this is a server on somebody's desk, where the seams for tests are open.
    pub fn local(&self) -> bool {
        self.host() == "localhost" || self.host().ends_with(".test")
    }

    /// The host that the world knows the server by.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or("localhost")
    }

    /// The host with its port where that is not the usual one: the part of a handle after the `@`.
    pub fn authority(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    /// An absolute link to a path that begins with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.url.as_str().trim_end_matches('/'))
    }

    /// Who may open an account: as configured, or else as administrators have set it, or else nobody.
    pub fn registers(&self, stored: Option<Registration>) -> Registration {
        self.registration.or(stored).unwrap_or(Registration::Closed)
    }

    /// Whether requests are counted against limits.
    pub fn limits_on(&self) -> bool {
        self.rate_limits == "on"
    }

    /// Where mail goes: as configured, or caught while the database is the embedded one.
    pub fn mail_url(&self) -> &str {
        self.mail.as_deref().unwrap_or("capture:")
    }

    /// The address that mails come from.
    pub fn sender(&self) -> String {
        self.mail_from.clone().unwrap_or_else(|| format!("noreply@{}", self.host()))
    }

    /// Whether the session cookie may travel only under TLS.
    pub fn secure(&self) -> bool {
        self.url.scheme() == "https"
    }
}

#[cfg(test)]
mod tests;
