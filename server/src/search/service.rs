//! One search, whoever asks: API, pages, feeds.

use super::filters::{Cursor, Filters, Sort};
use super::store::{self, Hit, Slice};
use super::{past, words};
use crate::app::App;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::{self, Limit};

/// Searches a client may make.
const SEARCHES: Limit = Limit::per_minute("search", 120);
/// Below so many finds, words that no event has are mended and tried again.
const FEW: usize = 5;

/// Which part of what is found is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Window {
    /// By number, as the contract does.
    Page(Page),
    /// Behind a cursor, as our own pages do.
    After { cursor: Option<Cursor>, limit: i64 },
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The events of the page, in order.
    pub events: Vec<EventId>,
    /// Where the next page begins; `None` when this is the last.
    pub next: Option<Cursor>,
    /// The words that were searched instead, where those asked for were probably misspelt.
    pub mended: Option<String>,
}

/// Finds listed events. Counts against the limit on searches.
pub async fn find(
    app: &App,
    viewer: &Viewer,
    filters: Filters,
    sort: Sort,
    window: Window,
) -> Result<(Found, Filters)> {
    app.hit(viewer, SEARCHES, &rate::client(viewer.ip)).await?;
    let mut filters = filters.checked()?;
    let mut conn = app.db.get().await?;
    let now = app.now();
    let slice = slice(window);
    let mut hits = page(&mut conn, &filters, sort, slice, now).await?;
    let mut mended = None;
    if let Some(asked) = filters.words.clone().filter(|_| hits.len() < FEW && slice.offset == 0)
        && let Some(better) = words::mended(&mut conn, &asked).await?
    {
        let second = Filters { words: Some(better.clone()), ..filters.clone() };
        let more = page(&mut conn, &second, sort, slice, now).await?;
        if more.len() > hits.len() {
            (hits, filters, mended) = (more, second, Some(better));
        }
    }
    Ok((found(hits, &filters, sort, window, slice, mended), filters))
}

/// How many events a search finds, exact up to [`limit::TOTAL`].
pub async fn total(app: &App, filters: &Filters) -> Result<i64> {
    let mut conn = app.db.get().await?;
    if over(filters, app.now()) {
        let slice = Slice { limit: limit::TOTAL, offset: 0, after: None };
        let hits = past::find(&mut conn, filters, slice, app.now()).await?;
        return Ok(i64::try_from(hits.len()).unwrap_or(limit::TOTAL));
    }
    store::total(&mut conn, filters, limit::TOTAL, app.now()).await
}

/// Whether a search asks for what is over.
fn over(filters: &Filters, now: DateTime<Utc>) -> bool {
    filters.span.until.is_some_and(|until| until <= now)
}

fn slice(window: Window) -> Slice {
    // One more than the page, to know whether there is another.
    match window {
        Window::Page(page) => Slice { limit: page.limit + 1, offset: page.offset, after: None },
        Window::After { cursor, limit } => {
            let limit = limit.clamp(1, limit::PAGE_SIZE) + 1;
            match cursor {
                Some(Cursor::Time(at)) => Slice { limit, offset: 0, after: Some(at) },
                Some(Cursor::Rows(rows)) => Slice { limit, offset: rows, after: None },
                None => Slice { limit, offset: 0, after: None },
            }
        }
    }
}

async fn page(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    if over(filters, now) {
        return past::find(conn, filters, slice, now).await;
    }
    match &filters.words {
        None => store::by_time(conn, filters, sort, slice, now).await,
        Some(words) => {
            let way = words::way(conn, words).await?;
            store::by_words(conn, filters, way, sort, slice, now).await
        }
    }
}

fn found(
    mut hits: Vec<Hit>,
    filters: &Filters,
    sort: Sort,
    window: Window,
    slice: Slice,
    mended: Option<String>,
) -> Found {
    let limit = usize::try_from(slice.limit - 1).unwrap_or(0);
    let more = hits.len() > limit;
    hits.truncate(limit);
    let in_time = sort == Sort::Soonest || (sort == Sort::Match && filters.words.is_none());
    let next = match (more, hits.last()) {
        (true, Some(last))
            if in_time && matches!(window, Window::After { .. }) && filters.span.from.is_some() =>
        {
            Some(Cursor::Time(last.sort_at))
        }
        (true, Some(_)) => Some(Cursor::Rows(slice.offset + slice.limit - 1)),
        _ => None,
    };
    Found { events: hits.into_iter().map(|hit| hit.event_id).collect(), next, mended }
}
