//! The SQL of exports. Nothing here asks whether the viewer may.

use super::model::Export;
use crate::kernel::prelude::*;
use farandole_schema::tables::exports;

/// Puts a file in the place of those that the account made of the same event before.
pub async fn replace(tx: &mut AsyncPgConnection, new: &Export) -> QueryResult<()> {
    let before = exports::table
        .filter(exports::user_id.eq(new.user_id).and(exports::event_id.eq(new.event_id)))
        .filter(exports::format.eq(new.format));
    diesel::delete(before).execute(&mut *tx).await?;
    diesel::insert_into(exports::table).values(new).execute(tx).await?;
    Ok(())
}

/// The file of an account, while it may be fetched.
pub async fn find(
    mut conn: &AsyncPgConnection,
    file: Uuid,
    user: UserId,
    now: DateTime<Utc>,
) -> QueryResult<Option<Export>> {
    exports::table
        .filter(exports::file.eq(file).and(exports::user_id.eq(user)))
        .filter(exports::expires_at.gt(now))
        .select(Export::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// Removes files whose day is over.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(exports::table.filter(exports::expires_at.le(now))).execute(conn).await
}
