//! Reports: what people tell the moderators of, here and across servers, and what the moderators make of it.
//!
//! What always holds: nobody but the moderators and whoever reports knows that there is a report; nobody reports what
//! they do not see; what goes to another server names nothing but what is that server's own, and never who reports.

mod activity;
pub mod graphql;
mod mails;
mod model;
mod policy;
mod reactions;
mod service;
mod store;

pub use model::{NewReport, Note, Report, ReportFact, State, Told};
pub use reactions::plug;
pub use service::{create, delete_note, list, note, read, settle};

/// Characters of a report, and of a note on one.
pub const TEXT: usize = 5_000;
/// Events, and comments, that one report names.
pub const NAMED: usize = 20;
