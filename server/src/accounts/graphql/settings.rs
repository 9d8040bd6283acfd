//! Settings of an account in the API.

use crate::accounts::model::{Pending, Settings};
use crate::accounts::settings::Location;
use crate::graphql::scalars::Timezone;
use async_graphql::{Enum, InputObject, Object, SimpleObject};

/// When somebody wants to be told of what waits for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "NotificationPendingEnum", remote = "Pending")]
pub enum NotificationPending {
    /// Never.
    None,
    /// At once.
    Direct,
    /// Gathered, at most once an hour.
    OneHour,
    /// Gathered, once a day.
    OneDay,
    /// Gathered, once a week.
    OneWeek,
}

/// How an account wants to be told, and where it lives.
pub struct SettingsNode(pub Settings);

/// How an account wants to be told, and where it lives.
#[Object(name = "UserSettings")]
impl SettingsNode {
    /// The time zone that dates are shown in.
    async fn timezone(&self) -> Option<Timezone> {
        self.0.timezone.as_deref()?.parse().ok().map(|zone| Timezone(Some(zone)))
    }

    /// Whether to be told on the day of an event.
    async fn notification_on_day(&self) -> Option<bool> {
        self.0.notification_on_day
    }

    /// Whether to be told each week what comes.
    async fn notification_each_week(&self) -> Option<bool> {
        self.0.notification_each_week
    }

    /// Whether to be told an hour before an event.
    async fn notification_before_event(&self) -> Option<bool> {
        self.0.notification_before_event
    }

    /// When to be told that people want to take part.
    async fn notification_pending_participation(&self) -> Option<NotificationPending> {
        Some(self.0.notification_pending_participation.into())
    }

    /// When to be told that people want to become members.
    async fn notification_pending_membership(&self) -> Option<NotificationPending> {
        Some(self.0.notification_pending_membership.into())
    }

    /// When to be told what happens in groups.
    async fn group_notifications(&self) -> Option<NotificationPending> {
        Some(self.0.group_notifications.into())
    }

    /// Whether to be told of comments on one's events, of answers and of being named.
    async fn notification_comments(&self) -> Option<bool> {
        Some(self.0.notification_comments)
    }

    /// Around where the person lives.
    async fn location(&self) -> Option<LocationNode> {
        let location = LocationNode {
            name: self.0.location_name.clone(),
            range: self.0.location_range,
            geohash: self.0.location_geohash.clone(),
        };
        (location != LocationNode::default()).then_some(location)
    }
}

/// Around where somebody lives.
#[derive(Debug, Clone, Default, PartialEq, SimpleObject)]
#[graphql(name = "Location")]
pub struct LocationNode {
    /// What the place is called.
    pub name: Option<String>,
    /// How far around it, in kilometres.
    pub range: Option<i32>,
    /// Where it is, as a geohash.
    pub geohash: Option<String>,
}

/// Around where somebody lives.
#[derive(Debug, Clone, InputObject)]
pub struct LocationInput {
    /// What the place is called.
    pub name: Option<String>,
    /// How far around it, in kilometres.
    pub range: Option<i32>,
    /// Where it is, as a geohash.
    pub geohash: Option<String>,
}

impl From<LocationInput> for Location {
    fn from(input: LocationInput) -> Self {
        Self { name: input.name, range: input.range, geohash: input.geohash }
    }
}
