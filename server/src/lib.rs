//! Farandole, a federated server for events and groups. Imports point down this list, facts travel up.
#![recursion_limit = "256"]

// edges
pub mod boot;
pub mod cli;
pub mod graphql;
pub mod http;
pub mod plugs;
pub mod seed;
pub mod worker;
// floor 5: across it
pub mod exports;
pub mod moderation;
pub mod site;
// floor 4: around it
pub mod comments;
pub mod participation;
// floor 3: what is made
pub mod events;
// floor 5: across it
pub mod feeds;
pub mod search;
// floor 1: who
pub mod accounts;
pub mod actors;
pub mod federation;
pub mod instances;
pub mod media;
pub mod places;
pub mod tags;
// floor 0
pub mod app;
pub mod kernel;
pub mod platform;
