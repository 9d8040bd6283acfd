//! What there is to count, for everybody to see. Counting takes the database a while, so the numbers are up to a
//! minute old.

use crate::app::App;
use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz};

/// How old a number may be.
const AGE: Duration = Duration::seconds(60);

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Statistics {
    /// Confirmed accounts of this server.
    #[diesel(sql_type = BigInt)]
    pub users: i64,
    /// Public events that this server knows.
    #[diesel(sql_type = BigInt)]
    pub events: i64,
    /// Public events published here.
    #[diesel(sql_type = BigInt)]
    pub local_events: i64,
    /// Comments under those of the public events that this server knows.
    #[diesel(sql_type = BigInt)]
    pub comments: i64,
    /// Those of them that were written here.
    #[diesel(sql_type = BigInt)]
    pub local_comments: i64,
    /// Groups that this server knows.
    #[diesel(sql_type = BigInt)]
    pub groups: i64,
    /// Groups of this server.
    #[diesel(sql_type = BigInt)]
    pub local_groups: i64,
}

/// Upcoming events of a category.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct CategoryCount {
    #[diesel(sql_type = Text)]
    pub category: String,
    #[diesel(sql_type = BigInt)]
    pub number: i64,
}

/// How much there is.
pub async fn statistics(app: &App) -> Result<Statistics> {
    app.memo.get(app.now(), AGE, async || count(app).await).await
}

async fn count(app: &App) -> Result<Statistics> {
    let counted = diesel::sql_query(
        "SELECT users, events, local_events, comments, local_comments, groups, local_groups FROM \
         (SELECT count(*) AS users FROM users \
            WHERE confirmed_at IS NOT NULL AND disabled_at IS NULL) AS u, \
         (SELECT count(*) AS events, count(*) FILTER (WHERE origin IS NULL) AS local_events \
            FROM events x WHERE visibility = 'public' AND NOT draft AND deleted_at IS NULL \
            AND NOT EXISTS (SELECT FROM actors a WHERE a.id = x.organizer_id \
              AND (a.suspended_at IS NOT NULL OR a.deleted_at IS NOT NULL))) AS e, \
         (SELECT count(*) AS comments, count(*) FILTER (WHERE c.origin IS NULL) AS local_comments \
            FROM comments c JOIN events x ON x.id = c.event_id JOIN actors a ON a.id = c.actor_id \
            JOIN actors o ON o.id = x.organizer_id \
            WHERE c.deleted_at IS NULL AND NOT c.waiting AND x.visibility = 'public' AND NOT x.draft \
            AND x.deleted_at IS NULL AND a.suspended_at IS NULL AND a.deleted_at IS NULL \
            AND o.suspended_at IS NULL AND o.deleted_at IS NULL) AS c, \
         (SELECT count(*) AS groups, count(*) FILTER (WHERE domain IS NULL) AS local_groups \
            FROM actors WHERE kind = 'group' AND suspended_at IS NULL AND deleted_at IS NULL) AS g",
    );
    Ok(counted.get_result(&mut app.db.get().await?).await?)
}

/// Upcoming events by category, the fullest first; categories without any are left out.
pub async fn categories(app: &App) -> Result<Vec<CategoryCount>> {
    app.memo.get(app.now(), AGE, async || count_categories(app).await).await
}

async fn count_categories(app: &App) -> Result<Vec<CategoryCount>> {
    let counted = diesel::sql_query(
        "SELECT category, count(*) AS number FROM event_upcoming WHERE ends_on > $1 \
         GROUP BY category ORDER BY number DESC, category LIMIT 200",
    );
    let counted = counted.bind::<Timestamptz, _>(app.now());
    Ok(counted.load(&mut app.db.get().await?).await?)
}
