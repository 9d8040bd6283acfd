//! The SQL of comments.

use super::SHOWN;
use super::model::{Comment, Shown};
use crate::events::Event;
use crate::kernel::prelude::*;
use diesel::dsl::sql;
use diesel::sql_types::{Array, BigInt, Bool, Text};
use farandole_schema::tables::{actors, comment_mentions, comments, events};
use std::collections::HashMap;

/// A comment to be written.
#[derive(Insertable)]
#[diesel(table_name = comments)]
pub struct NewRow {
    pub uuid: Uuid,
    pub url: String,
    pub event_id: EventId,
    pub actor_id: ActorId,
    pub parent_id: Option<CommentId>,
    pub root_id: Option<CommentId>,
    pub body: String,
    pub language: String,
    pub announcement: bool,
    pub waiting: bool,
    pub origin: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Writes a comment.
pub async fn insert(tx: &mut AsyncPgConnection, new: &NewRow) -> Result<Comment> {
    let row = diesel::insert_into(comments::table).values(new).returning(Comment::as_returning());
    Ok(row.get_result(tx).await?)
}

/// Two that bring the same comment of another server wait for each other until the end of the transaction.
pub async fn lock_url(tx: &mut AsyncPgConnection, url: &str) -> Result<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7021703))")
        .bind::<Text, _>(url)
        .execute(tx)
        .await?;
    Ok(())
}

