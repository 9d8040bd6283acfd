use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::when::When;

/// An event as calendars know it. Texts are plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Names the event for ever and everywhere. A calendar that meets it again updates what it has.
    pub uid: String,
    /// Grows with every change that people who attend should notice.
    pub sequence: u32,
    pub created: DateTime<Utc>,
    pub last_modified: DateTime<Utc>,
    pub summary: String,
    pub description_text: Option<String>,
    pub starts: When,
    /// The end; of a day, the last day. Left out where it is not after the start.
    pub ends: Option<When>,
    pub status: Status,
    /// The page of the event. Like the other addresses, left out unless it is `http` or `https`.
    pub url: Option<String>,
    pub organizer_name: Option<String>,
    /// Where to go, on one line or several.
    pub location_text: Option<String>,
    /// Latitude and longitude in degrees (WGS 84). Left out where they are not on Earth.
    pub geo: Option<(f64, f64)>,
    pub categories: Vec<String>,
    /// Where the event happens online.
    pub online_url: Option<String>,
}

/// Whether it takes place. Cancelled events stay in calendars, so that people learn of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Tentative,
    Cancelled,
}

/// A calendar that people subscribe to.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    pub name: String,
    /// The page that shows the same events.
    pub url: Option<String>,
    /// The zone in which a calendar may show the feed's events.
    pub zone: Tz,
    /// How often calendars should ask again; at least a minute.
    pub refresh: Duration,
    pub entries: Vec<Entry>,
}
