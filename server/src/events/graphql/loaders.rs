//! What the events of one level of a query have hanging on them, each in one statement.

use crate::app::App;
use crate::events::model::Event;
use crate::events::policy::{self, Standing};
use crate::events::service::{self, Seen};
use crate::events::store::{self, Counters};
use crate::graphql::ContextExt;
use crate::graphql::loaders::Gather;
use crate::kernel::prelude::*;
use crate::tags::Tag;
use async_graphql::dataloader::{DataLoader, Loader, NoCache};
use async_graphql::{Context, Request};
use std::collections::HashMap;
use std::sync::Arc;

/// A loader of one value for each event.
macro_rules! loader {
    ($(#[$doc:meta])* $name:ident loads $value:ty => |$conn:ident, $ids:ident| $load:expr) => {
        $(#[$doc])*
        pub struct $name(App);

        impl Loader<EventId> for $name {
            type Value = $value;
            type Error = Arc<Error>;

            async fn load(
                &self,
                $ids: &[EventId],
            ) -> Result<HashMap<EventId, $value>, Arc<Error>> {
                let load = async {
                    let pooled = self.0.db.get().await?;
                    let $conn: &AsyncPgConnection = &pooled;
                    Ok::<_, Error>($load)
                };
                load.await.map_err(Arc::new)
            }
        }
    };
}

loader!(
    /// Loads descriptions.
    Descriptions loads String => |conn, ids| store::descriptions(conn, ids).await?
);
loader!(
    /// Loads tags.
    Tags loads Vec<Tag> => |conn, ids| store::tags_of(conn, ids).await?
);
loader!(
    /// Loads contacts.
    Contacts loads Vec<ActorId> => |conn, ids| store::contacts_of(conn, ids).await?
);
loader!(
    /// Loads how many take part.
    Numbers loads Counters => |conn, ids| store::counters(conn, ids).await?
);

/// Loads what the viewer is to events.
pub struct Standings(App, Viewer);

impl Loader<EventId> for Standings {
    type Value = Standing;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[EventId]) -> Result<HashMap<EventId, Standing>, Arc<Error>> {
        let conn = self.0.db.get().await.map_err(Arc::new)?;
        let standings = store::standings(&conn, ids, self.1.actors()).await;
        standings.map_err(|cause| Arc::new(cause.into()))
    }
}

/// Loads events that the viewer may see or remember.
pub struct Events(App, Viewer);

impl Loader<EventId> for Events {
    type Value = Seen;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[EventId]) -> Result<HashMap<EventId, Seen>, Arc<Error>> {
        let conn = self.0.db.get().await.map_err(Arc::new)?;
        service::glimpse(&conn, &self.1, ids).await.map_err(Arc::new)
    }
}

/// Loads the events to show beside others.
pub struct Related(App, Viewer);

impl Loader<EventId> for Related {
    type Value = Vec<Event>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[EventId]) -> Result<HashMap<EventId, Vec<Event>>, Arc<Error>> {
        service::related(&self.0, &self.1, ids).await.map_err(Arc::new)
    }
}

/// A page of what somebody organises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ByOrganizer {
    pub organizer: ActorId,
    pub page: Page,
}

/// Loads what people organise, as far as the viewer may find it.
pub struct Organised(App, Viewer);

impl Loader<ByOrganizer> for Organised {
    type Value = Paged<Event>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[ByOrganizer],
    ) -> Result<HashMap<ByOrganizer, Paged<Event>>, Arc<Error>> {
        let mut pages: HashMap<Page, Vec<ActorId>> = HashMap::new();
        for key in keys {
            pages.entry(key.page).or_default().push(key.organizer);
        }
        let mut found = HashMap::new();
        let conn = self.0.db.get().await.map_err(Arc::new)?;
        for (page, organizers) in pages {
            let lists = store::organised_by(&conn, &self.1, &organizers, page).await;
            let lists = lists.map_err(|cause| Arc::new(Error::from(cause)))?;
            let keyed = lists.into_iter();
            found.extend(keyed.map(|(organizer, list)| (ByOrganizer { organizer, page }, list)));
        }
        Ok(found)
    }
}

/// A page of what somebody organises, loaded together with those of others of its level.
pub async fn organised_by(
    ctx: &Context<'_>,
    organizer: ActorId,
    page: Page,
) -> Result<Paged<Event>> {
    let key = ByOrganizer { organizer, page };
    let loaded = ctx.loader::<Organised, ByOrganizer>().load_one(key).await;
    let found = loaded.map_err(|cause| anyhow::anyhow!("loading events: {cause}"))?;
    Ok(found.unwrap_or_else(Paged::empty))
}

/// Gives a request the loaders of events.
pub fn equip(request: Request, app: &App, viewer: &Viewer, gather: &Gather) -> Request {
    request
        .data(gather.loader(Descriptions(app.clone())))
        .data(gather.loader(Tags(app.clone())))
        .data(gather.loader(Contacts(app.clone())))
        .data(gather.loader(Numbers(app.clone())))
        .data(gather.loader(Standings(app.clone(), viewer.clone())))
        .data(gather.loader(Events(app.clone(), viewer.clone())))
        .data(gather.loader(Related(app.clone(), viewer.clone())))
        .data(gather.loader(Organised(app.clone(), viewer.clone())))
}

/// What an event has in one of the loaders.
pub async fn load<L, T>(ctx: &Context<'_>, id: EventId) -> Result<Option<T>>
where
    L: Loader<EventId, Value = T, Error = Arc<Error>>,
    T: Send + Sync + Clone + 'static,
{
    let loader: &DataLoader<L, NoCache> = ctx.loader::<L, EventId>();
    loader.load_one(id).await.map_err(|cause| anyhow::anyhow!("loading events: {cause}").into())
}

/// The numbers of an event, as far as the viewer may know them.
pub enum SeenNumbers {
    /// All of them.
    All(Counters),
    /// How many come, and no more.
    Going(Counters),
    /// Nothing.
    None,
}

/// The numbers of an event, as far as the viewer may know them.
pub async fn numbers(ctx: &Context<'_>, event: &Event) -> Result<SeenNumbers> {
    let viewer = ctx.viewer();
    let all = policy::see_all_counts(viewer, event).is_ok();
    if !all && event.options.hide_number_of_participants {
        let standing = load::<Standings, _>(ctx, event.id).await?.unwrap_or(Standing::Stranger);
        if policy::see_going(viewer, event, standing).is_err() {
            return Ok(SeenNumbers::None);
        }
    }
    Ok(match load::<Numbers, _>(ctx, event.id).await? {
        Some(counters) if all => SeenNumbers::All(counters),
        Some(counters) => SeenNumbers::Going(counters),
        None => SeenNumbers::None,
    })
}
