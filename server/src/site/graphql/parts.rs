//! The parts of the configuration that clients read to know what this server can do.

use crate::graphql::scalars::Point;
use crate::site::model::Text;
use async_graphql::{Enum, ID, SimpleObject};

/// A number of the database as the API's, which ends at two thousand million.
pub fn int(number: i64) -> Option<i32> {
    Some(i32::try_from(number).unwrap_or(i32::MAX))
}

/// What people without an account may do.
#[derive(SimpleObject)]
pub struct Anonymous {
    /// The id of the identity that stands for them, where an operation asks for one.
    pub actor_id: Option<ID>,
    /// Whether they may take part in events.
    pub participation: Option<AnonymousParticipation>,
    /// Whether they may publish events.
    pub event_creation: Option<AnonymousEventCreation>,
    /// Whether they may report something to the moderators.
    pub reports: Option<AnonymousReports>,
}

/// Whether people without an account may take part in events.
#[derive(SimpleObject)]
pub struct AnonymousParticipation {
    /// Whether they may, where the organiser lets them.
    pub allowed: Option<bool>,
    /// What is asked of them.
    pub validation: Option<AnonymousParticipationValidation>,
}

/// What is asked of those who take part without an account.
#[derive(SimpleObject)]
pub struct AnonymousParticipationValidation {
    /// A mail address.
    pub email: Option<AnonymousParticipationValidationEmail>,
    /// A riddle.
    pub captcha: Option<AnonymousParticipationValidationCaptcha>,
}

/// Whether those who take part without an account give a mail address.
#[derive(SimpleObject)]
pub struct AnonymousParticipationValidationEmail {
    /// Whether one is asked for.
    pub enabled: Option<bool>,
    /// Whether they have to follow a link that is sent to it.
    pub confirmation_required: Option<bool>,
}

/// Whether those who take part without an account solve a riddle.
#[derive(SimpleObject)]
pub struct AnonymousParticipationValidationCaptcha {
    /// Whether they do.
    pub enabled: Option<bool>,
}

/// Whether people without an account may publish events.
#[derive(SimpleObject)]
pub struct AnonymousEventCreation {
    /// Whether they may.
    pub allowed: Option<bool>,
    /// What is asked of them.
    pub validation: Option<AnonymousEventCreationValidation>,
}

/// What is asked of those who publish without an account.
#[derive(SimpleObject)]
pub struct AnonymousEventCreationValidation {
    /// A mail address.
    pub email: Option<AnonymousEventCreationValidationEmail>,
    /// A riddle.
    pub captcha: Option<AnonymousEventCreationValidationCaptcha>,
}

/// Whether those who publish without an account give a mail address.
#[derive(SimpleObject)]
pub struct AnonymousEventCreationValidationEmail {
    /// Whether one is asked for.
    pub enabled: Option<bool>,
    /// Whether they have to follow a link that is sent to it.
    pub confirmation_required: Option<bool>,
}

/// Whether those who publish without an account solve a riddle.
#[derive(SimpleObject)]
pub struct AnonymousEventCreationValidationCaptcha {
    /// Whether they do.
    pub enabled: Option<bool>,
}

/// Whether people without an account may report something.
#[derive(SimpleObject)]
pub struct AnonymousReports {
    /// Whether they may.
    pub allowed: Option<bool>,
}

/// The ways to sign in.
#[derive(SimpleObject)]
pub struct Auth {
    /// With an address and a password that this server knows.
    pub database_login: Option<bool>,
    /// With the password of a directory.
    pub ldap: Option<bool>,
    /// With an account elsewhere.
    pub oauth_providers: Option<Vec<Option<OauthProvider>>>,
}

/// A site whose accounts may sign in here.
#[derive(SimpleObject)]
pub struct OauthProvider {
    /// Its id in addresses.
    pub id: Option<String>,
    /// Its name.
    pub label: Option<String>,
}

/// A program that counts visits, which clients are asked to load.
#[derive(SimpleObject)]
pub struct Analytics {
    /// Its name.
    pub id: Option<String>,
    /// Whether it counts.
    pub enabled: Option<bool>,
    /// How it is set up.
    pub configuration: Option<Vec<Option<AnalyticsConfiguration>>>,
}

/// One setting of a program that counts visits.
#[derive(SimpleObject)]
pub struct AnalyticsConfiguration {
    /// Its name.
    pub key: Option<String>,
    /// Its value.
    pub value: Option<String>,
    /// What the value is.
    #[graphql(name = "type")]
    pub kind: Option<AnalyticsConfigurationType>,
}

/// What a value is.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum AnalyticsConfigurationType {
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A number.
    Float,
}

/// A subject of events.
#[derive(SimpleObject)]
pub struct EventCategoryOption {
    /// The value of `EventCategory`.
    pub id: Option<String>,
    /// Its name in the reader's language.
    pub label: Option<String>,
}

/// What lists can be taken along as files.
#[derive(SimpleObject)]
pub struct ExportFormats {
    /// The formats of the participants of an event.
    pub event_participants: Option<Vec<Option<String>>>,
}

