//! Lists of participants, as events, people and accounts show them.

use super::loaders::{OfActor, OfEvent, OwnParts, Participants, Participations};
use super::node::ParticipantNode;
use crate::events::Event;
use crate::graphql::scalars::Moment;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::service::{self, Between, Scope};
use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, SimpleObject};
use std::sync::Arc;

/// One page of participants.
#[derive(SimpleObject)]
#[graphql(name = "PaginatedParticipantList")]
pub struct ParticipantPage {
    /// How many there are in all that the viewer may see.
    total: Option<i32>,
    /// The participants of the page.
    elements: Option<Vec<Option<ParticipantNode>>>,
}

impl From<Paged<Participant>> for ParticipantPage {
    fn from(page: Paged<Participant>) -> Self {
        let elements = page.elements.into_iter().map(|row| Some(ParticipantNode::seen(row)));
        Self { total: i32::try_from(page.total).ok(), elements: Some(elements.collect()) }
    }
}

/// The participants of an event: all of them for the organiser, their own parts for others. `roles` names some
/// roles, separated by commas.
pub async fn participants_of(
    ctx: &Context<'_>,
    event: &Event,
    roles: Option<&str>,
    page: Page,
) -> Result<ParticipantPage> {
    let roles = read_roles(roles)?;
    if service::scope(ctx.viewer(), event) == Scope::All {
        let key = OfEvent { event: event.id, roles, page };
        let found = load::<Participants, _, _>(ctx, key).await?;
        return Ok(found.unwrap_or_else(Paged::empty).into());
    }
    if ctx.viewer().actors().is_empty() {
        return Ok(Paged::empty().into());
    }
    let own = load::<OwnParts, _, _>(ctx, event.id).await?.unwrap_or_default();
    let own: Vec<Participant> = own.into_iter().filter(|row| roles.contains(&row.role)).collect();
    let total = i64::try_from(own.len()).unwrap_or(i64::MAX);
    let skip = usize::try_from(page.offset).unwrap_or(usize::MAX);
    let take = usize::try_from(page.limit).unwrap_or(0);
    let elements = own.into_iter().skip(skip).take(take).collect();
    Ok(Paged { total, elements }.into())
}

/// What an identity of the viewer takes part in, or its part in one event.
pub async fn participations_of(
    ctx: &Context<'_>,
    actor: ActorId,
    event_id: Option<&ID>,
    page: Page,
) -> Result<ParticipantPage> {
    let event = scalars::optional_id("eventId", event_id)?;
    service::see_participations(ctx.viewer(), actor)?;
    let found = load::<Participations, _, _>(ctx, OfActor { actor, event, page }).await?;
    Ok(found.unwrap_or_else(Paged::empty).into())
}

/// What the viewer's identities take part in: what comes after a moment with the soonest first, everything else with
/// the latest first.
pub async fn participations_of_viewer(
    ctx: &Context<'_>,
    after: Option<Moment>,
    before: Option<Moment>,
    page: Page,
) -> Result<ParticipantPage> {
    let time = Between { after: after.map(|at| at.0), before: before.map(|at| at.0) };
    Ok(service::mine(ctx.app(), ctx.viewer(), time, page).await?.into())
}

/// Reads roles in either spelling of case; none are all.
fn read_roles(words: Option<&str>) -> Result<Vec<ParticipantRole>> {
    let words = words.unwrap_or_default().to_ascii_lowercase();
    let wrong =
        || Error::Malformed { field: "roles", problem: Message::new("error-participation-roles") };
    let mut roles = words
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().map_err(|_| wrong()))
        .collect::<Result<Vec<ParticipantRole>>>()?;
    if roles.is_empty() {
        roles = ParticipantRole::ALL.to_vec();
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

async fn load<L, K, T>(ctx: &Context<'_>, key: K) -> Result<Option<T>>
where
    L: Loader<K, Value = T, Error = Arc<Error>>,
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    T: Send + Sync + Clone + 'static,
{
    let loaded = ctx.loader::<L, K>().load_one(key).await;
    loaded.map_err(|cause| anyhow::anyhow!("loading participants: {cause}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_in_any_case_and_order() {
        use ParticipantRole::{NotApproved, Participant};
        let both = vec![NotApproved, Participant];
        for words in [
            "participant,not_approved",
            "NOT_APPROVED, PARTICIPANT,PARTICIPANT",
            ",not_approved,participant,",
        ] {
            assert_eq!(read_roles(Some(words)).expect(words), both, "{words}");
        }
        for none in [None, Some(""), Some(" , ")] {
            assert_eq!(read_roles(none).expect("all"), ParticipantRole::ALL);
        }
        assert_eq!(read_roles(Some("king")).expect_err("no role").field(), Some("roles"));
    }
}
