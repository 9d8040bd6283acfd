//! SQL types without a stock mapping.

/// Everything the generated tables name.
pub mod sql {
    pub use super::Tsvector;
    pub use diesel::sql_types::*;
    pub use postgis_diesel::sql_types::Geography;
}

/// PostgreSQL's `tsvector`. It is matched and ranked inside the database and never read into the program.
#[derive(Debug, Clone, Copy, diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = "tsvector"))]
pub struct Tsvector;
