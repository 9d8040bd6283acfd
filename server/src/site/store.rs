//! The rows of `instance_settings`: a key, a value, no more.

use super::model::Rows;
use crate::kernel::prelude::*;
use farandole_schema::tables::instance_settings;
use serde_json::Value;

/// More than there are keys.
const KEYS: i64 = 200;

/// Every setting that has been made.
pub async fn all(mut conn: &AsyncPgConnection) -> QueryResult<Rows> {
    let rows: Vec<(String, Value)> = instance_settings::table
        .select((instance_settings::key, instance_settings::value))
        .order(instance_settings::key)
        .limit(KEYS)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Writes a setting; `null` takes it back.
pub async fn write(
    tx: &mut AsyncPgConnection,
    key: &str,
    value: &Value,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    if value.is_null() {
        return diesel::delete(instance_settings::table.find(key)).execute(tx).await.map(drop);
    }
    let columns = (instance_settings::value.eq(value), instance_settings::updated_at.eq(now));
    diesel::insert_into(instance_settings::table)
        .values((instance_settings::key.eq(key), columns))
        .on_conflict(instance_settings::key)
        .do_update()
        .set(columns)
        .execute(tx)
        .await
        .map(drop)
}
