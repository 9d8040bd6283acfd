//! What a resolver finds in its context.

use super::loaders::Gather;
use crate::app::App;
use crate::kernel::viewer::Viewer;
use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, Loader, NoCache};
use std::hash::Hash;

/// Short ways to the app, the viewer and the loaders of a request.
pub trait ContextExt {
    /// The app.
    fn app(&self) -> &App;
    /// Who is asking.
    fn viewer(&self) -> &Viewer;
    /// The loader of a type of rows: all that the rows of one level ask for becomes one query.
    fn loader<L, K>(&self) -> &DataLoader<L>
    where
        L: Loader<K> + 'static,
        K: Send + Sync + Hash + Eq + Clone + 'static;
}

impl ContextExt for Context<'_> {
    fn app(&self) -> &App {
        self.data_unchecked::<App>()
    }

    fn viewer(&self) -> &Viewer {
        self.data_unchecked::<Viewer>()
    }

    fn loader<L, K>(&self) -> &DataLoader<L>
    where
        L: Loader<K> + 'static,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        self.data_unchecked::<Gather>().asked();
        self.data_unchecked::<DataLoader<L, NoCache>>()
    }
}
