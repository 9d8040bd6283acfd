//! From the bytes of a stranger to the files that are kept. Decoding runs on threads of its own, four at once, and
//! has two seconds: a file that needs longer was made to.

use super::model::Slot;
use super::picture::FileName;
use crate::kernel::prelude::*;
use farandole_imaging::{Limits, Picture, WIDTHS};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// Pictures that are decoded at once, in the whole process.
static GATE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(4)));
/// How long one waits to be let in.
const WAIT: Duration = Duration::from_secs(20);
/// How long decoding may take.
const DECODING: Duration = Duration::from_secs(2);

/// The files of a picture, with what is known of them.
pub struct Encoded {
    /// Each file with its bytes.
    pub files: Vec<(FileName, Vec<u8>)>,
    /// Widths of the WebP files, from narrow to wide.
    pub widths: Vec<i32>,
    /// Sides of the widest.
    pub width: i32,
    pub height: i32,
    pub blurhash: String,
}

impl Encoded {
    /// Bytes of all files.
    pub fn size(&self) -> i64 {
        let bytes: usize = self.files.iter().map(|(_, bytes)| bytes.len()).sum();
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }
}

/// Reads a picture and writes its files. The place at the gate is kept until the thread is done, even when nobody
/// waits for it any more.
pub async fn encode(slot: Slot, bytes: Vec<u8>) -> Result<Encoded> {
    let entered = timeout(WAIT, GATE.clone().acquire_owned()).await;
    let Ok(Ok(place)) = entered else { return Err(Error::TooMany { retry_after: 10 }) };
    let decoding = spawn_blocking(move || (Picture::decode(&bytes, &Limits::default()), place));
    let Ok(decoded) = timeout(DECODING, decoding).await else {
        return Err(Error::invalid(slot.field, Message::new("error-media-slow")));
    };
    let (picture, place) = decoded.map_err(anyhow::Error::from)?;
    let picture = picture.map_err(|cause| refusal(slot, cause))?;
    let encoded = spawn_blocking(move || {
        let encoded = files(&picture);
        drop(place);
        encoded
    });
    encoded.await.map_err(anyhow::Error::from)?.map_err(|cause| refusal(slot, cause))
}

fn files(picture: &Picture) -> Result<Encoded, farandole_imaging::Error> {
    let variants = picture.variants(&WIDTHS)?;
    let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let (width, height) = variants.last().map_or((1, 1), |widest| (widest.width, widest.height));
    let widths: Vec<i32> = variants.iter().map(|variant| pixels(variant.width)).collect();
    let names = widths.iter().copied().map(FileName::Wide);
    let mut files: Vec<_> = names.zip(variants.into_iter().map(|variant| variant.bytes)).collect();
    files.push((FileName::Card, picture.card().bytes));
    Ok(Encoded {
        files,
        widths,
        width: pixels(width),
        height: pixels(height),
        blurhash: picture.blurhash(),
    })
}

fn refusal(slot: Slot, cause: farandole_imaging::Error) -> Error {
    use farandole_imaging::Error as Cause;
    let problem = match cause {
        Cause::NotAPicture => Message::new("error-media-no-picture"),
        Cause::TooLarge { .. } => Message::new("error-media-large"),
        Cause::TooManyFrames { limit, .. } => {
            Message::new("error-media-frames").with("max", i64::from(limit))
        }
        Cause::Damaged(_) => Message::new("error-media-damaged"),
        Cause::Unwritable(_) => return Error::Internal(cause.into()),
    };
    Error::invalid(slot.field, problem)
}
