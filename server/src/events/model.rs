//! The rows of events and the facts that they leave.

use super::options::{Metadata, Options};
use super::policy::Subject;
use super::words::{Category, JoinOptions, Status, Visibility};
use crate::kernel::config::Config;
use crate::kernel::fact::Fact;
use crate::kernel::prelude::*;
use chrono_tz::Tz;
use farandole_schema::tables::{event_tombstones, events};
use serde::{Deserialize, Serialize};

/// An event, without its description, which is long and asked for alone.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = events)]
pub struct Event {
    pub id: EventId,
    pub uuid: Uuid,
    pub url: String,
    /// Host of the server that it was published on; `None` here.
    pub origin: Option<String>,
    pub organizer_id: ActorId,
    pub attributed_to_id: Option<ActorId>,
    pub title: String,
    pub begins_on: DateTime<Utc>,
    pub ends_on: Option<DateTime<Utc>>,
    /// The hour on the clocks of the place.
    pub begins_wall: NaiveDateTime,
    pub ends_wall: Option<NaiveDateTime>,
    /// The IANA name of the zone of the place.
    pub timezone: String,
    pub all_day: bool,
    pub status: Status,
    pub visibility: Visibility,
    pub join_options: JoinOptions,
    pub category: Category,
    /// A language tag; `und` where it is not known.
    pub language: String,
    pub picture_id: Option<MediaId>,
    pub address_id: Option<AddressId>,
    pub online_address: Option<String>,
    pub phone_address: Option<String>,
    pub external_participation_url: Option<String>,
    pub draft: bool,
    pub options: Options,
    pub metadata: Metadata,
    pub sequence: i32,
    pub published_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Event {
    /// The zone of the place.
    pub fn zone(&self) -> Tz {
        self.timezone.parse().unwrap_or(Tz::UTC)
    }

    /// Whether it was published here.
    pub fn local(&self) -> bool {
        self.origin.is_none()
    }

    /// Whether it is over. An event without an end is over with its day.
    pub fn ended(&self, now: DateTime<Utc>) -> bool {
        self.ends_at_latest() < now
    }

    /// Its end, or the end of the day that it begins on.
    pub fn ends_at_latest(&self) -> DateTime<Utc> {
        self.ends_on.unwrap_or_else(|| super::time::end_of_day(self.begins_wall, self.zone()).at)
    }

    /// Whether it lasts longer than thirty whole days.
    pub fn long(&self) -> bool {
        self.ends_on.is_some_and(|end| (end - self.begins_on).num_days() > LONG_DAYS)
    }

    /// Whether people without an account may take part: the organiser and the server both let them.
    pub fn takes_anonymous(&self, config: &Config) -> bool {
        self.options.anonymous_participation && config.anonymous_participation
    }

    /// Whether public lists show it while it has not ended.
    pub fn listed(&self) -> bool {
        self.visibility == Visibility::Public && !self.draft && self.deleted_at.is_none()
    }

    /// What the policy wants to know.
    pub fn subject(&self, silenced: bool, near: bool) -> Subject {
        Subject {
            visibility: self.visibility,
            draft: self.draft,
            deleted: self.deleted_at.is_some(),
            unfollowed: !near,
            silenced,
        }
    }
}

/// Days after which an event counts as long.
pub const LONG_DAYS: i64 = 30;

/// What organisers write: the columns that one change sets together.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = events, treat_none_as_null = true)]
pub struct Content {
    pub organizer_id: ActorId,
    pub title: String,
    pub description: String,
    pub begins_on: DateTime<Utc>,
    pub ends_on: Option<DateTime<Utc>>,
    pub begins_wall: NaiveDateTime,
    pub ends_wall: Option<NaiveDateTime>,
    pub timezone: String,
    pub all_day: bool,
    pub status: Status,
    pub visibility: Visibility,
    pub join_options: JoinOptions,
    pub category: Category,
    pub language: String,
    pub picture_id: Option<MediaId>,
    pub address_id: Option<AddressId>,
    pub online_address: Option<String>,
    pub phone_address: Option<String>,
    pub external_participation_url: Option<String>,
    pub draft: bool,
    pub options: Options,
    pub metadata: Metadata,
    pub sequence: i32,
    pub published_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

/// What those who attend must hear of, with what was there before; `None` is "as it was".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changed {
    pub title: Option<String>,
    pub begins_on: Option<DateTime<Utc>>,
    /// The outer level says whether it changed, the inner what it was.
    #[serde(with = "nested")]
    pub ends_on: Option<Option<DateTime<Utc>>>,
    pub timezone: Option<String>,
    pub all_day: Option<bool>,
    pub status: Option<Status>,
    /// Rows of addresses do not change, so the old text can still be read.
    #[serde(with = "nested")]
    pub address_id: Option<Option<AddressId>>,
    #[serde(with = "nested")]
    pub online_address: Option<Option<String>>,
    #[serde(with = "nested")]
    pub meeting_url: Option<Option<String>>,
}

impl Changed {
    /// What differs, as it was before.
    pub fn between(before: &Content, after: &Content) -> Self {
        fn old<T: PartialEq + Clone>(before: &T, after: &T) -> Option<T> {
            (before != after).then(|| before.clone())
        }
        Self {
            title: old(&before.title, &after.title),
            begins_on: old(&before.begins_on, &after.begins_on),
            ends_on: old(&before.ends_on, &after.ends_on),
            timezone: old(&before.timezone, &after.timezone),
            all_day: old(&before.all_day, &after.all_day),
            status: old(&before.status, &after.status),
            address_id: old(&before.address_id, &after.address_id),
            online_address: old(&before.online_address, &after.online_address),
            meeting_url: old(&before.options.meeting_url, &after.options.meeting_url),
        }
    }

