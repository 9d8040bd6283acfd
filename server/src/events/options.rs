//! The many small settings of an event, kept as one JSON value, and the list of facts that organisers add to it.

use super::words::{CommentModeration, MetadataType};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::Output;
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};

/// Ties a type to `jsonb` through serde.
macro_rules! jsonb {
    ($type:ty) => {
        impl diesel::serialize::ToSql<Jsonb, Pg> for $type {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
                let value = serde_json::to_value(self)?;
                <serde_json::Value as diesel::serialize::ToSql<Jsonb, Pg>>::to_sql(
                    &value,
                    &mut out.reborrow(),
                )
            }
        }
        impl diesel::deserialize::FromSql<Jsonb, Pg> for $type {
            fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let value =
                    <serde_json::Value as diesel::deserialize::FromSql<Jsonb, Pg>>::from_sql(
                        value,
                    )?;
                Ok(serde_json::from_value(value)?)
            }
        }
    };
}

/// The settings of an event. The zone is a column of its own, and the seats are enforced by `event_counters`.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = Jsonb)]
#[serde(default)]
pub struct Options {
    /// Seats for participants; `None` is no limit. Equal to `event_counters.capacity`.
    pub maximum_attendee_capacity: Option<i32>,
    pub show_remaining_attendee_capacity: bool,
    /// Whether people without an account may take part, as the organiser wishes; ask
    /// [`Event::takes_anonymous`](super::Event::takes_anonymous).
    pub anonymous_participation: bool,
    pub offers: Vec<Offer>,
    pub participation_conditions: Vec<Condition>,
    pub attendees: Vec<String>,
    pub program: Option<String>,
    pub comment_moderation: CommentModeration,
    pub show_participation_price: bool,
    /// Only those who take part may comment.
    pub comments_by_participants: bool,
    /// Only those who take part and those who keep order see how many come.
    pub hide_number_of_participants: bool,
    pub show_start_time: bool,
    pub show_end_time: bool,
    pub hide_organizer_when_group_event: bool,
    /// Takes place on the net alone.
    pub is_online: bool,
    /// Where people meet on the net: ask [`see_meeting`](super::see_meeting) before showing it.
    pub meeting_url: Option<String>,
    /// Why it was called off or is not certain, in the organiser's words.
    pub status_note: Option<String>,
}
jsonb!(Options);

impl Default for Options {
    fn default() -> Self {
        Self {
            maximum_attendee_capacity: None,
            show_remaining_attendee_capacity: false,
            anonymous_participation: false,
            offers: Vec::new(),
            participation_conditions: Vec::new(),
            attendees: Vec::new(),
            program: None,
            comment_moderation: CommentModeration::AllowAll,
            show_participation_price: false,
            comments_by_participants: false,
            hide_number_of_participants: false,
            show_start_time: true,
            show_end_time: true,
            hide_organizer_when_group_event: false,
            is_online: false,
            meeting_url: None,
            status_note: None,
        }
    }
}

/// What a place costs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Offer {
    pub price: Option<f64>,
    /// As in ISO 4217.
    pub price_currency: Option<String>,
    pub url: Option<String>,
}

/// What those who come must agree to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    pub title: Option<String>,
    pub content: Option<String>,
    pub url: Option<String>,
}

/// The facts that organisers add: accessibility, links to the stream, tickets.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = Jsonb)]
#[serde(transparent)]
pub struct Metadata(pub Vec<Entry>);
jsonb!(Metadata);

impl Metadata {
    /// The addresses of streams and calls that organisers named.
    pub fn meetings(&self) -> impl Iterator<Item = &str> {
        let meets = |key: &str| key.starts_with("mz:visio:") || key.starts_with("mz:live:");
        let web = |value: &&str| value.starts_with("https://") || value.starts_with("http://");
        let named = self.0.iter().filter(move |entry| meets(&entry.key));
        named.map(|entry| entry.value.as_str()).filter(web)
    }
}

/// One fact: a key that clients know, or `mz:plain:…` with a title of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(rename = "type")]
    pub kind: MetadataType,
    pub value: String,
}
