//! The picture of an actor.

use crate::kernel::prelude::*;
use async_graphql::{Context, ID, SimpleObject};

/// A picture.
#[derive(SimpleObject)]
#[graphql(name = "Media")]
pub struct MediaNode {
    /// Its id.
    pub id: Option<ID>,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// Where it can be fetched.
    pub url: Option<String>,
}

/// The picture with this id.
pub async fn picture(_ctx: &Context<'_>, _id: Option<MediaId>) -> Result<Option<MediaNode>> {
    Ok(None)
}
