//! What people change about their identities.

use super::person::PersonNode;
use crate::accounts;
use crate::actors::{self, NewPerson, PersonChange};
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use crate::media::graphql::{MediaInput, claim};
use crate::media::{AVATAR, BANNER, Slot};
use async_graphql::{Context, ID, MaybeUndefined, Object};

/// What people change about their identities.
#[derive(Default)]
pub struct ActorMutation;

#[Object]
impl ActorMutation {
    /// Makes another profile for the viewer. Nobody can tell that the two belong together.
    #[allow(clippy::too_many_arguments, reason = "the contract's")]
    async fn create_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The name that never changes: small letters, digits and _.")]
        preferred_username: String,
        #[graphql(desc = "The name to show.")] name: Option<String>,
        #[graphql(desc = "A few words on oneself, as HTML.")] summary: Option<String>,
        #[graphql(desc = "Its picture: up to 2 MiB.")] avatar: Option<MediaInput>,
        #[graphql(desc = "The wide picture at the head of its page: up to 4 MiB.")] banner: Option<
            MediaInput,
        >,
    ) -> Result<Option<PersonNode>> {
        ctx.viewer().require_account()?;
        let person = NewPerson { name, summary, ..NewPerson::named(preferred_username) };
        let avatar = claim(ctx, AVATAR, avatar).await?;
        let person = NewPerson { avatar, banner: claim(ctx, BANNER, banner).await?, ..person };
        let made = accounts::create_person(ctx.app(), ctx.viewer(), person).await?;
        Ok(Some(PersonNode::made(made)))
    }

    /// Changes what one of the viewer's profiles says of itself. What is not given stays as it is.
    #[allow(clippy::too_many_arguments, reason = "the contract's")]
    async fn update_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The profile's id.")] id: ID,
        #[graphql(desc = "The name to show; empty for none.")] name: Option<String>,
        #[graphql(desc = "A few words on oneself, as HTML; empty for none.")] summary: Option<
            String,
        >,
        #[graphql(desc = "Its picture: up to 2 MiB; null for none.")] avatar: MaybeUndefined<
            MediaInput,
        >,
        #[graphql(desc = "The wide picture at the head of its page: up to 4 MiB; null for none.")]
        banner: MaybeUndefined<MediaInput>,
    ) -> Result<Option<PersonNode>> {
        let id = scalars::id("id", &id)?;
        actors::owned(ctx.viewer(), id)?;
        let avatar = changed(ctx, AVATAR, avatar).await?;
        let banner = changed(ctx, BANNER, banner).await?;
        let change = PersonChange { name, summary, avatar, banner };
        actors::update_person(ctx.app(), ctx.viewer(), id, change).await.map(PersonNode::of)
    }

    /// Retires one of the viewer's profiles for good; not the last one. Its name is never given to anybody else.
    async fn delete_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The profile's id.")] id: ID,
    ) -> Result<Option<PersonNode>> {
        let id = scalars::id("id", &id)?;
        accounts::delete_person(ctx.app(), ctx.viewer(), id).await.map(PersonNode::of)
    }
}

/// The picture that an argument gives: `None` leaves the one that is there.
async fn changed(
    ctx: &Context<'_>,
    slot: Slot,
    input: MaybeUndefined<MediaInput>,
) -> Result<Option<Option<MediaId>>> {
    match input {
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => Ok(Some(None)),
        MaybeUndefined::Value(input) => claim(ctx, slot, Some(input)).await.map(Some),
    }
}
