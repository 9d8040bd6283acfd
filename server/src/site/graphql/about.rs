//! What those who run the server say about it, in the API.

use crate::site::about::About;
use async_graphql::{InputObject, SimpleObject};

/// What those who run the server say about it. Null is not stated.
#[derive(SimpleObject)]
pub struct InstanceAbout {
    /// What its events are about.
    topics: Option<String>,
    /// Who is behind it.
    creator: Option<String>,
    /// Why it exists.
    why: Option<String>,
    /// How long it is meant to be there.
    how_long: Option<String>,
    /// How it is paid.
    funding: Option<String>,
    /// How it is moderated, and by whom.
    moderation: Option<String>,
    /// What it runs on, and where.
    hardware: Option<String>,
}

impl From<About> for InstanceAbout {
    fn from(about: About) -> Self {
        let About { topics, creator, why, how_long, funding, moderation, hardware } = about;
        Self { topics, creator, why, how_long, funding, moderation, hardware }
    }
}

/// What those who run the server say about it. What is not given stays; what is given empty is taken back.
#[derive(InputObject)]
pub struct InstanceAboutInput {
    /// What its events are about.
    topics: Option<String>,
    /// Who is behind it.
    creator: Option<String>,
    /// Why it exists.
    why: Option<String>,
    /// How long it is meant to be there.
    how_long: Option<String>,
    /// How it is paid.
    funding: Option<String>,
    /// How it is moderated, and by whom.
    moderation: Option<String>,
    /// What it runs on, and where.
    hardware: Option<String>,
}

impl From<InstanceAboutInput> for About {
    fn from(about: InstanceAboutInput) -> Self {
        let InstanceAboutInput { topics, creator, why, how_long, funding, moderation, hardware } =
            about;
        Self { topics, creator, why, how_long, funding, moderation, hardware }
    }
}
