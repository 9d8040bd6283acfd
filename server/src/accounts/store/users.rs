//! Accounts.

use crate::accounts::model::User;
use crate::accounts::signup::Signup;
use crate::kernel::prelude::*;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Bool, Nullable, Timestamptz};
use farandole_schema::tables::users;
use serde_json::Value;
use std::collections::HashMap;

/// The account with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: UserId) -> Result<Option<User>> {
    Ok(users::table.find(id).select(User::as_select()).first(&mut conn).await.optional()?)
}

/// The account with this address in its normal form.
pub async fn by_key(mut conn: &AsyncPgConnection, key: &str) -> Result<Option<User>> {
    let user = users::table.filter(users::email_key.eq(key)).select(User::as_select());
    Ok(user.first(&mut conn).await.optional()?)
}

/// The accounts with these ids.
pub async fn load_many(
    mut conn: &AsyncPgConnection,
    ids: &[UserId],
) -> Result<HashMap<UserId, User>> {
    let rows: Vec<User> = users::table
        .filter(users::id.eq_any(ids))
        .order(users::id)
        .select(User::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|user| (user.id, user)).collect())
}

/// The account with this id, which nobody else changes until the transaction ends.
pub async fn lock(tx: &mut AsyncPgConnection, id: UserId) -> Result<Option<User>> {
    let user = users::table.find(id).select(User::as_select()).for_update();
    Ok(user.first(tx).await.optional()?)
}

/// The same by address.
pub async fn lock_by_key(tx: &mut AsyncPgConnection, key: &str) -> Result<Option<User>> {
    let user = users::table.filter(users::email_key.eq(key)).select(User::as_select()).for_update();
    Ok(user.first(tx).await.optional()?)
}

/// A new account.
pub struct NewUser<'a> {
    pub email: &'a str,
    pub email_key: &'a str,
    pub password_hash: Option<&'a str>,
    pub role: Role,
    pub locale: Lang,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub confirmation_sent_at: Option<DateTime<Utc>>,
}

/// Writes a new account unless there is one of this address, and locks whichever there is. One statement does the
/// same work for both. An address that waits for its link keeps waiting from now. Returns whether the account is new.
pub async fn insert_or_lock(
    tx: &mut AsyncPgConnection,
    new: &NewUser<'_>,
    now: DateTime<Utc>,
) -> Result<(User, bool)> {
    let fresh = sql::<Bool>("xmax = 0");
    let sent = sql::<Nullable<Timestamptz>>(
        "CASE WHEN users.confirmed_at IS NULL \
         THEN coalesce(excluded.confirmation_sent_at, users.confirmation_sent_at) \
         ELSE users.confirmation_sent_at END",
    );
    let row = diesel::insert_into(users::table)
        .values((
            users::email.eq(new.email),
            users::email_key.eq(new.email_key),
            users::password_hash.eq(new.password_hash),
            users::role.eq(new.role),
            users::locale.eq(new.locale),
            users::confirmed_at.eq(new.confirmed_at),
            users::confirmation_sent_at.eq(new.confirmation_sent_at),
            users::created_at.eq(now),
            users::updated_at.eq(now),
        ))
        .on_conflict(users::email_key)
        .do_update()
        .set((users::email_key.eq(new.email_key), users::confirmation_sent_at.eq(sent)))
        .returning((User::as_select(), fresh));
    Ok(row.get_result(tx).await?)
}

/// The attempts to sign up with the address of an account.
pub async fn signup(mut conn: &AsyncPgConnection, id: UserId) -> Result<Signup> {
    let value: Option<Value> =
        users::table.find(id).select(users::signup).first(&mut conn).await.optional()?.flatten();
    Ok(value.map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// Keeps the attempts; `None` forgets them all.
pub async fn keep_signup(
    tx: &mut AsyncPgConnection,
    id: UserId,
    signup: Option<&Signup>,
) -> Result<()> {
    let value = signup.map(serde_json::to_value).transpose()?;
    let update = diesel::update(users::table.find(id)).set(users::signup.eq(value));
    update.execute(tx).await?;
    Ok(())
}

/// New values for some columns of an account; `None` leaves one as it is.
#[derive(Default, AsChangeset)]
#[diesel(table_name = users)]
pub struct Change {
    pub email: Option<String>,
    pub email_key: Option<String>,
    pub password_hash: Option<String>,
    pub role: Option<Role>,
    pub locale: Option<Lang>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub confirmation_sent_at: Option<DateTime<Utc>>,
    pub reset_sent_at: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub default_actor_id: Option<Option<ActorId>>,
    pub failed_logins: Option<i32>,
    pub login_blocked_until: Option<Option<DateTime<Utc>>>,
    pub last_sign_in_at: Option<Option<DateTime<Utc>>>,
    pub last_sign_in_ip: Option<Option<String>>,
    pub current_sign_in_at: Option<Option<DateTime<Utc>>>,
    pub current_sign_in_ip: Option<Option<String>>,
}

/// Changes an account.
pub async fn update(
    tx: &mut AsyncPgConnection,
    id: UserId,
    change: Change,
    now: DateTime<Utc>,
) -> Result<User> {
    let changed = diesel::update(users::table.find(id))
        .set((change, users::updated_at.eq(now)))
        .returning(User::as_returning());
    Ok(changed.get_result(tx).await?)
}

/// Deletes an account with all that hangs on it: settings, sign-ins, secrets, private calendars.
pub async fn delete(tx: &mut AsyncPgConnection, id: UserId) -> Result<()> {
    diesel::delete(users::table.find(id)).execute(tx).await?;
    Ok(())
}

/// The administrators that could still sign in, locked, so that two of them do not leave at once.
pub async fn lock_administrators(tx: &mut AsyncPgConnection) -> Result<Vec<UserId>> {
    let administrators = users::table
        .filter(users::role.eq(Role::Administrator))
        .filter(users::confirmed_at.is_not_null())
        .filter(users::disabled_at.is_null())
        .order(users::id)
        .select(users::id)
        .for_update();
    Ok(administrators.load(tx).await?)
}

/// Deletes up to `most` accounts whose address was never confirmed though a link was sent before `since`. Returns how
/// many.
pub async fn delete_unconfirmed(
    tx: &mut AsyncPgConnection,
    since: DateTime<Utc>,
    most: i64,
) -> Result<usize> {
    let stale = || {
        users::table
            .filter(users::confirmed_at.is_null())
            .filter(users::disabled_at.is_null())
            .filter(users::confirmation_sent_at.lt(since))
    };
    let ids: Vec<UserId> = stale().limit(most).select(users::id).load(&mut *tx).await?;
    Ok(diesel::delete(stale().filter(users::id.eq_any(ids))).execute(tx).await?)
}

/// Forgets from where up to `most` accounts were signed in to before a moment. Returns how many.
pub async fn forget_sign_in_places(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    most: i64,
) -> Result<usize> {
    let forget = diesel::sql_query(
        "UPDATE users SET \
           last_sign_in_ip = CASE WHEN last_sign_in_at < $1 THEN NULL ELSE last_sign_in_ip END, \
           current_sign_in_ip = CASE WHEN current_sign_in_at < $1 THEN NULL ELSE current_sign_in_ip END \
         WHERE id IN (SELECT id FROM users \
           WHERE last_sign_in_ip IS NOT NULL AND last_sign_in_at < $1 \
             OR current_sign_in_ip IS NOT NULL AND current_sign_in_at < $1 LIMIT $2)",
    );
    let forget = forget.bind::<Timestamptz, _>(before).bind::<BigInt, _>(most);
    Ok(forget.execute(tx).await?)
}
