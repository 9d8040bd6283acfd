//! The web: routes, and what turns a request into a viewer.

pub mod graphql;
pub mod health;
pub mod routes;
pub mod viewer;
