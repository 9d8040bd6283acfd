//! The SQL of tags.

use super::model::Tag;
use crate::kernel::prelude::*;
use diesel::PgTextExpressionMethods;
use farandole_schema::tables::tags;

/// Writes the tags that are not there yet. In the order of the slugs, so that two writers never wait crosswise.
pub async fn insert(
    tx: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    mut new: Vec<(String, String)>,
) -> QueryResult<usize> {
    new.sort_by(|a, b| a.1.cmp(&b.1));
    let rows: Vec<_> = new
        .into_iter()
        .map(|(title, slug)| (tags::title.eq(title), tags::slug.eq(slug), tags::created_at.eq(now)))
        .collect();
    diesel::insert_into(tags::table).values(rows).on_conflict_do_nothing().execute(tx).await
}

/// The tags with these slugs.
pub async fn with_slugs(mut conn: &AsyncPgConnection, slugs: &[String]) -> QueryResult<Vec<Tag>> {
    tags::table.filter(tags::slug.eq_any(slugs)).select(Tag::as_select()).load(&mut conn).await
}

/// Tags whose slug has these letters in it, those that begin with them first.
pub async fn matching(
    mut conn: &AsyncPgConnection,
    slug: &str,
    page: Page,
) -> QueryResult<Vec<Tag>> {
    let escaped = slug.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    tags::table
        .filter(tags::slug.ilike(format!("%{escaped}%")))
        .order((tags::slug.not_like(format!("{escaped}%")), tags::slug))
        .limit(page.limit)
        .offset(page.offset)
        .select(Tag::as_select())
        .load(&mut conn)
        .await
}
