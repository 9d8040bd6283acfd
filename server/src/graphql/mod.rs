//! The API. Resolvers translate: arguments in, one service call, a node out. What is common to them is here;
//! the nodes and operations stand in each slice's `graphql.rs`.

pub mod context;
pub mod errors;
pub mod later;
pub mod limits;
pub mod loaders;
pub mod nodes;
pub mod root;
pub mod scalars;
pub mod unsent;
pub mod uploads;

pub use context::ContextExt;
