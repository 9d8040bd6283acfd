//! The SQL of addresses and of the geocoder's answers.

use super::model::{Address, NewAddress};
use crate::kernel::prelude::*;
use diesel::dsl::exists;
use farandole_schema::tables::{actors, addresses, events, geocode_cache};

/// The addresses with these ids.
pub async fn with_ids(
    mut conn: &AsyncPgConnection,
    ids: &[AddressId],
) -> QueryResult<Vec<Address>> {
    addresses::table
        .filter(addresses::id.eq_any(ids))
        .select(Address::as_select())
        .load(&mut conn)
        .await
}

/// The address with this id, if everybody knows it anyway (a public event takes place there) or this organiser has
/// used it. A geocoder's name for it says nothing about that: text and point are what its first user wrote.
pub async fn usable(
    mut conn: &AsyncPgConnection,
    id: AddressId,
    organizer: ActorId,
) -> QueryResult<Option<Address>> {
    let public = events::visibility
        .eq("public")
        .and(events::draft.eq(false))
        .and(events::deleted_at.is_null());
    let used = events::table
        .filter(events::address_id.eq(id))
        .filter(public.or(events::organizer_id.eq(organizer)));
    addresses::table
        .find(id)
        .filter(exists(used))
        .select(Address::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The address with this uuid, where an event that everybody may see names it.
pub async fn of_public_events(
    mut conn: &AsyncPgConnection,
    uuid: Uuid,
) -> QueryResult<Option<Address>> {
    let seen = actors::table
        .filter(actors::id.eq(events::organizer_id))
        .filter(actors::suspended_at.is_null().and(actors::deleted_at.is_null()));
    let used = events::table
        .filter(events::address_id.eq(addresses::id.nullable()))
        .filter(events::visibility.eq("public"))
        .filter(events::draft.eq(false).and(events::deleted_at.is_null()))
        .filter(exists(seen));
    addresses::table
        .filter(addresses::uuid.eq(uuid))
        .filter(exists(used))
        .select(Address::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The address that a geocoder calls so.
pub async fn with_origin(
    mut conn: &AsyncPgConnection,
    origin: &str,
) -> QueryResult<Option<Address>> {
    addresses::table
        .filter(addresses::origin_id.eq(origin))
        .select(Address::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// Writes an address; nothing where another has just taken its name.
pub async fn insert(
    tx: &mut AsyncPgConnection,
    new: &NewAddress,
) -> QueryResult<Option<AddressId>> {
    diesel::insert_into(addresses::table)
        .values(new)
        .on_conflict(addresses::origin_id)
        .do_nothing()
        .returning(addresses::id)
        .get_result(tx)
        .await
        .optional()
}

/// An answer that is not older than `since`.
pub async fn answer(
    mut conn: &AsyncPgConnection,
    key: &str,
    since: DateTime<Utc>,
) -> QueryResult<Option<serde_json::Value>> {
    geocode_cache::table
        .find(key)
        .filter(geocode_cache::fetched_at.ge(since))
        .select(geocode_cache::body)
        .first(&mut conn)
        .await
        .optional()
}

/// Keeps an answer, over an older one.
pub async fn keep_answer(
    conn: &mut AsyncPgConnection,
    key: &str,
    body: serde_json::Value,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let row = (geocode_cache::body.eq(body), geocode_cache::fetched_at.eq(now));
    diesel::insert_into(geocode_cache::table)
        .values((geocode_cache::key.eq(key), row.clone()))
        .on_conflict(geocode_cache::key)
        .do_update()
        .set(row)
        .execute(conn)
        .await
}

/// Drops the answers older than `since`.
pub async fn sweep(conn: &mut AsyncPgConnection, since: DateTime<Utc>) -> QueryResult<usize> {
    let old = geocode_cache::table.filter(geocode_cache::fetched_at.lt(since));
    diesel::delete(old).execute(conn).await
}
