//! HTML from strangers in, safe HTML or plain text out.

mod chars;

pub use chars::{Unstorable, line, storable};
