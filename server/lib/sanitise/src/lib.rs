//! HTML from strangers in, safe HTML or plain text out.

mod chars;
mod links;
mod rich;
mod roles;
mod shape;
mod tokens;

pub use chars::{Unstorable, line, storable};
pub use rich::{MAX_BYTES, html};
