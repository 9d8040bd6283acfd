//! Bytes by key: files in the data folder, or objects in a bucket that speaks S3.
//!
//! What always holds: a key is made of an id and a name that this program chose, never of words from outside; what
//! was put is on the disk before `put` returns.

mod key;
mod open;

pub use key::Key;

use crate::kernel::error::{Error, Message};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::io::ErrorKind;
use std::sync::Arc;

/// The store.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

/// Bytes on their way.
pub struct Blob {
    /// How many there are.
    pub size: u64,
    pub stream: BoxStream<'static, object_store::Result<Bytes>>,
}

/// Why bytes could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("nothing has this key")]
    NotFound,
    #[error("no space is left")]
    NoSpace(#[source] object_store::Error),
    #[error("the store of files does not answer as it should")]
    Store(#[source] object_store::Error),
}

impl Blobs {
    /// Keeps bytes. Put again under the same key they replace the old ones, all at once.
    pub async fn put(&self, key: &Key, bytes: Vec<u8>) -> Result<(), Failure> {
        self.store.put(&self.path(key), bytes.into()).await?;
        Ok(())
    }

    /// The bytes of a key, as they come.
    pub async fn stream(&self, key: &Key) -> Result<Blob, Failure> {
        let found = self.store.get(&self.path(key)).await?;
        Ok(Blob { size: found.meta.size, stream: found.into_stream() })
    }

    /// The bytes of a key, all at once.
    pub async fn get(&self, key: &Key) -> Result<Bytes, Failure> {
        Ok(self.store.get(&self.path(key)).await?.bytes().await?)
    }

    /// Forgets the bytes of a key, if there are any.
    pub async fn delete(&self, key: &Key) -> Result<(), Failure> {
        match self.store.delete(&self.path(key)).await.map_err(Failure::from) {
            Ok(()) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn path(&self, key: &Key) -> Path {
        let [folder, file] = key.parts();
        self.prefix.clone().join(folder).join(file)
    }
}

impl From<object_store::Error> for Failure {
    fn from(cause: object_store::Error) -> Self {
        match cause {
            object_store::Error::NotFound { .. } => Self::NotFound,
            cause if full(&cause) => Self::NoSpace(cause),
            cause => Self::Store(cause),
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => Self::NotFound("file"),
            Failure::NoSpace(cause) => {
                tracing::error!(%cause, "no space is left for pictures");
                Self::conflict("upload_failed", Message::new("error-media-no-space"))
            }
            Failure::Store(cause) => Self::Internal(cause.into()),
        }
    }
}

/// Whether the disk is full, somewhere down the causes.
fn full(cause: &object_store::Error) -> bool {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(cause);
    while let Some(cause) = next {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return matches!(io.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        }
        next = cause.source();
    }
    false
}

#[cfg(test)]
#[path = "blob_tests.rs"]
mod tests;
