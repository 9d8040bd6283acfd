//! The SQL of pictures. Nothing here asks whether the viewer may.

use super::model::{Files, Media};
use crate::kernel::prelude::*;
use diesel::dsl::{count_star, sql};
use diesel::sql_types::{BigInt, Bool, Nullable};
use farandole_schema::tables::media;
use std::collections::HashMap;

/// A row to write.
#[derive(Insertable)]
#[diesel(table_name = media)]
pub struct NewRow {
    pub uuid: Uuid,
    pub user_id: Option<UserId>,
    pub actor_id: Option<ActorId>,
    pub name: String,
    pub alt: Option<String>,
    pub content_type: String,
    pub size: i64,
    pub width: i32,
    pub height: i32,
    pub blurhash: Option<String>,
    pub widths: Vec<i32>,
    pub created_at: DateTime<Utc>,
}

/// Writes a row.
pub async fn insert(conn: &mut AsyncPgConnection, row: &NewRow) -> Result<Media> {
    let written = diesel::insert_into(media::table).values(row).returning(Media::as_returning());
    Ok(written.get_result(conn).await?)
}

/// The picture with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: MediaId) -> Result<Option<Media>> {
    let found = media::table.find(id).select(Media::as_select());
    Ok(found.first(&mut conn).await.optional()?)
}

/// The picture with this uuid.
pub async fn find_by_uuid(mut conn: &AsyncPgConnection, uuid: Uuid) -> Result<Option<Media>> {
    let found = media::table.filter(media::uuid.eq(uuid)).select(Media::as_select());
    Ok(found.first(&mut conn).await.optional()?)
}

/// The picture with this id, held: nothing can begin to show it until the transaction ends.
pub async fn lock(tx: &mut AsyncPgConnection, id: MediaId) -> Result<Option<Media>> {
    let found = media::table.find(id).select(Media::as_select()).for_update();
    Ok(found.first(tx).await.optional()?)
}

/// The pictures with these ids, in one query; those that do not exist are left out.
pub async fn load_many(
    mut conn: &AsyncPgConnection,
    ids: &[MediaId],
) -> Result<HashMap<MediaId, Media>> {
    let rows: Vec<Media> = media::table
        .filter(media::id.eq_any(ids))
        .select(Media::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|media| (media.id, media)).collect())
}

/// The pictures of an account, newest first.
pub async fn of_account(
    mut conn: &AsyncPgConnection,
    user: UserId,
    page: Page,
) -> Result<Paged<Media>> {
    let its = media::table.filter(media::user_id.eq(user));
    let total: i64 = its.select(count_star()).first(&mut conn).await?;
    let elements = its
        .order(media::id.desc())
        .limit(page.limit)
        .offset(page.offset)
        .select(Media::as_select())
        .load(&mut conn)
        .await?;
    Ok(Paged { total, elements })
}

/// Bytes of the pictures of an account.
pub async fn size_of_account(mut conn: &AsyncPgConnection, user: UserId) -> Result<i64> {
    let bytes = sql::<Nullable<BigInt>>("sum(size)::bigint");
    let its = media::table.filter(media::user_id.eq(user)).select(bytes);
    Ok(its.first::<Option<i64>>(&mut conn).await?.unwrap_or(0))
}

/// Lets one transaction at a time look at the room of an account and use it.
pub async fn hold_room(tx: &mut AsyncPgConnection, user: UserId) -> Result<()> {
    let hold =
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended('media of ' || $1, 0))");
    hold.bind::<BigInt, _>(user).execute(tx).await?;
    Ok(())
}

/// Bytes of the pictures that each of these actors has sent; those without one are left out.
pub async fn sizes_of_actors(
    mut conn: &AsyncPgConnection,
    actors: &[ActorId],
) -> Result<HashMap<ActorId, i64>> {
    let rows: Vec<(Option<ActorId>, i64)> = media::table
        .filter(media::actor_id.eq_any(actors))
        .group_by(media::actor_id)
        .select((media::actor_id, sql::<BigInt>("sum(size)::bigint")))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(actor, size)| Some((actor?, size))).collect())
}

/// True for rows that something shows. A setting names a picture by its bare id, or as `{"mediaId": id}`.
const USED: &str = "(EXISTS (SELECT FROM events WHERE picture_id = media.id) \
    OR EXISTS (SELECT FROM event_media WHERE media_id = media.id) \
    OR EXISTS (SELECT FROM actors WHERE avatar_id = media.id) \
    OR EXISTS (SELECT FROM actors WHERE banner_id = media.id) \
    OR EXISTS (SELECT FROM instance_settings \
        WHERE to_jsonb(media.id) IN (value, value -> 'mediaId')))";

/// Whether something shows the picture.
pub async fn used(tx: &mut AsyncPgConnection, id: MediaId) -> Result<bool> {
    Ok(media::table.find(id).select(sql::<Bool>(USED)).first(tx).await?)
}

/// Deletes a row.
pub async fn delete(tx: &mut AsyncPgConnection, id: MediaId) -> Result<()> {
    diesel::delete(media::table.find(id)).execute(tx).await?;
    Ok(())
}

/// Deletes all rows of an account, used or not.
pub async fn delete_of_account(tx: &mut AsyncPgConnection, user: UserId) -> Result<Vec<Files>> {
    let gone: Vec<Media> = diesel::delete(media::table.filter(media::user_id.eq(user)))
        .returning(Media::as_returning())
        .get_results(tx)
        .await?;
    Ok(gone.iter().map(Files::from).collect())
}

/// Deletes up to `most` rows older than `before` that nothing shows. They are locked first and judged again after,
/// so that one that somebody puts to use meanwhile stays.
pub async fn delete_unused(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Files>> {
    let unused = || sql::<Bool>("NOT ").sql(USED);
    let held: Vec<MediaId> = media::table
        .filter(media::created_at.lt(before))
        .filter(unused())
        .order(media::id)
        .limit(most)
        .select(media::id)
        .for_update()
        .skip_locked()
        .load(tx)
        .await?;
    let gone: Vec<Media> =
        diesel::delete(media::table.filter(media::id.eq_any(held)).filter(unused()))
            .returning(Media::as_returning())
            .get_results(tx)
            .await?;
    Ok(gone.iter().map(Files::from).collect())
}
