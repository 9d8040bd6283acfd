//! Accounts as moderators list them, and as other slices write to them.

use crate::accounts::model::User;
use crate::kernel::prelude::*;
use diesel::pg::Pg;
use farandole_schema::tables::{actors, users};
use std::collections::HashMap;

/// Which accounts are asked for, and in which order.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// A part of the address.
    pub email: Option<String>,
    /// The address of the last sign-in.
    pub ip: Option<String>,
    /// Oldest first.
    pub ascending: bool,
}

/// A page of the accounts that pass a filter.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &UserFilter,
    page: Page,
) -> Result<Paged<User>> {
    let total = filtered(filter).count().get_result(&mut conn).await?;
    let ordered = match filter.ascending {
        true => filtered(filter).order(users::id.asc()),
        false => filtered(filter).order(users::id.desc()),
    };
    let elements = ordered
        .limit(page.limit)
        .offset(page.offset)
        .select(User::as_select())
        .load(&mut conn)
        .await?;
    Ok(Paged { total, elements })
}

fn filtered(filter: &UserFilter) -> users::BoxedQuery<'_, Pg> {
    let mut query = users::table.into_boxed();
    if let Some(email) = &filter.email {
        query = query.filter(users::email.ilike(contains(email)));
    }
    if let Some(ip) = &filter.ip {
        query = query.filter(users::current_sign_in_ip.eq(ip));
    }
    query
}

/// A LIKE pattern for a text anywhere in another.
fn contains(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// The accounts behind identities.
pub async fn of_actors(
    mut conn: &AsyncPgConnection,
    ids: &[ActorId],
) -> Result<HashMap<ActorId, User>> {
    let rows: Vec<(ActorId, User)> = users::table
        .inner_join(actors::table.on(actors::user_id.eq(users::id.nullable())))
        .filter(actors::id.eq_any(ids))
        .order(actors::id)
        .select((actors::id, User::as_select()))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().collect())
}
