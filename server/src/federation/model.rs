//! The rows of what is on its way.

use crate::kernel::prelude::*;

/// An activity that waits to be sent to one server.
#[derive(Debug, Clone, Queryable)]
pub struct Queued {
    pub id: DeliveryId,
    pub activity: ActivityId,
    pub inbox: String,
    pub object: String,
    pub attempts: i32,
    pub next_try_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub url: String,
    pub actor: ActorId,
    pub body: String,
    pub tell: Option<String>,
}

/// What waits for a server.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Waiting {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    pub instance_id: InstanceId,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub host: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub state: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    pub waiting: i64,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>)]
    pub since: Option<DateTime<Utc>>,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>)]
    pub next_try_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
    pub last_error: Option<String>,
}
