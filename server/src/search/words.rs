//! The words of a search: which way to look for them, and what was probably meant.
//!
//! The planner guesses badly for an OR of several languages, so the server decides from `search_words`, which counts
//! in how many upcoming events each word stands: rare words go through the inverted index and all hits are ranked,
//! common ones through time and the soonest few hundred are ranked.

use super::filters::Filters;
use crate::kernel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text};
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
    /// Through time; the soonest few hundred are ranked.
    Time,
    /// Through the inverted index; all hits are ranked.
    Words,
    /// Through the events of rare tags; all of them are looked at.
    Tags,
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

/// The shortest way to what is asked for.
pub async fn way(conn: &mut AsyncPgConnection, filters: &Filters) -> Result<Way> {
    if !filters.tags.is_empty() && rare_tags(conn, &filters.tags).await? {
        return Ok(Way::Tags);
    }
    let Some(words) = &filters.words else { return Ok(Way::Time) };
    Ok(if rare_words(conn, words).await? { Way::Words } else { Way::Time })
}

async fn rare_tags(conn: &mut AsyncPgConnection, slugs: &[String]) -> Result<bool> {
    let sql = format!(
        "SELECT count(*) AS n FROM (SELECT FROM tags g JOIN event_upcoming_tags ut ON ut.tag_id = g.id \
         WHERE g.slug = ANY ($1) LIMIT {RARE}) s"
    );
    let counted: Count =
        diesel::sql_query(sql).bind::<Array<Text>, _>(slugs).get_result(conn).await?;
    Ok(counted.n < RARE)
}

async fn rare_words(conn: &mut AsyncPgConnection, words: &str) -> Result<bool> {
    let Some(alternatives) = alternatives(words) else { return Ok(false) };
    // Words of one alternative must all match: the rarest decides. A word in several languages counts in each.
    let per_config = |config: &&str| {
        format!(
            "(SELECT coalesce(min(coalesce(w.ndoc, 0)), 0) FROM unnest(tsvector_to_array(to_tsvector('{config}', a.words))) \
              AS l (lexeme) LEFT JOIN search_words w ON w.lexeme = l.lexeme)"
        )
    };
    let sum = CONFIGS.iter().map(per_config).collect::<Vec<_>>().join(" + ");
    let sql = format!("SELECT sum({sum})::bigint AS n FROM unnest($1) AS a (words)");
    let estimate: Count =
        diesel::sql_query(sql).bind::<Array<Text>, _>(alternatives).get_result(conn).await?;
    Ok(estimate.n < RARE)
}

/// The words that must be there, for each side of an "or"; `None` where a side asks for no word, since then almost
/// everything may match.
fn alternatives(words: &str) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for token in tokens(words) {
        match token {
            Token::Or => all.push(String::new()),
            Token::Excluded(_) => {}
            Token::Wanted(text) => {
                let side = all.last_mut()?;
                side.push(' ');
                side.push_str(text.trim_matches('"'));
            }
        }
    }
    let asks = |side: &String| side.chars().any(char::is_alphanumeric);
    all.iter().all(asks).then_some(all)
}

/// A part of what was typed, as `websearch_to_tsquery` takes it apart.
#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A word, or words in quotes.
    Wanted(&'a str),
    /// The same behind a minus.
    Excluded(&'a str),
    Or,
}

fn tokens(words: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = words.trim_start();
    while !rest.is_empty() {
        let length = end(rest);
        let (token, after) = rest.split_at(length);
        found.push(match token.strip_prefix('-') {
            Some(_) => Token::Excluded(token),
            None if token.eq_ignore_ascii_case("or") => Token::Or,
            None => Token::Wanted(token),
        });
        rest = after.trim_start();
    }
    found
}

/// Where the first token of a text that begins with one ends.
fn end(text: &str) -> usize {
    let sign = usize::from(text.starts_with('-'));
    let body = &text[sign..];
    let length = match body.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map_or(body.len(), |at| at + 2),
        None => body.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(body.len()),
    };
    (sign + length).max(1)
}

/// The words with those mended that no upcoming event has; `None` when there is nothing to mend. What is excluded
/// stays excluded, and quotes stay around what they hold together.
pub async fn mended(conn: &mut AsyncPgConnection, words: &str) -> Result<Option<String>> {
    let mut changed = false;
    let mut mended = Vec::new();
    for token in tokens(words).into_iter().take(8) {
        let word = match token {
            Token::Or => "or",
            Token::Excluded(word) | Token::Wanted(word) => word,
        };
        let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let one = matches!(token, Token::Wanted(word) if !word.contains(char::is_whitespace));
        let near = if one && plain.chars().count() >= 4 {
            nearest(conn, &plain.to_lowercase()).await?
        } else {
            None
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_must_be_there_say_how_rare_a_search_is() {
        let sides = |words: &str| alternatives(words).map(|sides| sides.join("|"));
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(sides("folk -rock"), some(" folk"));
        assert_eq!(sides("\"bal folk\" -\"a b\" lyon"), some(" bal folk lyon"));
        assert_eq!(sides("jazz or folk"), some(" jazz| folk"));
        for open in ["-rock", "jazz or -rock", "or", "", "- -", "\"", "-\"a b\""] {
            assert_eq!(sides(open), None, "{open}");
        }
    }

    #[test]
    fn any_text_comes_apart() {
        assert_eq!(
            tokens("a -b \"c d\"-\"e"),
            [
                Token::Wanted("a"),
                Token::Excluded("-b"),
                Token::Wanted("\"c d\""),
                Token::Excluded("-\"e")
            ]
        );
        assert_eq!(tokens("  "), []);
    }
}
