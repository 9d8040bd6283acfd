//! Lists come in pages. The contract counts them (`page`, `limit`, `total`); our own pages use cursors.

use super::limit;

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// Rows to return: 1 to [`limit::PAGE_SIZE`].
    pub limit: i64,
    /// Rows to pass over: at most [`limit::OFFSET`].
    pub offset: i64,
}

impl Page {
    /// From the contract's arguments: pages count from 1, ten rows unless told, clamped to the ceilings.
    pub fn of(page: Option<i32>, limit: Option<i32>) -> Self {
        let limit = i64::from(limit.unwrap_or(10)).clamp(1, limit::PAGE_SIZE);
        let before = i64::from(page.unwrap_or(1)).max(1) - 1;
        Self { limit, offset: (before * limit).min(limit::OFFSET) }
    }

    /// The first rows.
    pub fn first(limit: i64) -> Self {
        Self { limit: limit.clamp(1, limit::PAGE_SIZE), offset: 0 }
    }
}

/// One page of a list, with how many rows there are in all.
#[derive(Debug, Clone)]
pub struct Paged<T> {
    /// Counted with the viewer's eyes; exact up to [`limit::TOTAL`], which it never passes where the list is public.
    pub total: i64,
    /// The rows of the page.
    pub elements: Vec<T>,
}

impl<T> Paged<T> {
    /// A list of nothing.
    pub fn empty() -> Self {
        Self { total: 0, elements: Vec::new() }
    }

    /// The same page with each row changed.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Paged<U> {
        Paged { total: self.total, elements: self.elements.into_iter().map(change).collect() }
    }
}
