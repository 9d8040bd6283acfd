//! Secrets that were sent by mail; only their hashes are here.

use crate::accounts::model::Purpose;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use farandole_schema::tables::user_tokens;

/// A secret that was found.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = user_tokens, check_for_backend(diesel::pg::Pg))]
pub struct Found {
    pub user_id: UserId,
    /// For a change of address: the new one, or the old one to go back to.
    pub email: Option<String>,
}

/// Keeps the hash of a secret until its time is over.
pub async fn keep_token(
    tx: &mut AsyncPgConnection,
    user: UserId,
    purpose: Purpose,
    token: &Token,
    email: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(user_tokens::table)
        .values((
            user_tokens::hash.eq(token.hash()),
            user_tokens::user_id.eq(user),
            user_tokens::purpose.eq(purpose.as_str()),
            user_tokens::email.eq(email),
            user_tokens::created_at.eq(now),
            user_tokens::expires_at.eq(now + purpose.lifetime()),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes a secret out of use and returns what it was for; `None` if it is unknown, used or too old.
pub async fn take_token(
    tx: &mut AsyncPgConnection,
    purpose: Purpose,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Found>> {
    let found = user_tokens::table
        .filter(user_tokens::hash.eq(token.hash()))
        .filter(user_tokens::purpose.eq(purpose.as_str()))
        .filter(user_tokens::expires_at.gt(now));
    let taken = diesel::delete(found).returning(Found::as_returning());
    Ok(taken.get_result(tx).await.optional()?)
}

/// A secret that is still in use.
pub async fn peek_token(
    mut conn: &AsyncPgConnection,
    purpose: Purpose,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Found>> {
    let found = user_tokens::table
        .filter(user_tokens::hash.eq(token.hash()))
        .filter(user_tokens::purpose.eq(purpose.as_str()))
        .filter(user_tokens::expires_at.gt(now))
        .select(Found::as_select());
    Ok(found.first(&mut conn).await.optional()?)
}

/// Voids an account's secrets of some purposes.
pub async fn void_tokens(
    tx: &mut AsyncPgConnection,
    user: UserId,
    purposes: &[Purpose],
) -> Result<()> {
    let purposes: Vec<&str> = purposes.iter().map(|purpose| purpose.as_str()).collect();
    let void = user_tokens::table
        .filter(user_tokens::user_id.eq(user))
        .filter(user_tokens::purpose.eq_any(purposes));
    diesel::delete(void).execute(tx).await?;
    Ok(())
}

/// Drops up to `most` secrets whose time is over. Returns how many.
pub async fn sweep_tokens(
    tx: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<usize> {
    let over = user_tokens::table.filter(user_tokens::expires_at.le(now)).limit(most);
    let hashes: Vec<Vec<u8>> = over.select(user_tokens::hash).load(&mut *tx).await?;
    let over = user_tokens::table.filter(user_tokens::hash.eq_any(hashes));
    Ok(diesel::delete(over).execute(tx).await?)
}