/// The comment with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: CommentId) -> Result<Option<Comment>> {
    let row = comments::table.find(id).select(Comment::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// The same, held until the end of the transaction.
pub async fn lock(tx: &mut AsyncPgConnection, id: CommentId) -> Result<Option<Comment>> {
    let row = comments::table.find(id).select(Comment::as_select()).for_update();
    Ok(row.first(tx).await.optional()?)
}

/// The comment with this UUID.
pub async fn by_uuid(mut conn: &AsyncPgConnection, uuid: Uuid) -> Result<Option<Comment>> {
    let row = comments::table.filter(comments::uuid.eq(uuid)).select(Comment::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// The comment at an address, of this server or another, deleted or not.
pub async fn by_url(mut conn: &AsyncPgConnection, url: &str) -> Result<Option<Comment>> {
    let row = comments::table.filter(comments::url.eq(url)).select(Comment::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// What changes about a comment.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = comments)]
pub struct Change {
    pub body: String,
    pub language: String,
    pub waiting: bool,
    pub updated_at: DateTime<Utc>,
}

/// Changes a comment.
pub async fn change(tx: &mut AsyncPgConnection, id: CommentId, change: &Change) -> Result<Comment> {
    let row = diesel::update(comments::table.find(id)).set(change);
    Ok(row.returning(Comment::as_returning()).get_result(tx).await?)
}

/// Lets a comment in.
pub async fn let_in(tx: &mut AsyncPgConnection, id: CommentId) -> Result<Comment> {
    let row = diesel::update(comments::table.find(id)).set(comments::waiting.eq(false));
    Ok(row.returning(Comment::as_returning()).get_result(tx).await?)
}

/// Empties comments: their places stay, and whether they were ever let in. Returns those that were not empty.
pub async fn empty(
    tx: &mut AsyncPgConnection,
    which: Which,
    now: DateTime<Utc>,
) -> Result<Vec<CommentId>> {
    let mut rows = comments::table.filter(comments::deleted_at.is_null()).into_boxed();
    rows = match which {
        Which::One(id) => rows.filter(comments::id.eq(id)),
        Which::Of(actor) => rows.filter(comments::actor_id.eq(actor)),
    };
    let ids: Vec<CommentId> = rows.select(comments::id).order(comments::id).load(tx).await?;
    diesel::update(comments::table.filter(comments::id.eq_any(&ids)))
        .set((comments::body.eq(""), comments::deleted_at.eq(now)))
        .execute(tx)
        .await?;
    diesel::delete(comment_mentions::table.filter(comment_mentions::comment_id.eq_any(&ids)))
        .execute(tx)
        .await?;
    Ok(ids)
}

/// Which comments.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// This one.
    One(CommentId),
    /// All by somebody.
    Of(ActorId),
}

/// Puts these people in the place of those whom a comment named before.
pub async fn set_mentions(
    tx: &mut AsyncPgConnection,
    id: CommentId,
    people: &[ActorId],
) -> Result<()> {
    use comment_mentions::dsl;
    diesel::delete(dsl::comment_mentions.filter(dsl::comment_id.eq(id))).execute(tx).await?;
    let rows: Vec<_> =
        people.iter().map(|actor| (dsl::comment_id.eq(id), dsl::actor_id.eq(*actor))).collect();
    diesel::insert_into(dsl::comment_mentions)
        .values(rows)
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(())
}

/// Whom a comment names.
pub async fn mentions(mut conn: &AsyncPgConnection, id: CommentId) -> Result<Vec<ActorId>> {
    let people = comment_mentions::table
        .filter(comment_mentions::comment_id.eq(id))
        .order(comment_mentions::actor_id)
        .select(comment_mentions::actor_id);
    Ok(people.load(&mut conn).await?)
}

/// The comments of events that the viewer, who sees those events, is shown: in the order of their ids, at most a
/// thousand of each event.
pub async fn of_events(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    ids: &[EventId],
) -> Result<Vec<Shown>> {
    let mine: Vec<ActorId> = viewer.actors().to_vec();
    let near = sql::<Bool>(
        "comments.id IN (SELECT x.id FROM events e CROSS JOIN LATERAL (SELECT c.id FROM comments c \
           WHERE c.event_id = e.id AND (NOT c.waiting OR ",
    )
    .bind::<Bool, _>(viewer.moderates())
    .sql(" OR c.actor_id = ANY(")
    .bind::<Array<BigInt>, _>(mine.clone())
    .sql(") OR e.organizer_id = ANY(")
    .bind::<Array<BigInt>, _>(mine)
    .sql(
        ")) AND (c.deleted_at IS NULL OR EXISTS (SELECT FROM comments r \
           WHERE r.root_id = c.id AND r.deleted_at IS NULL)) ORDER BY c.id LIMIT ",
    )
    .bind::<BigInt, _>(SHOWN)
    .sql(") x WHERE e.id = ANY(")
    .bind::<Array<BigInt>, _>(ids)
    .sql("))");
    let rows: Vec<(Comment, bool)> = comments::table
        .inner_join(events::table)
        .inner_join(actors::table)
        .filter(near)
        .filter(seen_by(viewer))
        .order((comments::event_id, comments::id))
        .select((Comment::as_select(), blank_for(viewer)))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(comment, blank)| Shown { comment, blank }).collect())
}

/// The comments with these ids that the viewer, who sees their events, is shown.
pub async fn shown(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    ids: &[CommentId],
) -> Result<HashMap<CommentId, Shown>> {
    let rows: Vec<(Comment, bool)> = comments::table
        .inner_join(events::table)
        .inner_join(actors::table)
        .filter(comments::id.eq_any(ids))
        .filter(seen_by(viewer))
        .select((Comment::as_select(), blank_for(viewer)))
        .load(&mut conn)
        .await?;
    let shown = rows.into_iter().map(|(comment, blank)| (comment.id, Shown { comment, blank }));
    Ok(shown.collect())
}

type Joined = diesel::dsl::InnerJoinQuerySource<
    diesel::dsl::InnerJoinQuerySource<comments::table, events::table>,
    actors::table,
>;
type Condition = Box<dyn BoxableExpression<Joined, diesel::pg::Pg, SqlType = Bool>>;

/// What waits is seen by its author, the organiser and those who keep order.
fn seen_by(viewer: &Viewer) -> Condition {
    if viewer.moderates() {
        return Box::new(sql::<Bool>("TRUE"));
    }
    let mine: Vec<ActorId> = viewer.actors().to_vec();
    Box::new(
        comments::waiting
            .eq(false)
            .or(comments::actor_id.eq_any(mine.clone()))
            .or(events::organizer_id.eq_any(mine)),
    )
}

/// What is deleted is blank for everybody; what somebody says who is hidden, for all but those who keep order.
fn blank_for(viewer: &Viewer) -> Condition {
    if viewer.moderates() {
        return Box::new(comments::deleted_at.is_not_null());
    }
    Box::new(
        comments::deleted_at
            .is_not_null()
            .or(actors::suspended_at.is_not_null())
            .or(actors::deleted_at.is_not_null()),
    )
}

/// What somebody has said here, in the order of its ids, after one.
pub async fn by_author(
    mut conn: &AsyncPgConnection,
    actor: ActorId,
    after: CommentId,
    limit: i64,
) -> Result<Vec<Comment>> {
    let rows = comments::table
        .filter(comments::actor_id.eq(actor).and(comments::id.gt(after)))
        .filter(comments::deleted_at.is_null())
        .order(comments::id)
        .limit(limit)
        .select(Comment::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// The event of a comment, deleted or not.
pub async fn event_of(conn: &AsyncPgConnection, comment: &Comment) -> Result<Event> {
    crate::events::find_even_deleted(conn, comment.event_id).await?.or_not_found("event")
}
