//! Reading the configuration: the file, then the variables, then what must hold.

use super::{BadConfig, Config, Geocoding};
use crate::kernel::fail;
use crate::kernel::net::Network;
use config::{Environment, File, FileFormat};
use farandole_wire::Policy;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use tracing_subscriber::EnvFilter;

/// Every key, in the order of `config.example.toml`.
pub const KEYS: &[&str] = &[
    "url",
    "bind",
    "data_dir",
    "database_url",
    "pg_bin",
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
    "map_tiles",
    "map_credit",
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

impl Config {
    /// Reads a file, if there is one, and then the variables.
    pub fn read(
        file: Option<&Path>,
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
        Self::read(Self::file().as_deref(), std::env::vars())
    }

    /// The file that [`from_process`](Self::from_process) reads, if there is one.
    pub fn file() -> Option<PathBuf> {
        let named = std::env::var_os("FARANDOLE_CONFIG").map(PathBuf::from);
        let usual = PathBuf::from("farandole.toml");
        named.or_else(|| usual.exists().then_some(usual))
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
        if let Some(unknown) =
            self.fail_points.iter().find(|name| !fail::POINTS.contains(&name.as_str()))
        {
            let known = fail::POINTS.join(", ");
            return no("fail_points", &format!("has {unknown:?}; the points are {known}"));
        }
        if EnvFilter::try_new(&self.log).is_err() {
            return no(
                "log",
                "must be a level such as info, or a list such as info,farandole=debug",
            );
        }
        if self.mail_from.as_ref().is_some_and(|from| from.parse::<lettre::Address>().is_err()) {
            return no("mail_from", "must be one mail address, such as events@example.org");
        }
        for (key, entries) in [
            ("registration_allowlist", &self.registration_allowlist),
            ("registration_denylist", &self.registration_denylist),
        ] {
            if let Some(entry) = entries.iter().find(|entry| !names_people(entry)) {
                let why = "which is neither a mail address nor a domain such as example.org";
                return no(key, &format!("holds {entry:?}, {why}"));
            }
        }
        if Geocoding::named(&self.geocoder).is_none() {
            return no(
                "geocoder",
                "must be gazetteer, nominatim, or nominatim: and the address of a server",
            );
        }
        if self.map_tiles.as_deref().is_some_and(|pattern| !tile_pattern(pattern)) {
            return no(
                "map_tiles",
                "must be an address with {z}, {x} and {y} in it, such as https://tiles.example.org/{z}/{x}/{y}.png",
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
            if network.parse::<Network>().is_err() {
                return no(
                    "trusted_proxies",
                    "must be a list of addresses or networks, such as 10.0.0.0/8",
                );
            }
        }
        Ok(self)
    }
}

/// Whether an entry of a list is a mail address or the domain of some.
fn names_people(entry: &str) -> bool {
    let entry = entry.trim().trim_start_matches('@');
    let domain = format!("somebody@{entry}");
    [entry, &domain].iter().any(|address| address.parse::<lettre::Address>().is_ok())
}

fn tile_pattern(pattern: &str) -> bool {
    let web = url::Url::parse(pattern).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    web && ["{z}", "{x}", "{y}"].iter().all(|part| pattern.contains(part))
}

/// The variable of a key, as people set it.
pub(super) fn variable(key: &str) -> String {
    format!("FARANDOLE_{}", key.to_ascii_uppercase())
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
