//! Sign-ins: one row each. An access token lives a quarter of an hour, a refresh token sixty days and is
//! exchanged at each use.

use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz};

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: SessionId,
    #[diesel(sql_type = BigInt)]
    user_id: UserId,
    #[diesel(sql_type = Text)]
    role: Role,
    #[diesel(sql_type = Nullable<BigInt>)]
    default_actor_id: Option<ActorId>,
    #[diesel(sql_type = Array<BigInt>)]
    actors: Vec<i64>,
}

/// The account behind an access token; `None` for one that is unknown, expired or revoked, and for an account
/// that is disabled.
pub async fn authenticate(app: &App, token: &Token) -> Result<Option<Account>> {
    let mut conn = app.db.get().await?;
    let row: Option<Row> = diesel::sql_query(
        "SELECT s.id, s.user_id, u.role, coalesce(u.default_actor_id, min(a.id)) AS default_actor_id, \
           coalesce(array_agg(a.id ORDER BY a.id) FILTER (WHERE a.id IS NOT NULL), '{}') AS actors \
         FROM sessions s JOIN users u ON u.id = s.user_id \
         LEFT JOIN actors a ON a.user_id = u.id AND a.deleted_at IS NULL AND a.suspended_at IS NULL \
         WHERE s.access_hash = $1 AND s.access_expires_at > $2 AND u.disabled_at IS NULL \
         GROUP BY s.id, u.id",
    )
    .bind::<Binary, _>(token.hash())
    .bind::<Timestamptz, _>(app.now())
    .get_result(&mut conn)
    .await
    .optional()?;
    Ok(row.map(|row| Account {
        user: row.user_id,
        role: row.role,
        session: row.id,
        default_actor: row.default_actor_id,
        actors: row.actors.into_iter().map(ActorId).collect(),
    }))
}
