//! The API tests: one binary, since linking is what costs. Each test has a database of its own, goes in through
//! a door of the running server and looks at what came out.

#![allow(clippy::unwrap_used)]

mod places;
mod search;
mod support;

mod accounts;
mod actors;
mod actors_identities;
mod collisions;
mod comments;
mod contract;
mod edge;
mod edge_crowd;
mod edge_door;
mod edge_pages;
mod events;
mod events_copies;
mod events_gone;
mod events_life;
mod events_lists;
mod events_parts;
mod events_sight;
mod events_times;
mod exports;
mod federation;
mod federation_again;
mod federation_comments;
mod federation_crowds;
mod federation_faults;
mod federation_follow;
mod federation_refused;
mod federation_reports;
mod federation_rights;
mod feeds;
mod health;
mod hidden;
mod limits;
mod links;
mod mail;
mod mailbox;
mod media;
mod media_claim;
mod media_files;
mod media_gone;
mod organise;
mod participation;
mod read_pages;
mod reports;
mod seed;
mod site;
mod tables;
