//! The login of the demo account: made up at the founding and kept in the data folder, so that it can be shown again.

use crate::app::App;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The address of the demo account. No mail reaches it: mail is caught where demos run.
pub const EMAIL: &str = "demo@localhost";

/// How to sign in to the demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub email: String,
    pub password: String,
    /// Whether the town was founded to its last event.
    pub complete: bool,
}

impl Login {
    /// The login in a data folder; `None` before there is one.
    pub fn load(data: &Path) -> anyhow::Result<Option<Self>> {
        match std::fs::read(file(data)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause.into()),
        }
    }

    /// A login with a password that nobody can guess.
    pub fn fresh(app: &App) -> Self {
        let password: String = app
            .random
            .token()
            .reveal()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(16)
            .collect();
        Self { email: EMAIL.to_owned(), password, complete: false }
    }

    /// Writes it into a data folder, for its owner alone to read.
    pub fn save(&self, data: &Path) -> anyhow::Result<()> {
        let unfinished = file(data).with_extension("new");
        let mut open = std::fs::File::options();
        let mut to = open.write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        to.write_all(&serde_json::to_vec_pretty(self)?)?;
        to.sync_all()?;
        std::fs::rename(&unfinished, file(data))?;
        Ok(())
    }
}

fn file(data: &Path) -> PathBuf {
    data.join("demo.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_login_is_kept_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Login::load(dir.path()).unwrap(), None);
        let login = Login { email: EMAIL.into(), password: "secret".into(), complete: true };
        login.save(dir.path()).unwrap();
        assert_eq!(Login::load(dir.path()).unwrap(), Some(login));
        let mode = file(dir.path()).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