    /// Whether nothing of it changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Keeps "was nothing" apart from "did not change", which plain serde reads alike.
mod nested {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(
        value: &Option<Option<T>>,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().map(|inner| [inner]).serialize(s)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<Option<T>>, D::Error> {
        Ok(Option::<[Option<T>; 1]>::deserialize(d)?.map(|[inner]| inner))
    }
}

/// What has happened to an event. Drafts leave no facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum EventFact {
    /// It can be seen from now on.
    Published { id: EventId },
    /// It is not what it was.
    Updated { id: EventId, changed: Changed },
    /// It has been called off; `changed` says what else is new.
    Cancelled { id: EventId, changed: Changed },
    /// It is gone. The row stays for half a day, so that those who attended can be told.
    Deleted { id: EventId, uuid: Uuid, url: String, title: String, begins_on: DateTime<Utc> },
}

impl Fact for EventFact {
    const KIND: &'static str = "event";
}

impl EventFact {
    /// The event that it is about.
    pub fn event(&self) -> EventId {
        match self {
            Self::Published { id }
            | Self::Updated { id, .. }
            | Self::Cancelled { id, .. }
            | Self::Deleted { id, .. } => *id,
        }
    }
}

/// What is left of a deleted event.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = event_tombstones)]
pub struct Tombstone {
    pub uuid: Uuid,
    pub url: String,
    /// Only then may its address answer that it is gone.
    pub was_public: bool,
    pub deleted_at: DateTime<Utc>,
}

#[cfg(test)]
pub mod testing {
    //! An event for tests of pure rules.

    use super::*;

    /// A public event of one evening, without anything special about it.
    pub fn event() -> Event {
        let begins_on = DateTime::UNIX_EPOCH + Duration::days(20_000);
        Event {
            id: EventId(1),
            uuid: Uuid::nil(),
            url: "https://a.test/events/1".into(),
            origin: None,
            organizer_id: ActorId(1),
            attributed_to_id: None,
            title: "Picnic".into(),
            begins_on,
            ends_on: None,
            begins_wall: begins_on.naive_utc(),
            ends_wall: None,
            timezone: "UTC".into(),
            all_day: false,
            status: Status::Confirmed,
            visibility: Visibility::Public,
            join_options: JoinOptions::Free,
            category: Category::Meeting,
            language: "und".into(),
            picture_id: None,
            address_id: None,
            online_address: None,
            phone_address: None,
            external_participation_url: None,
            draft: false,
            options: Options::default(),
            metadata: Metadata::default(),
            sequence: 0,
            published_at: None,
            deleted_at: None,
            created_at: begins_on,
            updated_at: begins_on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_without_end_is_over_with_its_day() {
        let mut event = testing::event();
        event.timezone = "America/New_York".into();
        let midnight_there = event.begins_on + Duration::hours(28);
        event.begins_wall = event.begins_on.naive_utc();
        assert_eq!(event.ends_at_latest(), midnight_there);
        assert!(!event.ended(midnight_there));
        assert!(event.ended(midnight_there + Duration::seconds(1)));
        event.ends_on = Some(event.begins_on + Duration::hours(2));
        assert!(event.ended(event.begins_on + Duration::hours(3)));
    }

    #[test]
    fn an_event_of_more_than_thirty_days_is_long() {
        let mut event = testing::event();
        for (days, long) in [(30, false), (31, true)] {
            event.ends_on = Some(event.begins_on + Duration::days(days));
            assert_eq!(event.long(), long, "{days} days");
        }
    }

    #[test]
    fn a_fact_keeps_apart_what_was_nothing_and_what_did_not_change() {
        let fact = EventFact::Updated {
            id: EventId(1),
            changed: Changed { ends_on: Some(None), ..Changed::default() },
        };
        let text = serde_json::to_string(&fact).unwrap();
        assert_eq!(serde_json::from_str::<EventFact>(&text).unwrap(), fact);
        let unchanged = EventFact::Updated { id: EventId(1), changed: Changed::default() };
        assert_ne!(fact, unchanged);
        let text = serde_json::to_string(&unchanged).unwrap();
        assert_eq!(serde_json::from_str::<EventFact>(&text).unwrap(), unchanged);
    }
}
