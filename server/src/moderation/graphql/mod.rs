//! Reports in the API.

mod mutation;
mod node;
mod query;

pub use mutation::ModerationMutation;
pub use node::{NoteNode, ReportNode};
pub use query::ModerationQuery;
