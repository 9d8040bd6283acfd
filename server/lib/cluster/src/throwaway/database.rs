//! Templates and the databases copied from them.

use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tokio_postgres::error::SqlState;

use super::Server;
use crate::{Error, Result, server::connect};

const TEMPLATE_BUSY: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// A finished database that others are copied from.
#[derive(Debug, Clone)]
pub struct Template {
    name: String,
}

/// A database of one test. Dropping it deletes the database, even under open sessions.
#[derive(Debug)]
pub struct TestDb {
    /// Where to connect.
    pub url: String,
    name: String,
    admin: String,
}

impl Server {
    /// The template `name` with the content that `content` stands for (a schema, its digest, a
    /// list of file names: whatever changes when the content does). `build` gets the address of an
    /// empty database and fills it; it runs once, however many processes ask.
    ///
    /// # Errors
    /// [`Error::Template`] with what `build` said.
    pub async fn template<E: std::fmt::Display>(
        &self,
        name: &str,
        content: impl AsRef<[u8]>,
        build: impl AsyncFnOnce(String) -> std::result::Result<(), E>,
    ) -> Result<Template> {
        let digest = Sha256::digest(content);
        let name = format!("template_{name}_{}", hex::encode(&digest[..6]));
        let admin = self.admin().await?;
        // Held until `admin` is gone, so a process that dies while it builds blocks nobody.
        admin.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", &[&name]).await?;
        let finished = "SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate";
        if admin.query_opt(finished, &[&name]).await?.is_none() {
            admin.batch_execute(&format!("DROP DATABASE IF EXISTS \"{name}\"")).await?;
            admin.batch_execute(&format!("CREATE DATABASE \"{name}\" TEMPLATE template0")).await?;
            let built = build(self.url_of(&name)).await;
            built.map_err(|error| Error::Template(error.to_string()))?;
            let close =
                format!("ALTER DATABASE \"{name}\" IS_TEMPLATE true ALLOW_CONNECTIONS false");
            admin.batch_execute(&close).await?;
        }
        Ok(Template { name })
    }

    /// A fresh copy of `template`.
    ///
    /// # Errors
    /// [`Error::Sql`], also when a session keeps the template busy for 20 s.
    pub async fn database_from(&self, template: &Template) -> Result<TestDb> {
        let admin = self.admin().await?;
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        let copy = format!("CREATE DATABASE \"{name}\" TEMPLATE \"{}\"", template.name);
        let deadline = Instant::now() + TEMPLATE_BUSY;
        while let Err(error) = admin.batch_execute(&copy).await {
            let busy = error.code() == Some(&SqlState::OBJECT_IN_USE);
            if !busy || Instant::now() > deadline {
                return Err(error.into());
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(TestDb { url: self.url_of(&name), name, admin: self.admin.to_string() })
    }

    /// A fresh, empty database.
    ///
    /// # Errors
    /// [`Error::Sql`].
    pub async fn empty_database(&self) -> Result<TestDb> {
        self.database_from(&Template { name: "template0".to_owned() }).await
    }
}

impl Drop for TestDb {
    /// On a thread of its own, since the test's runtime may be gone or busy.
    fn drop(&mut self) {
        let (admin, name) = (std::mem::take(&mut self.admin), std::mem::take(&mut self.name));
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| {
                runtime.block_on(async {
                    let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
                    connect(&admin).await?.batch_execute(&drop).await.map_err(Error::from)
                })
            })
        });
        match dropped.join() {
            Ok(Ok(Ok(()))) => {}
            other => tracing::warn!(?other, "a test database was left behind"),
        }
    }
}
