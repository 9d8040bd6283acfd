//! The closed sets of the contract, and how they become ours.

use crate::events::words as ours;
use async_graphql::Enum;

/// Whether an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ours::Status")]
pub enum EventStatus {
    /// Planned, not certain yet.
    Tentative,
    /// It takes place.
    Confirmed,
    /// It has been called off.
    Cancelled,
}

/// Who finds an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ours::Visibility")]
pub enum EventVisibility {
    /// Everybody.
    Public,
    /// Everybody who has the link; no list shows it.
    Unlisted,
    /// Those who have been let in.
    Restricted,
    /// Those who have been let in.
    Private,
}

/// How people come to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ours::JoinOptions")]
pub enum EventJoinOptions {
    /// Whoever wants to.
    Free,
    /// The organiser says yes or no.
    Restricted,
    /// As restricted; for those who were invited.
    Invite,
    /// On another site.
    External,
}

/// Who may comment on an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ours::CommentModeration")]
pub enum EventCommentModeration {
    /// Everybody who sees the event.
    AllowAll,
    /// Comments wait for the organiser.
    Moderated,
    /// Nobody but the organiser.
    Closed,
}

/// What a fact about an event holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ours::MetadataType")]
pub enum EventMetadataType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ours::Category")]
pub enum EventCategory {
    Arts,
    BookClubs,
    Business,
    Causes,
    Comedy,
    Crafts,
    FoodDrink,
    Health,
    Music,
    AutoBoatAir,
    Community,
    FamilyEducation,
    FashionBeauty,
    FilmMedia,
    Games,
    LanguageCulture,
    Learning,
    Lgbtq,
    MovementsPolitics,
    Networking,
    Party,
    PerformingVisualArts,
    Pets,
    Photography,
    OutdoorsAdventure,
    SpiritualityReligionBeliefs,
    ScienceTech,
    Sports,
    Theatre,
    Meeting,
}

/// By what events are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EventOrderBy {
    /// When they begin.
    BeginsOn,
    /// When they were made.
    InsertedAt,
    /// When they were changed last.
    UpdatedAt,
}

/// Which end of an order comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SortDirection {
    /// The smallest, the earliest.
    Asc,
    /// The greatest, the latest.
    Desc,
}
