//! The server as a whole, in the API. Resolvers translate; they decide nothing.

mod about;
mod admin;
mod config;
mod parts;

pub use admin::SiteMutation;
pub use config::ConfigNode;

use super::{languages, service, statistics};
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use admin::AdminSettingsNode;
use async_graphql::{Context, Object, SimpleObject};
use parts::int;

/// A language.
#[derive(SimpleObject)]
pub struct Language {
    /// Its code, as in ISO 639-1 where it has one there.
    code: Option<&'static str>,
    /// Its name in the reader's language.
    name: Option<&'static str>,
}

/// How much there is on this server. The numbers are up to a minute old.
#[derive(SimpleObject)]
pub struct Statistics {
    /// Confirmed accounts of this server.
    number_of_users: Option<i32>,
    /// Public events that this server knows.
    number_of_events: Option<i32>,
    /// Public events published here.
    number_of_local_events: Option<i32>,
    /// Comments that this server knows.
    number_of_comments: Option<i32>,
    /// Comments written here.
    number_of_local_comments: Option<i32>,
    /// Groups that this server knows.
    number_of_groups: Option<i32>,
    /// Groups of this server.
    number_of_local_groups: Option<i32>,
    /// Servers that follow this one.
    number_of_instance_followers: Option<i32>,
    /// Servers that this one follows.
    number_of_instance_followings: Option<i32>,
}

/// How many upcoming events a category has.
#[derive(SimpleObject)]
pub struct CategoryStatistics {
    /// The category.
    key: Option<String>,
    /// Upcoming events in it.
    number: Option<i32>,
}

/// What can be asked about the server itself.
#[derive(Default)]
pub struct SiteQuery;

#[Object]
impl SiteQuery {
    /// What this server is and what it can do.
    async fn config(&self, ctx: &Context<'_>) -> Result<Option<ConfigNode>> {
        Ok(Some(ConfigNode(service::settings(ctx.app()).await?)))
    }

    /// How much there is.
    async fn statistics(&self, ctx: &Context<'_>) -> Result<Option<Statistics>> {
        let counted = statistics::statistics(ctx.app()).await?;
        Ok(Some(Statistics {
            number_of_users: int(counted.users),
            number_of_events: int(counted.events),
            number_of_local_events: int(counted.local_events),
            number_of_comments: int(counted.comments),
            number_of_local_comments: int(counted.local_comments),
            number_of_groups: int(counted.groups),
            number_of_local_groups: int(counted.local_groups),
            number_of_instance_followers: int(0),
            number_of_instance_followings: int(0),
        }))
    }

    /// How many upcoming events each category has, the fullest first.
    async fn category_statistics(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<Vec<Option<CategoryStatistics>>>> {
        let counted = statistics::categories(ctx.app()).await?;
        let counted = counted.into_iter().map(|one| {
            Some(CategoryStatistics { key: Some(one.category), number: int(one.number) })
        });
        Ok(Some(counted.collect()))
    }

    /// Languages by their names in the reader's language.
    async fn languages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Codes such as `fr` or `pt-BR`; all languages unless given.")]
        codes: Option<Vec<Option<String>>>,
    ) -> Option<Vec<Option<Language>>> {
        let codes: Vec<_> = codes.unwrap_or_default().into_iter().flatten().collect();
        let found = languages::languages(&codes, ctx.viewer().lang).into_iter();
        Some(
            found
                .map(|one| Some(Language { code: Some(one.code), name: Some(one.name) }))
                .collect(),
        )
    }

    /// The settings of this server, for its administrators.
    async fn admin_settings(&self, ctx: &Context<'_>) -> Result<Option<AdminSettingsNode>> {
        service::admin_settings(ctx.app(), ctx.viewer())
            .await
            .map(|settings| Some(AdminSettingsNode(settings)))
    }
}
