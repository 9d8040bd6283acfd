//! One search, whoever asks: API, pages, feeds.

use super::filters::{Cursor, Filters, Reach, Sort};
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
    browse(app, filters, sort, window).await
}

/// The same for a page that lists events without having been asked to search.
pub async fn browse(
    app: &App,
    filters: Filters,
    sort: Sort,
    window: Window,
) -> Result<(Found, Filters)> {
    let mut filters = filters.checked()?;
    let mut conn = app.db.get().await?;
    let now = app.now();
    let slice = slice(window);
    let mut hits = page(&mut conn, &filters, sort, slice, now).await?;
    let mut mended = None;
    if hits.len() < FEW
        && let Some(better) = mend(&mut conn, &filters, now).await?
    {
        hits = page(&mut conn, &better, sort, slice, now).await?;
        mended.clone_from(&better.words);
        filters = better;
    }
    Ok((found(hits, &filters, sort, window, slice, mended, now), filters))
}

/// The same search with the words that were probably meant, where they find more. Every page of a search comes to
/// the same answer, so that the second goes on where the first ended.
async fn mend(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    now: DateTime<Utc>,
) -> Result<Option<Filters>> {
    let Some(asked) = filters.words.as_deref().filter(|_| !filters.exact) else { return Ok(None) };
    let few = i64::try_from(FEW).unwrap_or(i64::MAX);
    let found = count(conn, filters, few, now).await?;
    if found >= few {
        return Ok(None);
    }
    let Some(better) = words::mended(conn, asked).await? else { return Ok(None) };
    let better = Filters { words: Some(better), ..filters.clone() };
    Ok((count(conn, &better, few, now).await? > found).then_some(better))
}

/// How many events a search finds, exact up to [`limit::TOTAL`].
pub async fn total(app: &App, filters: &Filters) -> Result<i64> {
    count(&mut *app.db.get().await?, filters, limit::TOTAL, app.now()).await
}

async fn count(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    ceiling: i64,
    now: DateTime<Utc>,
) -> Result<i64> {
    let reach = filters.span.reach(now);
    let mut n = 0;
    if reach != Reach::Coming {
        n += past::total(conn, filters, ceiling, now).await?;
    }
    if reach != Reach::Past && n < ceiling {
        let way = words::way(conn, filters).await?;
        n += store::total(conn, filters, way, ceiling, now).await?;
    }
    Ok(n.min(ceiling))
}

pub(super) fn slice(window: Window) -> Slice {
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
    match filters.span.reach(now) {
        Reach::Past => past::find(conn, filters, sort, slice, now).await,
        Reach::Coming => coming(conn, filters, sort, slice, now).await,
        Reach::Both => both(conn, filters, sort, slice, now).await,
    }
}

async fn coming(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let way = words::way(conn, filters).await?;
    store::find(conn, filters, way, sort, slice, now).await
}

/// On both sides of now: in the order of time first what is over, else first what is to come.
async fn both(
    conn: &mut AsyncPgConnection,
    filters: &Filters,
    sort: Sort,
    slice: Slice,
    now: DateTime<Utc>,
) -> Result<Vec<Hit>> {
    let past_first = sort == Sort::Soonest;
    let mut hits = if past_first {
        past::find(conn, filters, sort, slice, now).await?
    } else {
        coming(conn, filters, sort, slice, now).await?
    };
    let left = slice.limit - i64::try_from(hits.len()).unwrap_or(0);
    if left > 0 {
        let before = if past_first {
            past::total(conn, filters, limit::TOTAL, now).await?
        } else {
            let way = words::way(conn, filters).await?;
            store::total(conn, filters, way, limit::TOTAL, now).await?
        };
        let rest =
            Slice { limit: left, offset: (slice.offset - before).max(0), after: slice.after };
        hits.extend(if past_first {
            coming(conn, filters, sort, rest, now).await?
        } else {
            past::find(conn, filters, sort, rest, now).await?
        });
    }
    Ok(hits)
}

/// A page in the order of time.
pub(super) fn found_by_time(mut hits: Vec<Hit>, slice: Slice) -> Found {
    let limit = usize::try_from(slice.limit - 1).unwrap_or(0);
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next = hits.last().filter(|_| more).map(|last| Cursor::Time(last.sort_at));
    Found { events: hits.into_iter().map(|hit| hit.event_id).collect(), next, mended: None }
}

fn found(
    mut hits: Vec<Hit>,
    filters: &Filters,
    sort: Sort,
    window: Window,
    slice: Slice,
    mended: Option<String>,
    now: DateTime<Utc>,
) -> Found {
    let limit = usize::try_from(slice.limit - 1).unwrap_or(0);
    let more = hits.len() > limit;
    hits.truncate(limit);
    let in_time = sort == Sort::Soonest || (sort == Sort::Match && filters.words.is_none());
    let next = match (more, hits.last()) {
        (true, Some(last))
            if in_time
                && matches!(window, Window::After { .. })
                && filters.span.reach(now) == Reach::Coming =>
        {
            Some(Cursor::Time(last.sort_at))
        }
        (true, Some(_)) => Some(Cursor::Rows(slice.offset + slice.limit - 1)),
        _ => None,
    };
    Found { events: hits.into_iter().map(|hit| hit.event_id).collect(), next, mended }
}
