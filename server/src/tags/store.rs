//! The SQL of tags.

use super::model::Tag;
use crate::kernel::prelude::*;
use diesel::dsl::{exists, sql};
use diesel::sql_types::{Array, BigInt, Bool, Text, Timestamptz};
use farandole_schema::tables::{event_tags, events, tags};
use std::collections::HashMap;

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

/// Tags whose slug has these letters in it, those that begin with them first. Only tags of public events, and of
/// the events of these organisers: what is hidden leaves no trace here.
pub async fn matching(
    mut conn: &AsyncPgConnection,
    slug: &str,
    organizers: &[ActorId],
    page: Page,
) -> QueryResult<Vec<Tag>> {
    let escaped = slug.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let public = events::visibility.eq("public").and(events::draft.eq(false));
    let shown = sql::<Bool>(
        "NOT EXISTS (SELECT FROM actors a WHERE a.id = events.organizer_id \
         AND (a.suspended_at IS NOT NULL OR a.deleted_at IS NOT NULL))",
    );
    let seen = event_tags::table
        .inner_join(events::table)
        .filter(event_tags::tag_id.eq(tags::id))
        .filter(events::deleted_at.is_null())
        .filter(public.and(shown).or(events::organizer_id.eq_any(organizers)));
    tags::table
        .filter(tags::slug.like(format!("%{escaped}%")))
        .filter(exists(seen))
        .order((tags::slug.not_like(format!("{escaped}%")), tags::slug))
        .limit(page.limit)
        .offset(page.offset)
        .select(Tag::as_select())
        .load(&mut conn)
        .await
}

#[derive(QueryableByName)]
struct Beside {
    #[diesel(sql_type = BigInt)]
    of: TagId,
    #[diesel(sql_type = BigInt)]
    id: TagId,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    slug: String,
}

/// For each of these tags the five that stand beside it most often on its next 200 public events.
pub async fn related(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    ids: &[TagId],
) -> QueryResult<HashMap<TagId, Vec<Tag>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Beside> = diesel::sql_query(
        "SELECT w.of, r.id, r.title, r.slug FROM unnest($1) w(of) CROSS JOIN LATERAL ( \
           SELECT t.id, t.title, t.slug, count(*) AS n \
           FROM (SELECT event_id FROM event_upcoming_tags \
             WHERE tag_id = w.of AND sort_at > $2 ORDER BY sort_at LIMIT 200) e \
           JOIN event_upcoming_tags o ON o.event_id = e.event_id AND o.tag_id <> w.of \
           JOIN tags t ON t.id = o.tag_id \
           GROUP BY t.id ORDER BY n DESC, t.slug LIMIT 5) r \
         ORDER BY r.n DESC, r.slug",
    )
    .bind::<Array<BigInt>, _>(ids)
    .bind::<Timestamptz, _>(now)
    .load(&mut conn)
    .await?;
    let mut related: HashMap<TagId, Vec<Tag>> = HashMap::new();
    for Beside { of, id, title, slug } in rows {
        related.entry(of).or_default().push(Tag { id, title, slug });
    }
    Ok(related)
}
