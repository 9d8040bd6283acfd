//! Databases for tests: one server for all test processes of a user, one database per test.
//!
//! ```no_run
//! # async fn test() -> farandole_cluster::Result<()> {
//! use farandole_cluster::throwaway;
//!
//! const SCHEMA: &str = "CREATE TABLE event (title text)";
//! let server = throwaway::shared().await?;
//! let template = server
//!     .template("events", SCHEMA, async |url| {
//!         let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await?;
//!         tokio::spawn(connection);
//!         client.batch_execute(SCHEMA).await
//!     })
//!     .await?;
//! let db = server.database_from(&template).await?;
//! // connect to db.url; the database is dropped with `db`
//! # Ok(())
//! # }
//! ```

mod database;
mod home;

pub use database::{Template, TestDb};

use crate::{Error, Result, server::connect};

/// When set, the server at this address is used instead of one of our own. Its role must be
/// allowed to create databases.
pub const ADDRESS_VARIABLE: &str = "FARANDOLE_TEST_DATABASE_URL";

/// A database server for tests.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address of its maintenance database.
    admin: url::Url,
}

/// The server that all test processes of this user share. It is started by the first one, keeps
/// running between runs, and ends by itself ten minutes after the last test.
///
/// # Errors
/// Those of [`crate::Cluster::open`].
pub async fn shared() -> Result<Server> {
    let admin = match std::env::var(ADDRESS_VARIABLE) {
        Ok(address) => address,
        Err(_) => home::ensure_running().await?,
    };
    let admin = admin.parse().map_err(|_| Error::Address(admin))?;
    Ok(Server { admin })
}

impl Server {
    fn url_of(&self, database: &str) -> String {
        let mut url = self.admin.clone();
        url.set_path(database);
        url.into()
    }

    async fn admin(&self) -> Result<tokio_postgres::Client> {
        connect(self.admin.as_str()).await
    }
}
