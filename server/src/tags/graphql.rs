//! Tags in the API.

use super::model::Tag;
use super::{service, store};
use crate::app::App;
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Object};
use std::collections::HashMap;
use std::sync::Arc;

/// A word that organisers put on their events.
pub struct TagNode(pub Tag);

/// A word that organisers put on their events.
#[Object(name = "Tag")]
impl TagNode {
    /// Its id.
    async fn id(&self) -> Option<ID> {
        Some(self.0.id.into())
    }
    /// The word as first spelt.
    async fn title(&self) -> Option<&str> {
        Some(&self.0.title)
    }
    /// The spelling that counts: lower case, without accents.
    async fn slug(&self) -> Option<&str> {
        Some(&self.0.slug)
    }
    /// Up to five tags that stand beside it most often on upcoming events.
    async fn related(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<TagNode>>>> {
        let loaded = ctx.loader::<RelatedTags, TagId>().load_one(self.0.id).await;
        let tags = loaded.map_err(|cause| anyhow::anyhow!("loading tags: {cause}"))?;
        Ok(Some(tags.unwrap_or_default().into_iter().map(|tag| Some(TagNode(tag))).collect()))
    }
}

/// Loads the tags that stand beside others.
pub struct RelatedTags {
    app: App,
}

impl RelatedTags {
    /// A loader for one request.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }
}

impl Loader<TagId> for RelatedTags {
    type Value = Vec<Tag>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[TagId]) -> Result<HashMap<TagId, Vec<Tag>>, Arc<Error>> {
        let conn = self.app.db.get().await.map_err(Arc::new)?;
        let related = store::related(&conn, self.app.now(), ids).await;
        related.map_err(|cause| Arc::new(cause.into()))
    }
}

/// Questions about tags.
#[derive(Default)]
pub struct TagQuery;

#[Object]
impl TagQuery {
    /// Tags to choose from while typing; one must be signed in.
    async fn tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Letters that the tag has in it, with or without accents")] filter: Option<
            String,
        >,
        #[graphql(desc = "The page, from 1")] page: Option<i32>,
        #[graphql(desc = "Tags to a page: 10 unless told, at most 100")] limit: Option<i32>,
    ) -> Result<Vec<Option<TagNode>>> {
        let page = Page::of(page, limit);
        let tags = service::matching(ctx.app(), ctx.viewer(), filter.as_deref(), page).await?;
        Ok(tags.into_iter().map(|tag| Some(TagNode(tag))).collect())
    }
}
