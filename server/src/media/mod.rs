//! Pictures that people send: taken in, made anew in several sizes, kept, shown, forgotten.
//!
//! What always holds: nothing of a file is kept but its pixels; a row is written after its bytes; the address of a
//! picture is not to be guessed and tells nothing of who sent it; a picture that nothing shows is gone after a day
//! or two.

pub mod graphql;
mod loader;
mod model;
mod picture;
mod pixels;
mod policy;
mod reactions;
mod service;
mod store;

pub use loader::{MediaLoader, MediaSizeLoader};
pub use model::{AVATAR, BANNER, Given, Label, Media, NewMedia, PICTURE, Slot};
pub use picture::{FileName, Picture};
pub use service::{claim, copy, erase, of_account, read, size_of_account};
pub use store::load_many;

use crate::app::Plugs;

/// Plugs the slice in.
pub fn plug(plugs: &mut Plugs) {
    plugs.on("media.files", reactions::forget_files);
    plugs.job(reactions::ABANDONED, reactions::forget_abandoned);
    plugs.every("41 3 * * *", "media.unused", reactions::sweep);
}
