#![doc = include_str!("../README.md")]

mod error;
mod format;
mod frames;
mod limits;
mod picture;
mod variant;

pub use error::Error;
pub use format::Format;
pub use limits::Limits;
pub use picture::Picture;
pub use variant::{CARD, Variant, WIDTHS};
