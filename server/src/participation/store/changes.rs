//! What those who attend have not been told yet.

use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Jsonb, Timestamptz};
use farandole_schema::tables::event_change_sets;
use serde_json::Value;

/// Adds to what is to be told. What was noted before stays: it is what people know.
pub async fn note_change(
    tx: &mut AsyncPgConnection,
    event: EventId,
    before: &Value,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO event_change_sets (event_id, before, since) VALUES ($1, $2, $3) \
         ON CONFLICT (event_id) DO UPDATE SET before = EXCLUDED.before || event_change_sets.before",
    )
    .bind::<BigInt, _>(event)
    .bind::<Jsonb, _>(before)
    .bind::<Timestamptz, _>(now)
    .execute(tx)
    .await
}

/// Takes what is to be told.
pub async fn take_change(tx: &mut AsyncPgConnection, event: EventId) -> QueryResult<Option<Value>> {
    diesel::delete(event_change_sets::table.find(event))
        .returning(event_change_sets::before)
        .get_result(tx)
        .await
        .optional()
}
