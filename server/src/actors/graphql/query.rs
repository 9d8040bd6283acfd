//! What can be asked about people.

use super::person::PersonNode;
use crate::actors::{Actor, PersonFilter, service};
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use async_graphql::{Context, ID, Object, SimpleObject};

/// A page of people.
#[derive(SimpleObject)]
pub struct Persons {
    /// How many there are in all.
    pub total: i32,
    /// Those of this page.
    pub elements: Vec<Option<PersonNode>>,
}

/// A page of people.
#[derive(SimpleObject)]
pub struct PaginatedPersonList {
    /// How many there are in all.
    pub total: Option<i32>,
    /// Those of this page.
    pub elements: Option<Vec<Option<PersonNode>>>,
}

fn total(found: &Paged<Actor>) -> i32 {
    i32::try_from(found.total).unwrap_or(i32::MAX)
}

fn nodes(found: Paged<Actor>) -> Vec<Option<PersonNode>> {
    found.elements.into_iter().map(PersonNode::of).collect()
}

/// A search for nothing is no search.
fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// What can be asked about people.
#[derive(Default)]
pub struct ActorQuery;

#[Object]
impl ActorQuery {
    /// The identity that the viewer acts as.
    async fn logged_person(&self, ctx: &Context<'_>) -> Result<Option<PersonNode>> {
        let id = ctx.viewer().require_actor()?;
        service::read(ctx.app(), ctx.viewer(), id).await.map(PersonNode::of)
    }

    /// All identities of the viewer, oldest first.
    async fn identities(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<PersonNode>>>> {
        let identities = service::identities(ctx.app(), ctx.viewer()).await?;
        Ok(Some(identities.into_iter().map(PersonNode::of).collect()))
    }

    /// A person, for those who are signed in.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's id.")] id: ID,
    ) -> Result<Option<PersonNode>> {
        let id = scalars::id("id", &id)?;
        service::read(ctx.app(), ctx.viewer(), id).await.map(PersonNode::of)
    }

    /// People whose name has a part in common with a term; for moderators.
    async fn search_persons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A part of the name or the username.")] term: Option<String>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<Persons>> {
        let filter = PersonFilter { term: given(term), ..PersonFilter::default() };
        let page = Page::of(page, limit);
        let found = service::list(ctx.app(), ctx.viewer(), &filter, page).await?;
        Ok(Some(Persons { total: total(&found), elements: nodes(found) }))
    }

    /// All people known here, on this server and others; for moderators.
    #[expect(clippy::too_many_arguments, reason = "the contract's")]
    async fn persons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A part of the username.")] preferred_username: Option<String>,
        #[graphql(desc = "A part of the shown name.")] name: Option<String>,
        #[graphql(desc = "The host of their server.")] domain: Option<String>,
        #[graphql(desc = "Only those of this server, or only those of others.")] local: Option<
            bool,
        >,
        #[graphql(desc = "Only those that are hidden, or only the others.")] suspended: Option<
            bool,
        >,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many to a page.")] limit: Option<i32>,
    ) -> Result<Option<PaginatedPersonList>> {
        let filter = PersonFilter {
            term: None,
            name: given(name),
            preferred_username: given(preferred_username),
            domain: given(domain),
            local,
            suspended,
        };
        let page = Page::of(page, limit);
        let found = service::list(ctx.app(), ctx.viewer(), &filter, page).await?;
        let total = Some(total(&found));
        Ok(Some(PaginatedPersonList { total, elements: Some(nodes(found)) }))
    }

    /// A person by name.
    async fn fetch_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's name, with `@` and the host for one of another server.")]
        preferred_username: String,
    ) -> Result<Option<PersonNode>> {
        let found = service::read_by_handle(ctx.app(), ctx.viewer(), &preferred_username).await?;
        Ok(PersonNode::of(found))
    }
}
