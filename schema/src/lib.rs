//! The two contracts that are generated on one side and read on another: the tables as Rust sees them
//! ([`tables`]) and, beside this crate, the API as clients see it (`api.graphql`).

pub mod tables;
pub mod types;
