//! The SQL of actors. Nothing here asks whether the viewer may.

use super::ANONYMOUS;
use super::model::Actor;
use crate::kernel::prelude::*;
use diesel::dsl::sql;
use diesel::sql_types::{Bool, Text};
use farandole_schema::tables::actors;
use std::collections::HashMap;

/// Identities that one account may have.
pub const IDENTITIES: i64 = 100;

/// The actor with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: ActorId) -> Result<Option<Actor>> {
    let actor = actors::table.find(id).select(Actor::as_select());
    Ok(actor.first(&mut conn).await.optional()?)
}

/// The actors with these ids, in one query; those that do not exist are left out.
pub async fn load_many(
    mut conn: &AsyncPgConnection,
    ids: &[ActorId],
) -> Result<HashMap<ActorId, Actor>> {
    let rows: Vec<Actor> = actors::table
        .filter(actors::id.eq_any(ids))
        .select(Actor::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|actor| (actor.id, actor)).collect())
}

/// The actor of this name, in any spelling of case, here (`domain` is `None`) or on another server.
pub async fn by_username(
    mut conn: &AsyncPgConnection,
    name: &str,
    domain: Option<&str>,
) -> Result<Option<Actor>> {
    let same_handle = sql::<Bool>("lower(preferred_username) = lower(")
        .bind::<Text, _>(name)
        .sql(") AND coalesce(domain, '') = ")
        .bind::<Text, _>(domain.unwrap_or("").to_ascii_lowercase());
    let actor = actors::table.filter(same_handle).select(Actor::as_select());
    Ok(actor.first(&mut conn).await.optional()?)
}

/// The identity that stands for everybody without an account.
pub async fn anonymous(conn: &AsyncPgConnection) -> Result<Actor> {
    by_username(conn, ANONYMOUS, None).await?.or_not_found("actor")
}

/// The living identities of an account, oldest first.
pub async fn of_account(mut conn: &AsyncPgConnection, user: UserId) -> Result<Vec<Actor>> {
    let identities = actors::table
        .filter(actors::user_id.eq(user))
        .filter(actors::deleted_at.is_null())
        .order(actors::id)
        .limit(IDENTITIES)
        .select(Actor::as_select());
    Ok(identities.load(&mut conn).await?)
}
