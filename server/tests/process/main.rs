//! The program itself, as a process: started, stopped, killed, and started again.
#![allow(clippy::unwrap_used)]

mod deliveries;
mod jobs;
mod kill;
mod points;
mod server;
mod start;
mod users;
