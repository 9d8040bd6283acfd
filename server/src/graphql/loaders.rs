//! The loaders of one request. Each makes one query of what all rows of a level ask for; none caches beyond its
//! request, since what a row shows depends on who asks.

use crate::accounts::{FeedsLoader, UserLoader};
use crate::actors::{ActorLoader, IdentitiesLoader};
use crate::app::App;
use crate::events;
use crate::kernel::viewer::Viewer;
use crate::media::{MediaLoader, MediaSizeLoader};
use crate::participation;
use crate::places::AddressLoader;
use crate::tags::RelatedTags;
use async_graphql::Request;
use async_graphql::dataloader::{DataLoader, NoCache};
use std::time::Duration;

/// Gives a request its app, its viewer and its own loaders.
pub fn equip(request: Request, app: &App, viewer: Viewer) -> Request {
    let request = events::graphql::equip(request, app, &viewer);
    let request = participation::graphql::equip(request, app, &viewer);
    request
        .data(app.clone())
        .data(viewer)
        .data(loader(ActorLoader::new(app)))
        .data(loader(RelatedTags::new(app)))
        .data(loader(MediaLoader::new(app)))
        .data(loader(MediaSizeLoader::new(app)))
        .data(loader(AddressLoader::new(app)))
        .data(loader(IdentitiesLoader::new(app)))
        .data(loader(UserLoader::new(app)))
        .data(loader(FeedsLoader::new(app)))
}

/// A loader that waits for nothing but the resolvers of its own level.
pub fn loader<L>(by: L) -> DataLoader<L, NoCache> {
    DataLoader::new(by, tokio::spawn).delay(Duration::ZERO)
}
