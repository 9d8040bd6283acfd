//! From the configuration to a store.

use super::Blobs;
use crate::kernel::config::Config;
use anyhow::{Context, bail};
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use secrecy::ExposeSecret;
use std::sync::Arc;

/// The region of servers other than Amazon's that do not care.
const USUAL_REGION: &str = "us-east-1";

impl Blobs {
    /// Opens `disk` (the folder `media` in the data folder) or `s3://bucket/prefix`. A bucket is not asked yet.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        match config.storage.split_once("://") {
            None if config.storage == "disk" => {
                let store = Arc::new(disk(&config.data_dir.join("media"))?);
                Ok(Self { store, prefix: Path::default() })
            }
            Some(("s3", place)) => {
                let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
                let prefix = Path::parse(prefix)
                    .context("`storage`: what follows the bucket is no prefix")?;
                Ok(Self { store: Arc::new(bucket_of(config, bucket)?), prefix })
            }
            _ => bail!("`storage` is `disk`, or such as `s3://bucket/prefix`"),
        }
    }
}

fn disk(folder: &std::path::Path) -> anyhow::Result<LocalFileSystem> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("The folder {} cannot be made", folder.display()))?;
    Ok(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true))
}

fn bucket_of(config: &Config, bucket: &str) -> anyhow::Result<impl ObjectStore> {
    if bucket.is_empty() {
        bail!("`storage` names no bucket");
    }
    // Deleting many at once is an extension that not every server knows.
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(config.s3_region.as_deref().unwrap_or(USUAL_REGION))
        .with_disable_bulk_delete(true);
    if let Some(endpoint) = &config.s3_endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
    }
    if let (Some(access), Some(secret)) = (&config.s3_access_key, &config.s3_secret_key) {
        builder = builder
            .with_access_key_id(access.expose_secret())
            .with_secret_access_key(secret.expose_secret());
    }
    builder.build().context("`storage`: the bucket cannot be used")
}
