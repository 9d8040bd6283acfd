//! What can be done with tags.

use super::model::{Tag, slug};
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use std::collections::HashMap;

/// The tags with these titles, in this order, made where they are missing. `titles` has passed
/// [`checked`](super::checked).
pub async fn find_or_create(
    tx: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    titles: &[String],
) -> Result<Vec<Tag>> {
    if titles.is_empty() {
        return Ok(Vec::new());
    }
    let slugs: Vec<String> = titles.iter().map(|title| slug(title)).collect();
    let mut known = by_slug(store::with_slugs(tx, &slugs).await?);
    let missing: Vec<(String, String)> = titles
        .iter()
        .cloned()
        .zip(slugs.iter().cloned())
        .filter(|(_, slug)| !known.contains_key(slug))
        .collect();
    if !missing.is_empty() {
        store::insert(tx, now, missing).await?;
        known = by_slug(store::with_slugs(tx, &slugs).await?);
    }
    Ok(slugs.iter().filter_map(|slug| known.remove(slug)).collect())
}

fn by_slug(tags: Vec<Tag>) -> HashMap<String, Tag> {
    tags.into_iter().map(|tag| (tag.slug.clone(), tag)).collect()
}

/// Tags to choose from while somebody types; one must be signed in.
pub async fn matching(
    app: &App,
    viewer: &Viewer,
    filter: Option<&str>,
    page: Page,
) -> Result<Vec<Tag>> {
    viewer.require_account()?;
    let filter = crate::kernel::limit::line("filter", filter, crate::kernel::limit::TAG)?;
    let slug = filter.map(|filter| slug(&filter)).unwrap_or_default();
    let conn = app.db.get().await?;
    Ok(store::matching(&conn, &slug, viewer.actors(), page).await?)
}

/// The tags that stand most often beside the one with this slug.
pub async fn beside(app: &App, slug: &str) -> Result<Vec<Tag>> {
    let conn = app.db.get().await?;
    let Some(tag) = store::with_slugs(&conn, &[slug.to_owned()]).await?.pop() else {
        return Ok(Vec::new());
    };
    Ok(store::related(&conn, app.now(), &[tag.id]).await?.remove(&tag.id).unwrap_or_default())
}
