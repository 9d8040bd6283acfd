//! Who wants to hear of whom.

use crate::kernel::prelude::*;
use crate::kernel::words::words;
use farandole_schema::tables::{actors, follows};

words! {
    /// What became of the wish to follow.
    pub enum FollowState {
        /// Not answered yet.
        Pending = "pending",
        /// Yes.
        Approved = "approved",
        /// No.
        Rejected = "rejected",
    }
}

/// Somebody's wish to hear of somebody.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = follows, check_for_backend(diesel::pg::Pg))]
pub struct Follow {
    pub id: FollowId,
    pub uuid: Uuid,
    /// The id of the activity.
    pub url: String,
    pub follower_id: ActorId,
    pub target_id: ActorId,
    pub state: FollowState,
    pub notify: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A wish to be written.
#[derive(Debug)]
pub struct NewFollow<'a> {
    pub uuid: Uuid,
    pub url: &'a str,
    pub follower: ActorId,
    pub target: ActorId,
    pub state: FollowState,
}

/// Keeps a wish; one that is known takes the newer id and, unless it was granted, the newer state.
pub async fn put(
    tx: &mut AsyncPgConnection,
    new: &NewFollow<'_>,
    now: DateTime<Utc>,
) -> Result<Follow> {
    let state = diesel::dsl::sql::<diesel::sql_types::Text>(
        "CASE WHEN follows.state = 'approved' THEN follows.state ELSE excluded.state END",
    );
    let row = diesel::insert_into(follows::table)
        .values((
            follows::uuid.eq(new.uuid),
            follows::url.eq(new.url),
            follows::follower_id.eq(new.follower),
            follows::target_id.eq(new.target),
            follows::state.eq(new.state),
            follows::created_at.eq(now),
            follows::updated_at.eq(now),
        ))
        .on_conflict((follows::follower_id, follows::target_id))
        .do_update()
        .set((follows::url.eq(new.url), follows::state.eq(state), follows::updated_at.eq(now)))
        .returning(Follow::as_returning());
    Ok(row.get_result(tx).await?)
}

/// The wish of one to follow another.
pub async fn between(
    mut conn: &AsyncPgConnection,
    follower: ActorId,
    target: ActorId,
) -> Result<Option<Follow>> {
    let row = follows::table
        .filter(follows::follower_id.eq(follower).and(follows::target_id.eq(target)))
        .select(Follow::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// All wishes between one and these others, in both directions.
pub async fn with(
    mut conn: &AsyncPgConnection,
    one: ActorId,
    others: &[ActorId],
) -> Result<Vec<Follow>> {
    let from = follows::follower_id.eq(one).and(follows::target_id.eq_any(others));
    let to = follows::target_id.eq(one).and(follows::follower_id.eq_any(others));
    let rows = follows::table.filter(from.or(to)).select(Follow::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// The newest wish with this id.
pub async fn follow_by_url(mut conn: &AsyncPgConnection, url: &str) -> Result<Option<Follow>> {
    let row = follows::table
        .filter(follows::url.eq(url))
        .order(follows::id.desc())
        .select(Follow::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// The wish with this number.
pub async fn find_follow(mut conn: &AsyncPgConnection, id: FollowId) -> Result<Option<Follow>> {
    let row = follows::table.find(id).select(Follow::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// Keeps an answer.
pub async fn answer(
    tx: &mut AsyncPgConnection,
    id: FollowId,
    state: FollowState,
    now: DateTime<Utc>,
) -> Result<Follow> {
    let row = diesel::update(follows::table.find(id))
        .set((follows::state.eq(state), follows::updated_at.eq(now)))
        .returning(Follow::as_returning());
    Ok(row.get_result(tx).await?)
}

/// Ends a wish, granted or not.
pub async fn drop(tx: &mut AsyncPgConnection, id: FollowId) -> Result<()> {
    diesel::delete(follows::table.find(id)).execute(tx).await?;
    Ok(())
}

/// Which side of a wish is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Those who follow somebody.
    Followers,
    /// Those whom somebody follows.
    Following,
}

/// A page of wishes of or about an actor, newest first.
pub async fn page_of(
    mut conn: &AsyncPgConnection,
    actor: ActorId,
    side: Side,
    state: Option<FollowState>,
    page: Page,
) -> Result<Paged<Follow>> {
    let filtered = || {
        let mut query = follows::table.into_boxed();
        query = match side {
            Side::Followers => query.filter(follows::target_id.eq(actor)),
            Side::Following => query.filter(follows::follower_id.eq(actor)),
        };
        match state {
            Some(state) => query.filter(follows::state.eq(state)),
            None => query.filter(follows::state.ne(FollowState::Rejected)),
        }
    };
    let total = filtered().count().get_result(&mut conn).await?;
    let rows = filtered()
        .order(follows::id.desc())
        .limit(page.limit)
        .offset(page.offset)
        .select(Follow::as_select());
    Ok(Paged { total, elements: rows.load(&mut conn).await? })
}

/// How many follow somebody, and how many somebody follows, whose wish was granted.
pub async fn count(mut conn: &AsyncPgConnection, actor: ActorId, side: Side) -> Result<i64> {
    let query = follows::table.filter(follows::state.eq(FollowState::Approved)).into_boxed();
    let query = match side {
        Side::Followers => query.filter(follows::target_id.eq(actor)),
        Side::Following => query.filter(follows::follower_id.eq(actor)),
    };
    Ok(query.count().get_result(&mut conn).await?)
}

/// The addresses of those whom an actor follows, or who follow it.
pub async fn urls(
    mut conn: &AsyncPgConnection,
    actor: ActorId,
    side: Side,
    page: Page,
) -> Result<Vec<String>> {
    let granted = follows::state.eq(FollowState::Approved);
    let rows = match side {
        Side::Followers => {
            let of =
                actors::table.inner_join(follows::table.on(follows::follower_id.eq(actors::id)));
            let of = of.filter(follows::target_id.eq(actor).and(granted)).order(follows::id.desc());
            of.select(actors::url).limit(page.limit).offset(page.offset).load(&mut conn).await?
        }
        Side::Following => {
            let of = actors::table.inner_join(follows::table.on(follows::target_id.eq(actors::id)));
            let of =
                of.filter(follows::follower_id.eq(actor).and(granted)).order(follows::id.desc());
            of.select(actors::url).limit(page.limit).offset(page.offset).load(&mut conn).await?
        }
    };
    Ok(rows)
}