/// What this server can do.
#[derive(SimpleObject)]
pub struct Features {
    /// Groups.
    pub groups: Option<bool>,
    /// Publishing events.
    pub event_creation: Option<bool>,
    /// Events where people take part on another site.
    pub event_external: Option<bool>,
    /// A guard against spam.
    pub antispam: Option<bool>,
}

/// What finds places.
#[derive(SimpleObject)]
pub struct Geocoding {
    /// Whether it may be asked while somebody is typing.
    pub autocomplete: Option<bool>,
    /// Its name.
    pub provider: Option<String>,
}

/// Feeds of all public events.
#[derive(SimpleObject)]
pub struct InstanceFeeds {
    /// Whether there are any.
    pub enabled: Option<bool>,
}

/// A point.
#[derive(SimpleObject)]
pub struct Lonlat {
    /// Degrees to the east.
    pub longitude: Option<f64>,
    /// Degrees to the north.
    pub latitude: Option<f64>,
}

impl From<Point> for Lonlat {
    fn from(point: Point) -> Self {
        Self { longitude: Some(point.lon), latitude: Some(point.lat) }
    }
}

/// Maps, and the way there.
#[derive(SimpleObject)]
pub struct Maps {
    /// The pictures that a map is made of.
    pub tiles: Option<Tiles>,
    /// Who knows the way.
    pub routing: Option<Routing>,
}

/// The pictures that a map is made of.
#[derive(SimpleObject)]
pub struct Tiles {
    /// Their address with `{z}`, `{x}` and `{y}`; empty where this server offers none.
    pub endpoint: Option<String>,
    /// What has to be shown beside them.
    pub attribution: Option<String>,
}

/// Who knows the way to an event.
#[derive(SimpleObject)]
pub struct Routing {
    /// The site that shows it.
    #[graphql(name = "type")]
    pub kind: Option<RoutingType>,
}

/// A site that shows the way.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum RoutingType {
    /// openstreetmap.org.
    #[graphql(name = "OPENSTREETMAP")]
    OpenStreetMap,
    /// Google Maps.
    GoogleMaps,
}

/// What those who use this server agree to.
#[derive(SimpleObject)]
pub struct Terms {
    /// Where the text comes from.
    #[graphql(name = "type")]
    pub kind: Option<InstanceTermsType>,
    /// Where it is, when it is elsewhere.
    pub url: Option<String>,
    /// The text.
    pub body_html: Option<String>,
}

/// What this server knows about those who use it.
#[derive(SimpleObject)]
pub struct Privacy {
    /// Where the text comes from.
    #[graphql(name = "type")]
    pub kind: Option<InstancePrivacyType>,
    /// Where it is, when it is elsewhere.
    pub url: Option<String>,
    /// The text.
    pub body_html: Option<String>,
}

impl From<Text> for Terms {
    fn from(text: Text) -> Self {
        Self { kind: Some(text.source.into()), url: text.url, body_html: text.html }
    }
}

impl From<Text> for Privacy {
    fn from(text: Text) -> Self {
        Self { kind: Some(text.source.into()), url: text.url, body_html: text.html }
    }
}

/// Where the terms come from.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "crate::site::Source")]
pub enum InstanceTermsType {
    /// Another page.
    Url,
    /// The built-in text.
    Default,
    /// A text of the administrators.
    Custom,
}

/// Where the text about privacy comes from.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "crate::site::Source")]
pub enum InstancePrivacyType {
    /// Another page.
    Url,
    /// The built-in text.
    Default,
    /// A text of the administrators.
    Custom,
}

/// A program whose documents groups may make and share.
#[derive(SimpleObject)]
pub struct ResourceProvider {
    /// The kind of document.
    #[graphql(name = "type")]
    pub kind: Option<String>,
    /// Where documents are made.
    pub endpoint: Option<String>,
    /// The name of the program.
    pub software: Option<String>,
}

/// What is for some only.
#[derive(SimpleObject)]
pub struct Restrictions {
    /// Whether only administrators make groups.
    pub only_admin_can_create_groups: Option<bool>,
    /// Whether events are published by groups only.
    pub only_groups_can_create_events: Option<bool>,
}

/// Where searches look.
#[derive(SimpleObject)]
pub struct SearchSettings {
    /// An index of many servers.
    pub global: Option<GlobalSearchSettings>,
}

/// A search in an index of many servers.
#[derive(SimpleObject)]
pub struct GlobalSearchSettings {
    /// Whether there is one.
    pub is_enabled: Option<bool>,
    /// Whether searches look there first.
    pub is_default: Option<bool>,
}

/// How large files may be, in bytes.
#[derive(SimpleObject)]
pub struct UploadLimits {
    /// Any picture.
    pub default: Option<i32>,
    /// The picture of a profile.
    pub avatar: Option<i32>,
    /// The wide picture at the head of a profile.
    pub banner: Option<i32>,
}

/// Notifications that the browser shows.
#[derive(SimpleObject)]
pub struct WebPush {
    /// Whether there are any.
    pub enabled: Option<bool>,
    /// The key that browsers ask for.
    pub public_key: Option<String>,
}
