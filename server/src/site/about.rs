//! What those who run a server say about it: who, why, for how long, how it is paid.

use super::model::Rows;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use serde_json::{Value, json};

/// What is said, a paragraph each; `None` is not stated. The languages and the rules of a server are settings of
/// their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// What its events are about.
    pub topics: Option<String>,
    /// Who is behind it.
    pub creator: Option<String>,
    /// Why it exists.
    pub why: Option<String>,
    /// How long it is meant to be there.
    pub how_long: Option<String>,
    /// How it is paid.
    pub funding: Option<String>,
    /// How it is moderated, and by whom.
    pub moderation: Option<String>,
    /// What it runs on, and where.
    pub hardware: Option<String>,
}

impl About {
    /// What is set.
    pub fn of(rows: &Rows) -> Self {
        let text = |key: &str| rows.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        Self {
            topics: text("about_topics"),
            creator: text("about_creator"),
            why: text("about_why"),
            how_long: text("about_how_long"),
            funding: text("about_funding"),
            moderation: text("about_moderation"),
            hardware: text("about_hardware"),
        }
    }

    /// The rows that a change writes: nothing for what is not named, `null` for what is named empty.
    pub fn rows(&self) -> Result<Vec<(&'static str, Value)>> {
        let named = [
            ("about_topics", "about.topics", &self.topics),
            ("about_creator", "about.creator", &self.creator),
            ("about_why", "about.why", &self.why),
            ("about_how_long", "about.howLong", &self.how_long),
            ("about_funding", "about.funding", &self.funding),
            ("about_moderation", "about.moderation", &self.moderation),
            ("about_hardware", "about.hardware", &self.hardware),
        ];
        let row = |(key, field, text): (_, _, &Option<String>)| {
            let said = limit::line(field, text.as_deref(), limit::MESSAGE);
            said.map(|said| (key, json!(said)))
        };
        named.into_iter().filter(|(.., text)| text.is_some()).map(row).collect()
    }
}
