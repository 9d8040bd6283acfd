use image::ImageError;

/// Why bytes did not become a picture.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("this is not a JPEG, PNG, GIF or WebP picture")]
    NotAPicture,
    /// Its sides, its number of pixels or the memory it takes are beyond the limits. Sides are in pixels; 0 × 0 when
    /// the picture was refused before they were known.
    #[error("the picture is too large")]
    TooLarge { width: u32, height: u32 },
    #[error("the picture has {frames} frames, more than {limit}")]
    TooManyFrames { frames: u32, limit: u32 },
    #[error("the picture is damaged")]
    Damaged(#[source] ImageError),
    /// The encoder refused, in practice for lack of memory.
    #[error("the picture could not be written: {0}")]
    Unwritable(String),
}

impl From<ImageError> for Error {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge { width: 0, height: 0 },
            error => Self::Damaged(error),
        }
    }
}
