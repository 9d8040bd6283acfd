//! What the operator decides: `farandole.toml`, overridden by `FARANDOLE_*` variables. Every key is flat, so that a
//! key and its variable are the same word; `config.example.toml` documents them all.

use super::text::Lang;
use super::words::words;
use config::{Environment, File, FileFormat};
use farandole_wire::Policy;
use serde::Deserialize;
use std::collections::HashMap;
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
    /// Connections to the database: about four a core.
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

/// Every key, in the order of `config.example.toml`.
pub const KEYS: &[&str] = &[
    "url",
    "bind",
    "data_dir",
    "database_url",
    "database_pool",
    "mail",
    "mail_from",
    "registration",
    "registration_allowlist",
    "registration_denylist",
    "instance_name",
    "instance_description",
    "contact",
    "default_language",
    "geocoder",
    "storage",
    "s3_endpoint",
    "s3_region",
    "s3_access_key",
    "s3_secret_key",
    "trusted_proxies",
    "metrics_token",
    "log_format",
    "log",
    "anonymous_participation",
    "hsts",
    "federation_allow",
    "hosts",
    "extra_ca",
    "rate_limits",
    "fail_points",
];

/// The keys that hold several values, separated by commas in a variable.
const LISTS: &[&str] = &[
    "registration_allowlist",
    "registration_denylist",
    "trusted_proxies",
    "federation_allow",
    "hosts",
    "fail_points",
];

/// A reason not to start, in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadConfig(pub String);

impl Config {
    /// Reads a file, if there is one, and then the variables.
    pub fn read(
        file: Option<&std::path::Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, BadConfig> {
        let mut builder = config::Config::builder();
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).map_err(|cause| {
                BadConfig(format!("The configuration {} cannot be read: {cause}.", path.display()))
            })?;
            builder = builder.add_source(File::from_str(&text, FileFormat::Toml));
        }
        let variables = known(variables)?;
        let mut environment = Environment::default()
            .source(Some(variables.into_iter().collect()))
            .try_parsing(true)
            .list_separator(",");
        for list in LISTS {
            environment = environment.with_list_parse_key(list);
        }
        builder = builder.add_source(environment);
        let config: Self = builder
            .build()
            .and_then(config::Config::try_deserialize)
            .map_err(|cause| BadConfig(format!("The configuration is not valid: {cause}.")))?;
        config.checked()
    }

    /// Reads `farandole.toml` (or the file named by `FARANDOLE_CONFIG`) and the variables of the process.
    pub fn from_process() -> Result<Self, BadConfig> {
        let named = std::env::var_os("FARANDOLE_CONFIG").map(PathBuf::from);
        let usual = PathBuf::from("farandole.toml");
        let file = named.or_else(|| usual.exists().then_some(usual));
        Self::read(file.as_deref(), std::env::vars())
    }

    fn checked(self) -> Result<Self, BadConfig> {
        let no = |key: &str, why: &str| Err(BadConfig(format!("`{key}` {why}.")));
        if !matches!(self.url.scheme(), "http" | "https") || !self.url.has_host() {
            return no("url", "must be an address such as https://events.example.org");
        }
        if self.url.path() != "/" || self.url.query().is_some() {
            return no("url", "must not have a path: the server answers at the root of its host");
        }
        if !matches!(self.rate_limits.as_str(), "on" | "off") {
            return no("rate_limits", "must be on or off");
        }
        if !self.local() && self.rate_limits == "off" {
            return no(
                "rate_limits",
                "may be off only where the host is localhost or ends in .test",
            );
        }
        if !self.local() && !self.fail_points.is_empty() {
            return no(
                "fail_points",
                "may be set only where the host is localhost or ends in .test",
            );
        }
        if !(1..=200).contains(&self.database_pool) {
            return no("database_pool", "must be between 1 and 200");
        }
        if Policy::parse("", &self.hosts.join(",")).is_err() {
            return no("hosts", "must be a list of name=address, such as peer.test=127.0.0.1");
        }
        if Policy::parse(&self.federation_allow.join(","), "").is_err() {
            return no("federation_allow", "must be a list of host:port, such as peer.test:4001");
        }
        for network in &self.trusted_proxies {
            if network.parse::<super::net::Network>().is_err() {
                return no(
                    "trusted_proxies",
                    "must be a list of addresses or networks, such as 10.0.0.0/8",
                );
            }
        }
        Ok(self)
    }

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

/// The variables that are ours, under the names of the keys. One that we do not know is a typing mistake.
fn known(
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<HashMap<String, String>, BadConfig> {
    let mut found = HashMap::new();
    for (name, value) in variables {
        if name == "DATABASE_URL" {
            found.entry("database_url".to_owned()).or_insert(value);
            continue;
        }
        let Some(key) = name.strip_prefix("FARANDOLE_") else { continue };
        let key = key.to_ascii_lowercase();
        if key == "config" || key.starts_with("test_") || value.is_empty() {
            continue;
        }
        if !KEYS.contains(&key.as_str()) {
            return Err(BadConfig(format!(
                "The variable {name} is not known; see config.example.toml for those that are."
            )));
        }
        found.insert(key, value);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> Result<Config, BadConfig> {
        Config::read(None, [(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn a_variable_overrides_the_file() {
        let dir = std::env::temp_dir().join(format!("farandole-config-{}", std::process::id()));
        std::fs::write(&dir, "instance_name = \"File\"\nhosts = [\"a.test=127.0.0.2\"]\n").unwrap();
        let read =
            Config::read(Some(&dir), [("FARANDOLE_INSTANCE_NAME".into(), "Variable".into())]);
        std::fs::remove_file(&dir).unwrap();
        let config = read.unwrap();
        assert_eq!(config.instance_name, "Variable");
        assert_eq!(config.hosts.len(), 1, "what no variable names stays as in the file");
    }

    #[test]
    fn a_bad_value_is_named_in_one_sentence() {
        for (name, value, key) in [
            ("FARANDOLE_URL", "ftp://x", "`url`"),
            ("FARANDOLE_URL", "https://x.org/path", "`url`"),
            ("FARANDOLE_BIND", "nowhere", "bind"),
            ("FARANDOLE_HOSTS", "peer", "`hosts`"),
            ("FARANDOLE_TRUSTED_PROXIES", "10.0.0.0/99", "`trusted_proxies`"),
            ("FARANDOLE_DATABASE_POOL", "0", "`database_pool`"),
            ("FARANDOLE_REGISTRATIN", "open", "FARANDOLE_REGISTRATIN"),
        ] {
            let message = with(name, value).unwrap_err().to_string();
            assert!(message.contains(key), "{name}={value}: {message}");
            assert_eq!(message.lines().count(), 1, "{message}");
        }
    }

    #[test]
    fn the_seams_for_tests_stay_shut_on_a_real_host() {
        let on = |url: &str| {
            Config::read(
                None,
                [
                    ("FARANDOLE_URL".into(), url.into()),
                    ("FARANDOLE_FAIL_POINTS".into(), "before-commit".into()),
                ],
            )
        };
        assert!(on("http://localhost:4000").is_ok());
        assert!(on("https://a.test").is_ok());
        assert!(on("https://events.example.org").is_err());
        assert!(on("https://test.example.org").is_err());
    }

    #[test]
    fn lists_come_from_one_variable() {
        let config = with("FARANDOLE_FEDERATION_ALLOW", "a.test:1,b.test:2").unwrap();
        assert_eq!(config.federation_allow, ["a.test:1", "b.test:2"]);
    }
}
