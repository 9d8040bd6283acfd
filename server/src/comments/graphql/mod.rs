//! Comments in the API. Events show theirs in a field of their own, which asks here.

mod loaders;
mod mutation;
mod node;
mod query;

pub use loaders::equip;
pub use mutation::CommentMutation;
pub use node::{CommentNode, CommentVisibility, comments_of, load_comment};
pub use query::CommentQuery;
