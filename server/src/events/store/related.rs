//! Candidates for the events that are shown beside another.

use crate::events::likeness::{Candidate, Likeness};
use crate::kernel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Timestamptz};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    beside: EventId,
    #[diesel(sql_type = BigInt)]
    event_id: EventId,
    #[diesel(sql_type = Timestamptz)]
    sort_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    same_language: bool,
    #[diesel(sql_type = Bool)]
    shares_tag: bool,
    #[diesel(sql_type = Bool)]
    same_category: bool,
    #[diesel(sql_type = Bool)]
    same_organizer: bool,
    #[diesel(sql_type = Bool)]
    same_group: bool,
    #[diesel(sql_type = Bool)]
    near: bool,
}

/// Upcoming events that may be shown beside each of these: the next ones that share a tag, lie near, have the same
/// organiser, and the next of all. Each source is read by an index and cut short.
const CANDIDATES: &str = "
  WITH here AS MATERIALIZED (
    SELECT e.id, e.organizer_id, e.attributed_to_id, e.category, e.language, a.geog
    FROM events e LEFT JOIN addresses a ON a.id = e.address_id WHERE e.id = ANY($1)
  ), next AS MATERIALIZED (
    SELECT event_id FROM event_upcoming WHERE sort_at > $2 AND status <> 'cancelled' ORDER BY sort_at LIMIT 60
  )
  SELECT h.id AS beside, u.event_id, u.sort_at,
    u.language = h.language AS same_language, u.category = h.category AS same_category,
    o.organizer_id = h.organizer_id AS same_organizer,
    h.attributed_to_id IS NULL OR u.group_id IS NOT DISTINCT FROM h.attributed_to_id AS same_group,
    h.geog IS NULL OR coalesce(ST_DWithin(u.geog, h.geog, 5000, false), false) AS near,
    EXISTS (SELECT FROM event_tags t JOIN event_tags s ON s.tag_id = t.tag_id
      WHERE t.event_id = h.id AND s.event_id = u.event_id) AS shares_tag
  FROM here h
  CROSS JOIN LATERAL (
    SELECT event_id FROM next
    UNION
    SELECT x.event_id FROM event_tags t CROSS JOIN LATERAL (
      SELECT event_id FROM event_upcoming_tags WHERE tag_id = t.tag_id AND sort_at > $2 ORDER BY sort_at LIMIT 10) x
    WHERE t.event_id = h.id
    UNION
    (SELECT event_id FROM event_upcoming
     WHERE ST_DWithin(geog, h.geog, 5000, false) AND sort_at > $2 ORDER BY sort_at <-> $2 LIMIT 30)
    UNION
    (SELECT id FROM events WHERE organizer_id = h.organizer_id AND begins_on > $2 ORDER BY begins_on LIMIT 20)
  ) c
  JOIN event_upcoming u ON u.event_id = c.event_id AND u.status <> 'cancelled'
  JOIN events o ON o.id = u.event_id
  WHERE u.event_id <> h.id";

/// The candidates for each of these events, with how alike they are.
pub async fn candidates(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    beside: &[EventId],
) -> QueryResult<Vec<(EventId, Candidate)>> {
    let ids: Vec<i64> = beside.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = diesel::sql_query(CANDIDATES)
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Timestamptz, _>(now)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.beside, Candidate::from(row))).collect())
}

impl From<Row> for Candidate {
    fn from(row: Row) -> Self {
        let likeness = Likeness {
            language: row.same_language,
            tag: row.shares_tag,
            category: row.same_category,
            organizer: row.same_organizer,
            group: row.same_group,
            near: row.near,
        };
        Self { id: row.event_id, sort_at: row.sort_at, likeness }
    }
}
