//! What search engines may show: an index, and pages of public events that were published here. A page holds the
//! events of a range of ids, so that an old event stays on its page and a page costs the same however many there
//! are.

use crate::app::App;
use crate::kernel::prelude::*;
use chrono::SecondsFormat;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};

/// Ids in a page, and so events at most.
const PAGE: i64 = 5_000;
/// Pages that an index may name, by the standard.
const PAGES: i64 = 50_000;
/// What is indexed: what strangers find in lists, published here.
const LISTED: &str = "e.visibility = 'public' AND NOT e.draft AND e.deleted_at IS NULL AND e.origin IS NULL \
    AND NOT EXISTS (SELECT FROM actors a WHERE a.id = e.organizer_id \
      AND (a.suspended_at IS NOT NULL OR a.deleted_at IS NOT NULL))";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

#[derive(QueryableByName)]
struct Part {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Timestamptz)]
    updated_at: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct Page {
    #[diesel(sql_type = SqlUuid)]
    uuid: Uuid,
    #[diesel(sql_type = Timestamptz)]
    updated_at: DateTime<Utc>,
}

/// How old the index may be. It names pages of events, never an event, so that nothing hidden stays in it.
const AGE: Duration = Duration::minutes(10);

#[derive(Clone)]
struct Index(String);

/// The index: the page of pages, and each page of events that is not empty. Made once in a while, since it reads all
/// events.
pub async fn index(app: &App) -> Result<String> {
    let index = app.memo.get(app.now(), AGE, async || make_index(app).await.map(Index));
    index.await.map(|index| index.0)
}

async fn make_index(app: &App) -> Result<String> {
    let query = format!(
        "SELECT e.id / {PAGE} AS number, max(e.updated_at) AS updated_at FROM events e WHERE {LISTED} \
         GROUP BY 1 ORDER BY 1 LIMIT {PAGES}"
    );
    let parts: Vec<Part> = diesel::sql_query(query).load(&mut *app.db.get().await?).await?;
    let mut xml = format!("{HEAD}<sitemapindex {SPACE}>\n");
    xml += &format!("<sitemap><loc>{}</loc></sitemap>\n", app.config.link("/sitemap-pages.xml"));
    for part in parts {
        let address = app.config.link(&format!("/sitemap-{}.xml", part.number));
        xml += &format!("<sitemap>{}</sitemap>\n", entry(&address, part.updated_at));
    }
    Ok(xml + "</sitemapindex>\n")
}

/// Pages of people that are named.
const PEOPLE: i64 = 20_000;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The pages that are no event's: those of the server, and of the people here who organise something in public.
pub async fn pages(app: &App) -> Result<String> {
    let query = format!(
        "SELECT p.preferred_username AS name FROM actors p \
         WHERE p.kind = 'person' AND p.domain IS NULL AND p.user_id IS NOT NULL AND p.visibility = 'public' \
           AND EXISTS (SELECT FROM events e WHERE e.organizer_id = p.id AND e.attributed_to_id IS NULL AND {LISTED}) \
         ORDER BY p.id LIMIT {PEOPLE}"
    );
    let people: Vec<Name> = diesel::sql_query(query).load(&mut *app.db.get().await?).await?;
    let people = people.into_iter().map(|person| format!("/@{}", person.name));
    let ours = ["/", "/search", "/about", "/terms", "/privacy", "/rules"].map(str::to_owned);
    let mut xml = format!("{HEAD}<urlset {SPACE}>\n");
    for path in ours.into_iter().chain(people) {
        xml += &format!("<url><loc>{}</loc></url>\n", app.config.link(&path));
    }
    Ok(xml + "</urlset>\n")
}

/// One page of events; not found where it would be empty.
pub async fn part(app: &App, number: i64) -> Result<String> {
    let from = number.checked_mul(PAGE).or_not_found("sitemap")?;
    let query = format!(
        "SELECT e.uuid, e.updated_at FROM events e WHERE e.id >= $1 AND e.id < $1 + {PAGE} AND {LISTED} \
         ORDER BY e.id LIMIT {PAGE}"
    );
    let found = diesel::sql_query(query).bind::<BigInt, _>(from);
    let found: Vec<Page> = found.load(&mut *app.db.get().await?).await?;
    if found.is_empty() {
        return Err(Error::NotFound("sitemap"));
    }
    let mut xml = format!("{HEAD}<urlset {SPACE}>\n");
    for page in found {
        let address = app.config.link(&format!("/events/{}", page.uuid));
        xml += &format!("<url>{}</url>\n", entry(&address, page.updated_at));
    }
    Ok(xml + "</urlset>\n")
}

/// Addresses are ours: they hold nothing that XML would mind.
fn entry(address: &str, updated: DateTime<Utc>) -> String {
    let updated = updated.to_rfc3339_opts(SecondsFormat::Secs, true);
    format!("<loc>{address}</loc><lastmod>{updated}</lastmod>")
}
