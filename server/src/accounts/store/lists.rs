//! Accounts as moderators list them, and as other slices write to them.

use crate::accounts::model::User;
use crate::accounts::signup::Signup;
use crate::kernel::prelude::*;
use diesel::pg::Pg;
use farandole_schema::tables::{actors, users};
use serde_json::Value;
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

/// A page of those who wait for a moderator, with what they asked for; who asked first on top.
pub async fn waiting(mut conn: &AsyncPgConnection, page: Page) -> Result<Paged<(User, Signup)>> {
    let waiting = || {
        users::table
            .filter(users::confirmed_at.is_null().and(users::confirmation_sent_at.is_null()))
            .filter(users::disabled_at.is_null())
    };
    let total = waiting().count().get_result(&mut conn).await?;
    let rows: Vec<(User, Option<Value>)> = waiting()
        .order(users::id)
        .limit(page.limit)
        .offset(page.offset)
        .select((User::as_select(), users::signup))
        .load(&mut conn)
        .await?;
    let read = |(user, value): (User, Option<Value>)| -> Result<(User, Signup)> {
        Ok((user, value.map(serde_json::from_value).transpose()?.unwrap_or_default()))
    };
    Ok(Paged { total, elements: rows.into_iter().map(read).collect::<Result<_>>()? })
}

/// Those who keep order here and can be written to.
pub async fn keepers(mut conn: &AsyncPgConnection) -> Result<Vec<User>> {
    let keepers = users::table
        .filter(users::role.ne(Role::User))
        .filter(users::confirmed_at.is_not_null().and(users::disabled_at.is_null()))
        .order(users::id)
        .limit(100)
        .select(User::as_select());
    Ok(keepers.load(&mut conn).await?)
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
