//! Farandole, a federated server for events and groups. Imports point down this list, facts travel up.
#![recursion_limit = "256"]

// edges
pub mod graphql;
pub mod http;
pub mod plugs;
// floor 1: who
pub mod accounts;
// floor 0
pub mod app;
pub mod kernel;
