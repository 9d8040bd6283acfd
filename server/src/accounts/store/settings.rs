//! How accounts want to be told.

use crate::accounts::model::Settings;
use crate::kernel::prelude::*;
use farandole_schema::tables::user_settings;
use std::collections::HashMap;

/// The settings of accounts that have set any.
pub async fn settings_many(
    mut conn: &AsyncPgConnection,
    users: &[UserId],
) -> Result<HashMap<UserId, Settings>> {
    let rows: Vec<Settings> = user_settings::table
        .filter(user_settings::user_id.eq_any(users))
        .order(user_settings::user_id)
        .select(Settings::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|settings| (settings.user_id, settings)).collect())
}

/// Keeps the settings of an account.
pub async fn keep_settings(tx: &mut AsyncPgConnection, settings: &Settings) -> Result<Settings> {
    let kept = diesel::insert_into(user_settings::table)
        .values(settings)
        .on_conflict(user_settings::user_id)
        .do_update()
        .set(settings)
        .returning(Settings::as_returning());
    Ok(kept.get_result(tx).await?)
}

/// Forgets the settings of an account.
pub async fn forget_settings(tx: &mut AsyncPgConnection, user: UserId) -> Result<()> {
    diesel::delete(user_settings::table.find(user)).execute(tx).await?;
    Ok(())
}
