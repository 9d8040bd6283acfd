//! Files that come with a request. The value of an `Upload` is the name of the form part that holds the file,
//! which is how Absinthe's clients send it; the clients of the multipart request specification name the parts in
//! a `map`, and the door writes those names into the variables.

use crate::kernel::error::{Error, Message, Result};
use async_graphql::{Context, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use std::collections::HashMap;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// A file that came with the request.
pub struct UploadedFile {
    /// What its sender calls it. Never a path of ours.
    pub name: String,
    /// What its sender says it is. Nothing is decided by that.
    pub content_type: Option<String>,
    /// Bytes.
    pub size: u64,
    content: std::fs::File,
}

impl UploadedFile {
    /// A file into which `size` bytes have been written.
    pub fn new(
        name: String,
        content_type: Option<String>,
        size: u64,
        content: std::fs::File,
    ) -> Self {
        Self { name, content_type, size, content }
    }

    /// The whole content, read off the threads that answer requests.
    pub async fn bytes(&self) -> Result<Vec<u8>> {
        let content = self.content.try_clone()?;
        let mut bytes = vec![0; usize::try_from(self.size).unwrap_or(0)];
        tokio::task::spawn_blocking(move || {
            content.read_exact_at(&mut bytes, 0)?;
            Ok(bytes)
        })
        .await
        .map_err(|cause| anyhow::anyhow!("reading an upload: {cause}"))?
    }
}

/// The files of a request by the names of their form parts.
#[derive(Clone, Default)]
pub struct Uploads(Arc<HashMap<String, UploadedFile>>);

impl Uploads {
    /// The files of a request.
    pub fn new(files: HashMap<String, UploadedFile>) -> Self {
        Self(Arc::new(files))
    }
}

/// A file, named by the part of the `multipart/form-data` body that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload(String);

impl Upload {
    /// The file; an error at `field` if no part of the request has its name.
    pub fn file<'a>(&self, ctx: &Context<'a>, field: &'static str) -> Result<&'a UploadedFile> {
        let uploads: Option<&Uploads> = ctx.data_opt();
        uploads
            .and_then(|uploads| uploads.0.get(&self.0))
            .ok_or_else(|| Error::Malformed { field, problem: Message::new("error-edge-no-file") })
    }
}

/// A file: the name of the part of the `multipart/form-data` body that holds it.
#[Scalar(name = "Upload")]
impl ScalarType for Upload {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(part) => Ok(Self(part)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
