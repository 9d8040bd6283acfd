//! The loaders of one request. Each makes one query of what all rows of a level ask for; none caches beyond its
//! request, since what a row shows depends on who asks.

use crate::accounts::{FeedsLoader, UserLoader};
use crate::actors::{ActorLoader, IdentitiesLoader};
use crate::app::App;
use crate::comments;
use crate::events;
use crate::kernel::viewer::Viewer;
use crate::media::{MediaLoader, MediaSizeLoader};
use crate::participation;
use crate::places::AddressLoader;
use crate::tags::RelatedTags;
use async_graphql::Request;
use async_graphql::dataloader::{DataLoader, NoCache};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Keys that one query asks for.
const KEYS: usize = 10_000;
/// Times that everything else of the server has its turn without anybody asking a loader, before a query is made.
const CALM: usize = 16;

/// Gathers what the resolvers of one level of a request ask for. Those of a long list are run a few at a time, with
/// room for others in between, so a query waits until nobody has asked for a while; no clock is involved.
#[derive(Clone, Default)]
pub struct Gather(Arc<AtomicUsize>);

impl Gather {
    /// Somebody asks a loader.
    pub fn asked(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// A loader that makes one query of what a level asks for.
    pub fn loader<L: Send + Sync + 'static>(&self, by: L) -> DataLoader<L, NoCache> {
        let gather = self.clone();
        let spawn = move |load| {
            let gather = gather.clone();
            tokio::spawn(async move {
                gather.calm().await;
                load.await
            })
        };
        DataLoader::new(by, spawn).delay(Duration::ZERO).max_batch_size(KEYS)
    }

    async fn calm(&self) {
        let (mut seen, mut calm) = (0, 0);
        while calm < CALM {
            let now = self.0.load(Ordering::Relaxed);
            (seen, calm) = if now == seen { (seen, calm + 1) } else { (now, 0) };
            tokio::task::yield_now().await;
        }
    }
}

/// Gives a request its app, its viewer and its own loaders.
pub fn equip(request: Request, app: &App, viewer: Viewer) -> Request {
    let gather = Gather::default();
    let request = events::graphql::equip(request, app, &viewer, &gather);
    let request = participation::graphql::equip(request, app, &viewer, &gather);
    let request = comments::graphql::equip(request, app, &viewer, &gather);
    request
        .data(app.clone())
        .data(viewer)
        .data(gather.loader(ActorLoader::new(app)))
        .data(gather.loader(RelatedTags::new(app)))
        .data(gather.loader(MediaLoader::new(app)))
        .data(gather.loader(MediaSizeLoader::new(app)))
        .data(gather.loader(AddressLoader::new(app)))
        .data(gather.loader(IdentitiesLoader::new(app)))
        .data(gather.loader(UserLoader::new(app)))
        .data(gather.loader(FeedsLoader::new(app)))
        .data(gather)
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::dataloader::Loader;
    use async_graphql::{Context, EmptyMutation, EmptySubscription, Object, Schema};
    use std::collections::HashMap;

    /// Counts its queries.
    struct Doubles(Arc<AtomicUsize>);

    impl Loader<i32> for Doubles {
        type Value = i32;
        type Error = Arc<crate::kernel::error::Error>;

        async fn load(&self, keys: &[i32]) -> Result<HashMap<i32, i32>, Self::Error> {
            self.0.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok(keys.iter().map(|key| (*key, 2 * key)).collect())
        }
    }

    struct Node(i32);

    #[Object]
    impl Node {
        /// The value of another node, where this one has any.
        async fn double(&self, ctx: &Context<'_>) -> Option<Node> {
            if self.0 % 3 == 1 {
                return None;
            }
            ctx.data_unchecked::<Gather>().asked();
            let loader = ctx.data_unchecked::<DataLoader<Doubles, NoCache>>();
            loader.load_one(self.0).await.unwrap().map(Node)
        }
        async fn value(&self) -> i32 {
            self.0
        }
    }

    struct Nodes;

    #[Object]
    impl Nodes {
        async fn list(&self, size: i32) -> Vec<Node> {
            (0..size).map(Node).collect()
        }
    }

    #[tokio::test]
    async fn a_level_is_one_query_however_long_its_list_is() {
        let schema = Schema::new(Nodes, EmptyMutation, EmptySubscription);
        for size in [5, 50, 100, 500] {
            let (gather, queries) = (Gather::default(), Arc::new(AtomicUsize::new(0)));
            let query =
                format!("{{ list(size: {size}) {{ double {{ value double {{ value }} }} }} }}");
            let request = Request::new(query)
                .data(gather.loader(Doubles(queries.clone())))
                .data(gather.clone());
            let reply = schema.execute(request).await;
            assert!(reply.errors.is_empty(), "{:?}", reply.errors);
            assert_eq!(queries.load(Ordering::Relaxed), 2, "{size}");
        }
    }
}
