//! The SQL of participation. Nothing here asks whether the viewer may.

mod abroad;
mod changes;
mod due;
mod lists;
mod people;
mod read;
mod seats;
mod write;

pub use abroad::*;
pub use changes::*;
pub use due::*;
pub use lists::*;
pub use people::*;
pub use read::*;
pub use seats::*;
pub use write::*;
