//! The SQL of accounts. Nothing here asks whether the viewer may.

mod feeds;
mod lists;
mod sessions;
mod settings;
mod tokens;
mod users;

pub use feeds::*;
pub use lists::*;
pub use sessions::*;
pub use settings::*;
pub use tokens::*;
pub use users::*;
