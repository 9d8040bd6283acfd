//! What every slice may use, and what knows none of them.

pub mod activity;
pub mod clock;
pub mod config;
pub mod crowd;
pub mod dates;
pub mod db;
pub mod error;
pub mod fact;
pub mod fail;
pub mod host;
pub mod id;
pub mod limit;
pub mod memo;
pub mod net;
pub mod page;
pub mod rate;
pub mod secret;
pub mod text;
pub mod tls;
pub mod viewer;
pub mod words;

/// The names that nearly every file of a slice needs.
pub mod prelude {
    pub use super::error::{Denied, Error, Message, OrNotFound, Result};
    pub use super::id::{
        ActivityId, ActorId, AddressId, ArrivalId, CommentId, DeliveryId, EventId, FollowId,
        InstanceId, MediaId, NoteId, ParticipantId, ReportId, SessionId, TagId, UserId,
    };
    pub use super::page::{Page, Paged};
    pub use super::text::Lang;
    pub use super::viewer::{Account, Role, Viewer};
    pub use chrono::{DateTime, Duration, NaiveDateTime, Utc};
    pub use diesel::prelude::*;
    pub use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
    pub use uuid::Uuid;
}
