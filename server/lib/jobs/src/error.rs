//! Why the queue itself fails, as opposed to a job.

use diesel_async::pooled_connection::deadpool::PoolError;

/// The database could not be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No connection.
    #[error("no database connection for the jobs: {0}")]
    Pool(#[from] PoolError),
    /// A statement failed.
    #[error("the queue of jobs: {0}")]
    Query(#[from] diesel::result::Error),
    /// Jobs that enqueue jobs without end.
    #[error("the jobs did not settle: {0} ran and there are still more")]
    Endless(usize),
}

/// The result of working on the queue.
pub type Result<T> = std::result::Result<T, Error>;
