//! The words of a search: which way to look for them, and what was probably meant.
//!
//! The planner guesses badly for an OR of several languages, so the server decides from `search_words`, which counts
//! in how many upcoming events each word stands: rare words go through the inverted index and all hits are ranked,
//! common ones through time and the soonest few hundred are ranked.

use crate::kernel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::SimpleAsyncConnection;

/// Below this many estimated matches the inverted index is the shorter way.
const RARE: i64 = 2_000;

/// The configurations that a search is tried in.
pub const CONFIGS: [&str; 6] = [
    "farandole_simple",
    "farandole_en",
    "farandole_fr",
    "farandole_de",
    "farandole_es",
    "farandole_it",
];

/// The SQL of a text query over the bound words `$1`: a match in any language. Anything a person types parses.
pub fn tsquery() -> String {
    let one = |config: &&str| format!("websearch_to_tsquery('{config}', $1)");
    format!("({})", CONFIGS.iter().map(one).collect::<Vec<_>>().join(" || "))
}

/// Which way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Through the inverted index; all hits are ranked.
    Index,
    /// Through time; the soonest few hundred are ranked.
    Time,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// The shorter way to these words.
pub async fn way(conn: &mut AsyncPgConnection, words: &str) -> Result<Way> {
    // Words of one query must all match: the rarest decides. A word in several languages counts in each.
    let per_config = |config: &&str| {
        format!(
            "(SELECT coalesce(min(coalesce(w.ndoc, 0)), 0) FROM unnest(tsvector_to_array(to_tsvector('{config}', $1))) \
              AS l (lexeme) LEFT JOIN search_words w ON w.lexeme = l.lexeme)"
        )
    };
    let sum = CONFIGS.iter().map(per_config).collect::<Vec<_>>().join(" + ");
    let estimate: Count = diesel::sql_query(format!("SELECT ({sum})::bigint AS n"))
        .bind::<Text, _>(words)
        .get_result(conn)
        .await?;
    Ok(if estimate.n < RARE { Way::Index } else { Way::Time })
}

/// The words with those mended that no upcoming event has; `None` when there is nothing to mend.
pub async fn mended(conn: &mut AsyncPgConnection, words: &str) -> Result<Option<String>> {
    let mut changed = false;
    let mut mended = Vec::new();
    for word in words.split_whitespace().take(8) {
        let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let near = if plain.chars().count() < 4 {
            None
        } else {
            nearest(conn, &plain.to_lowercase()).await?
        };
        changed |= near.is_some();
        mended.push(near.unwrap_or_else(|| word.to_owned()));
    }
    Ok(changed.then(|| mended.join(" ")))
}

/// The known word that looks most like this one, unless this one is known itself.
async fn nearest(conn: &mut AsyncPgConnection, word: &str) -> Result<Option<String>> {
    let known = |config: &&str| format!("tsvector_to_array(to_tsvector('{config}', $1))");
    let all = CONFIGS.iter().map(known).collect::<Vec<_>>().join(" || ");
    let query = format!(
        "SELECT lexeme AS word FROM search_words, (SELECT unaccent(lower($1)) AS asked) AS a \
         WHERE NOT EXISTS (SELECT FROM search_words WHERE lexeme = ANY ({all})) \
           AND similarity(lexeme, asked) > 0.3 AND abs(length(lexeme) - length(asked)) <= 3 \
         ORDER BY lexeme <-> asked, ndoc DESC LIMIT 1"
    );
    let found: Option<Word> =
        diesel::sql_query(query).bind::<Text, _>(word).get_result(conn).await.optional()?;
    Ok(found.map(|found| found.word))
}

/// Counts the words of upcoming events again, in one transaction, so that a reader sees the old or the new.
pub async fn refresh(conn: &mut AsyncPgConnection) -> Result<()> {
    conn.batch_execute(
        "BEGIN; SET LOCAL statement_timeout = '60s'; DELETE FROM search_words; \
         INSERT INTO search_words (lexeme, ndoc) \
           SELECT word, ndoc FROM ts_stat('SELECT tsv FROM event_upcoming_text') WHERE length(word) BETWEEN 2 AND 60; \
         COMMIT",
    )
    .await?;
    Ok(())
}
