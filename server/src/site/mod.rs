//! The server as a whole: what administrators set, the texts everybody may read, what there is to count.
//!
//! What always holds: only administrators change settings; a setting that was never made, or was emptied, has the
//! value of the configuration or a built-in text; HTML is made safe before it is kept.

mod about;
pub mod graphql;
mod languages;
mod model;
mod policy;
mod service;
mod statistics;
mod store;
mod texts;

pub use about::About;
pub use languages::{language_name, languages};
pub use model::{Document, Settings, SettingsChange, Source, Text};
pub use service::{admin_settings, document, registration, save, settings};
pub use statistics::{CategoryCount, Statistics, categories, statistics};
