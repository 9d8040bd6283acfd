//! What a server says about itself.

use super::about::About;
use crate::kernel::config::{Config, Registration};
use crate::kernel::prelude::*;
use crate::kernel::words::words;
use serde_json::Value;
use std::collections::HashMap;

words! {
    /// Where a text comes from.
    pub enum Source {
        /// The built-in one.
        Default = "default",
        /// Another page, by its address.
        Url = "url",
        /// One that administrators wrote.
        Custom = "custom",
    }
}

words! {
    /// The texts that everybody may read.
    pub enum Document {
        /// What those who use the server agree to.
        Terms = "terms",
        /// What is known about them.
        Privacy = "privacy",
        /// How to behave.
        Rules = "rules",
    }
}

/// A text as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub source: Source,
    /// Where it is, when it is elsewhere.
    pub url: Option<String>,
    /// Safe HTML; `None` when it is elsewhere.
    pub html: Option<String>,
}

/// What is set for a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSettings {
    pub source: Option<Source>,
    pub url: Option<String>,
    /// Safe HTML.
    pub html: Option<String>,
}

/// The settings in force: what administrators made, and the configuration where they made nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub name: String,
    /// One sentence.
    pub description: String,
    /// At length: safe HTML.
    pub long_description: Option<String>,
    pub slogan: Option<String>,
    /// A mail address, a web address, or how else to reach those who run the server.
    pub contact: Option<String>,
    /// The languages that are spoken here, as codes.
    pub languages: Vec<String>,
    /// `#rrggbb`.
    pub primary_color: Option<String>,
    /// `#rrggbb`.
    pub secondary_color: Option<String>,
    pub logo: Option<MediaId>,
    pub favicon: Option<MediaId>,
    /// Shown for events without a picture.
    pub default_picture: Option<MediaId>,
    pub terms: TextSettings,
    pub privacy: TextSettings,
    /// Safe HTML.
    pub rules: Option<String>,
    pub registration: Registration,
    pub about: About,
}

/// What an administrator changes: `None` leaves a setting as it is, an empty value takes it back.
#[derive(Debug, Default)]
pub struct SettingsChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub long_description: Option<String>,
    pub slogan: Option<String>,
    pub contact: Option<String>,
    pub languages: Option<Vec<String>>,
    pub primary_color: Option<String>,
    pub secondary_color: Option<String>,
    pub logo: Option<Option<MediaId>>,
    pub favicon: Option<Option<MediaId>>,
    pub default_picture: Option<Option<MediaId>>,
    pub terms: TextChange,
    pub privacy: TextChange,
    pub rules: Option<String>,
    pub registration: Option<Registration>,
    /// The contract's way to say who may register: everybody, or not everybody.
    pub registrations_open: Option<bool>,
    pub about: About,
}

/// What an administrator changes of a text.
#[derive(Debug, Default)]
pub struct TextChange {
    pub source: Option<Source>,
    pub url: Option<String>,
    pub html: Option<String>,
}

/// The rows of `instance_settings` by key.
pub type Rows = HashMap<String, Value>;

impl Settings {
    /// The settings in force.
    pub fn of(rows: &Rows, config: &Config) -> Self {
        let text = |key: &str| rows.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        let media = |key: &str| rows.get(key).and_then(Value::as_i64).map(MediaId);
        let document = |key: &str| TextSettings {
            source: text(&format!("{key}_source")).and_then(|source| source.parse().ok()),
            url: text(&format!("{key}_url")),
            html: text(key),
        };
        let languages = rows.get("languages").and_then(Value::as_array).map(|codes| {
            codes.iter().filter_map(|code| code.as_str().map(ToOwned::to_owned)).collect()
        });
        let stored = text("registration").and_then(|mode| mode.parse().ok());
        Self {
            name: text("name").unwrap_or_else(|| config.instance_name.clone()),
            description: text("description").unwrap_or_else(|| config.instance_description.clone()),
            long_description: text("long_description"),
            slogan: text("slogan"),
            contact: text("contact").or_else(|| config.contact.clone()),
            languages: languages
                .unwrap_or_else(|| vec![config.default_language.as_str().to_owned()]),
            primary_color: text("primary_color"),
            secondary_color: text("secondary_color"),
            logo: media("logo"),
            favicon: media("favicon"),
            default_picture: media("default_picture"),
            terms: document("terms"),
            privacy: document("privacy"),
            rules: text("rules"),
            registration: config.registers(stored),
            about: About::of(rows),
        }
    }

    /// Whether anybody may ask for an account, at once or after a moderator has looked.
    pub fn registrations_open(&self) -> bool {
        matches!(self.registration, Registration::Open | Registration::Approval)
    }
}
