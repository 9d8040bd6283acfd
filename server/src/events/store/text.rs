//! The words of upcoming events, for the search.

use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use farandole_schema::tables::{addresses, event_tags, events, tags};

/// The words of an event, by what they weigh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    pub tags: String,
    pub rest: String,
}

type Place = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

/// The words of an event; `None` for one that is gone.
pub async fn words(mut conn: &AsyncPgConnection, id: EventId) -> QueryResult<Option<Words>> {
    let place = (
        addresses::description,
        addresses::street,
        addresses::locality,
        addresses::region,
        addresses::country,
    );
    let row: Option<(String, String, Option<Place>)> = events::table
        .left_join(addresses::table)
        .filter(events::id.eq(id))
        .select((events::title, events::description, place.nullable()))
        .first(&mut conn)
        .await
        .optional()?;
    let Some((title, description, place)) = row else { return Ok(None) };
    let titles: Vec<String> = event_tags::table
        .inner_join(tags::table)
        .filter(event_tags::event_id.eq(id))
        .select(tags::title)
        .load(&mut conn)
        .await?;
    let (a, b, c, d, e) = place.unwrap_or_default();
    let mut rest: Vec<String> = [a, b, c, d, e].into_iter().flatten().collect();
    rest.push(farandole_sanitise::text(&description));
    Ok(Some(Words { title, tags: titles.join("\n"), rest: rest.join("\n") }))
}

/// Writes the words of an event if it is listed: title A, tags B, place and description C.
pub async fn write_words(
    conn: &mut AsyncPgConnection,
    id: EventId,
    words: &Words,
) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO event_upcoming_text (event_id, sort_at, geog, tsv) \
         SELECT event_id, sort_at, geog, \
           setweight(to_tsvector(farandole_config(language), $2), 'A') \
           || setweight(to_tsvector(farandole_config(language), $3), 'B') \
           || setweight(to_tsvector(farandole_config(language), $4), 'C') \
         FROM event_upcoming WHERE event_id = $1 \
         ON CONFLICT (event_id) DO UPDATE \
         SET sort_at = excluded.sort_at, geog = excluded.geog, tsv = excluded.tsv",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(&words.title)
    .bind::<Text, _>(&words.tags)
    .bind::<Text, _>(&words.rest)
    .execute(conn)
    .await
}
