//! The comments of one level of a query, in one statement.

use crate::app::App;
use crate::comments::model::{Shown, Thread};
use crate::comments::service;
use crate::graphql::loaders::Gather;
use crate::kernel::prelude::*;
use async_graphql::Request;
use async_graphql::dataloader::Loader;
use std::collections::HashMap;
use std::sync::Arc;

/// Loads the threads under events, as far as the viewer is shown them.
pub struct Threads(App, Viewer);

impl Loader<EventId> for Threads {
    type Value = Arc<Vec<Thread>>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        ids: &[EventId],
    ) -> Result<HashMap<EventId, Arc<Vec<Thread>>>, Arc<Error>> {
        let conn = self.0.db.get().await?;
        let mut shown: HashMap<EventId, Vec<Shown>> = HashMap::new();
        for one in service::of_events(&conn, &self.1, ids).await? {
            shown.entry(one.comment.event_id).or_default().push(one);
        }
        let threads = shown.into_iter().map(|(id, all)| (id, Arc::new(Thread::gather(all))));
        Ok(threads.collect())
    }
}

/// Loads comments by their ids, as far as the viewer is shown them.
pub struct Comments(App, Viewer);

impl Loader<CommentId> for Comments {
    type Value = Shown;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[CommentId]) -> Result<HashMap<CommentId, Shown>, Arc<Error>> {
        let conn = self.0.db.get().await?;
        Ok(service::shown(&conn, &self.1, ids).await?)
    }
}

/// Gives a request the loaders of comments.
pub fn equip(request: Request, app: &App, viewer: &Viewer, gather: &Gather) -> Request {
    request
        .data(gather.loader(Threads(app.clone(), viewer.clone())))
        .data(gather.loader(Comments(app.clone(), viewer.clone())))
}
