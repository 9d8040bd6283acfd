//! How to reach those who have an account.

use crate::kernel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text};
use std::collections::HashMap;

/// An account, as a mail needs to know it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Contact {
    #[diesel(sql_type = BigInt)]
    pub actor: ActorId,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub user: Option<UserId>,
    #[diesel(sql_type = Text)]
    pub email: String,
    #[diesel(sql_type = Text)]
    pub locale: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub timezone: Option<String>,
    /// When it wants to be told of those who wait for its word, in a word of the settings.
    #[diesel(sql_type = Text)]
    pub pending: String,
}

/// The accounts behind these identities, of those that can be reached and have not been shut.
pub async fn contacts(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
) -> QueryResult<HashMap<ActorId, Contact>> {
    let rows: Vec<Contact> = diesel::sql_query(
        "SELECT a.id AS actor, u.id AS \"user\", u.email, u.locale, s.timezone, \
           coalesce(s.notification_pending_participation, 'one_day') AS pending \
         FROM actors a JOIN users u ON u.id = a.user_id LEFT JOIN user_settings s ON s.user_id = u.id \
         WHERE a.id = ANY ($1) AND a.deleted_at IS NULL AND a.suspended_at IS NULL \
           AND u.confirmed_at IS NOT NULL AND u.disabled_at IS NULL",
    )
    .bind::<Array<BigInt>, _>(actors)
    .load(&mut conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.actor, row)).collect())
}
