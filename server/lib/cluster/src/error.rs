//! What can go wrong with a private cluster, in words an operator can act on.

use std::{io, path::PathBuf};

/// Why a cluster could not be opened or used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No usable PostgreSQL on this machine.
    #[error(
        "no PostgreSQL{} with PostGIS found in {searched}; install it with \
         `apt-get install postgresql-{}-postgis-3`, or set FARANDOLE_PG_BIN to the folder that holds `postgres`",
        .major.map(|m| format!(" {m}")).unwrap_or_default(), .major.unwrap_or(15)
    )]
    NotInstalled {
        /// The version the data needs, when there is data.
        major: Option<u32>,
        /// Where we looked.
        searched: String,
    },
    /// The data was made by another major version than the chosen binaries.
    #[error(
        "the data in {data} was made by PostgreSQL {made_by}, but {bin} is version {found}; \
         install it with `apt-get install postgresql-{made_by}-postgis-3` or move the data with pg_upgrade"
    )]
    WrongVersion {
        /// The data directory.
        data: PathBuf,
        /// Version in the data.
        made_by: u32,
        /// Version of the binaries.
        found: u32,
        /// The binaries.
        bin: PathBuf,
    },
    /// Another program holds this cluster.
    #[error("the database in {0} is already in use by another program; stop that one first")]
    InUse(PathBuf),
    /// We are root, and the user that shall run PostgreSQL does not exist.
    #[error("PostgreSQL does not run as root, and there is no user `{0}` to run it as")]
    NoSuchUser(String),
    /// The user that runs PostgreSQL cannot get to the directory.
    #[error(
        "user `{user}`, who runs PostgreSQL, may not enter {blocked}; \
         choose a data directory outside of it or allow it with `chmod o+x {blocked}`"
    )]
    NotTraversable {
        /// The user.
        user: String,
        /// The first directory that keeps it out.
        blocked: PathBuf,
    },
    /// The directory belongs to somebody else.
    #[error("{path} belongs to user id {owner}, but this program would use it as user id {us}")]
    WrongOwner {
        /// The directory.
        path: PathBuf,
        /// Its owner.
        owner: u32,
        /// The user who was to use it.
        us: u32,
    },
    /// `initdb` said no.
    #[error("initdb failed: {0}")]
    Initdb(String),
    /// `postgres` ended before it was ready.
    #[error("PostgreSQL did not start ({reason}); the end of its log:\n{log}")]
    Start {
        /// What we saw.
        reason: String,
        /// The last lines of its log.
        log: String,
    },
    /// A statement failed.
    #[error("PostgreSQL: {0}")]
    Sql(#[from] tokio_postgres::Error),
    /// A file or process could not be handled.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system answered.
        source: io::Error,
    },
    /// The address of a database server cannot be read.
    #[error("not the address of a database server: {0}")]
    Address(String),
    /// The content of a template database could not be made.
    #[error("the template database could not be built: {0}")]
    Template(String),
}

/// The result of everything here.
pub type Result<T> = std::result::Result<T, Error>;

/// Says what was tried when the system refuses.
pub(crate) trait Context<T> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|source| Error::Io { what: what(), source })
    }
}
