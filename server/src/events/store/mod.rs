//! The SQL of events. Nothing here asks whether the viewer may, but for `visible`, which is that question as SQL.

mod astray;
mod counters;
mod listed;
mod lists;
mod marks;
mod organised;
mod read;
mod related;
mod remote;
mod text;
mod upcoming;
mod visible;
mod write;

pub use astray::*;
pub use counters::*;
pub use listed::*;
pub use lists::*;
pub use marks::*;
pub use organised::*;
pub use read::*;
pub use related::*;
pub use remote::*;
pub use text::*;
pub use upcoming::*;
pub use visible::*;
pub use write::*;
