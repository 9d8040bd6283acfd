//! Pictures from strangers in, clean and bounded pictures out.

mod error;
mod format;
mod frames;
mod limits;
mod picture;

pub use error::Error;
pub use format::Format;
pub use limits::Limits;
pub use picture::Picture;
