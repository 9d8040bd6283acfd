#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod enqueue;
mod error;
mod handlers;
mod lease;
mod limits;
mod operate;
mod schedule;
mod settle;
mod table;
mod worker;

pub use enqueue::{NewJob, PAYLOAD_MAX, enqueue};
pub use error::{Error, Result};
pub use handlers::{Context, Handlers, JobInfo};
pub use limits::{Limits, Permanent, RetryAt};
pub use operate::{Job, QueueStats, dead, drop_dead, drop_old, hasten, retry, stats, waiting};
pub use schedule::{BadPattern, Schedules};
pub use settle::{Failure, Settled, run_due};
pub use worker::{Clock, Queue, Running, Worker};

/// The tables that everything here works on.
pub const SCHEMA: &str = include_str!("../schema.sql");
