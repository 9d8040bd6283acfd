//! The configuration as it may be shown: every key with its value and where that came from, without the secrets.

use super::read::variable;
use super::{BadConfig, Config};
use config::{File, FileFormat};
use std::collections::HashSet;
use std::fmt;
use std::path::Path;
use url::Url;

/// What stands in the place of a secret.
const HIDDEN: &str = "(hidden)";

/// One key of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub key: &'static str,
    /// As it would be written in the file; `None` where it is not set. Never a secret.
    pub value: Option<String>,
    /// The file or the variable; `None` where the default holds.
    pub source: Option<String>,
}

impl fmt::Display for Setting {
    /// A line of TOML; a key that is not set is a comment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "{} = {value}", self.key)?,
            None => return write!(f, "# {} is not set", self.key),
        }
        match &self.source {
            Some(source) => write!(f, "  # {source}"),
            None => f.write_str("  # default"),
        }
    }
}

impl Config {
    /// Every key in the order of [`KEYS`](super::KEYS), for people to read.
    pub fn shown(
        &self,
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Vec<Setting>, BadConfig> {
        let in_file = file.map(keys_of).transpose()?.unwrap_or_default();
        let set: HashSet<String> = variables
            .into_iter()
            .filter_map(|(name, value)| (!value.is_empty()).then_some(name))
            .collect();
        let source = |key: &str| {
            let own = variable(key);
            if set.contains(&own) {
                Some(own)
            } else if key == "database_url" && set.contains("DATABASE_URL") {
                Some("DATABASE_URL".to_owned())
            } else {
                file.filter(|_| in_file.contains(key)).map(|file| file.display().to_string())
            }
        };
        let settings = self.values().into_iter();
        Ok(settings.map(|(key, value)| Setting { key, value, source: source(key) }).collect())
    }

    /// Every key with its value in TOML.
    fn values(&self) -> Vec<(&'static str, Option<String>)> {
        let some = |value: String| Some(value);
        vec![
            ("url", some(quoted(self.url.as_str().trim_end_matches('/')))),
            ("bind", some(quoted(self.bind))),
            ("data_dir", some(quoted(self.data_dir.display()))),
            ("database_url", self.database_url.as_deref().map(|url| quoted(without_secret(url)))),
            ("pg_bin", self.pg_bin.as_ref().map(|path| quoted(path.display()))),
            ("database_pool", some(self.database_pool.to_string())),
            ("mail", self.mail.as_deref().map(|url| quoted(without_secret(url)))),
            ("mail_from", self.mail_from.as_ref().map(quoted)),
            ("registration", self.registration.map(|word| quoted(word.as_str()))),
            ("registration_allowlist", some(list(&self.registration_allowlist))),
            ("registration_denylist", some(list(&self.registration_denylist))),
            ("instance_name", some(quoted(&self.instance_name))),
            ("instance_description", some(quoted(&self.instance_description))),
            ("contact", self.contact.as_ref().map(quoted)),
            ("default_language", some(quoted(self.default_language.as_str()))),
            ("geocoder", some(quoted(&self.geocoder))),
            ("map_tiles", self.map_tiles.as_ref().map(quoted)),
            ("map_credit", some(quoted(&self.map_credit))),
            ("storage", some(quoted(&self.storage))),
            ("s3_endpoint", self.s3_endpoint.as_ref().map(quoted)),
            ("s3_region", self.s3_region.as_ref().map(quoted)),
            ("s3_access_key", self.s3_access_key.as_ref().map(|_| quoted(HIDDEN))),
            ("s3_secret_key", self.s3_secret_key.as_ref().map(|_| quoted(HIDDEN))),
            ("trusted_proxies", some(list(&self.trusted_proxies))),
            ("metrics_token", self.metrics_token.as_ref().map(|_| quoted(HIDDEN))),
            ("log_format", some(quoted(self.log_format.as_str()))),
            ("log", some(quoted(&self.log))),
            ("anonymous_participation", some(self.anonymous_participation.to_string())),
            ("hsts", some(self.hsts.to_string())),
            ("federation_allow", some(list(&self.federation_allow))),
            ("hosts", some(list(&self.hosts))),
            ("extra_ca", self.extra_ca.as_ref().map(|path| quoted(path.display()))),
            ("rate_limits", some(quoted(&self.rate_limits))),
            ("fail_points", some(list(&self.fail_points))),
        ]
    }
}

/// The keys that a file sets.
fn keys_of(path: &Path) -> Result<HashSet<String>, BadConfig> {
    let unread = |cause: &dyn fmt::Display| {
        BadConfig(format!("The configuration {} cannot be read: {cause}.", path.display()))
    };
    let text = std::fs::read_to_string(path).map_err(|cause| unread(&cause))?;
    let file = config::Config::builder().add_source(File::from_str(&text, FileFormat::Toml));
    let keys = file.build().and_then(|file| file.cache.into_table());
    Ok(keys.map_err(|cause| unread(&cause))?.into_keys().collect())
}

/// An address without the password that it may hold.
fn without_secret(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else { return HIDDEN.to_owned() };
    let told = url.query_pairs().any(|(name, _)| name.contains("password"));
    let kept = url.password().is_none() || url.set_password(Some("hidden")).is_ok();
    if told || !kept { HIDDEN.to_owned() } else { url.into() }
}

/// A string as TOML writes it, which is how JSON does.
fn quoted(value: impl fmt::Display) -> String {
    serde_json::Value::String(value.to_string()).to_string()
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(quoted).collect();
    format!("[{}]", values.join(", "))
}
