//! The roots of the API, merged in two levels (a flat merge of many slices overflows the compiler's query depth).

use super::later::{ActionLogObject, ActivityObject, Interactable};
use super::limits;
use crate::accounts::graphql::{AccessMutation, AccountQuery, ManageMutation, OwnMutation};
use crate::actors::graphql::{ActorMutation, ActorQuery};
use crate::comments::graphql::{CommentMutation, CommentQuery};
use crate::events::graphql::{EventMutation, EventQuery};
use crate::exports::graphql::ExportMutation;
use crate::federation::graphql::{FederationMutation, FederationQuery};
use crate::media::graphql::{MediaMutation, MediaQuery};
use crate::moderation::graphql::{ModerationMutation, ModerationQuery};
use crate::participation::graphql::ParticipationMutation;
use crate::places::PlaceQuery;
use crate::search::graphql::SearchQuery;
use crate::site::graphql::{SiteMutation, SiteQuery};
use crate::tags::TagQuery;
use async_graphql::{EmptySubscription, MergedObject, Object, Schema};

/// The schema.
pub type ApiSchema = Schema<Query, Mutation, EmptySubscription>;

/// Everything that can be asked.
#[derive(MergedObject, Default)]
#[graphql(name = "RootQueryType")]
pub struct Query(Bare, WhoQuery, MadeQuery, AroundQuery, AcrossQuery);

/// Floor 1: who.
#[derive(MergedObject, Default)]
struct WhoQuery(AccountQuery, ActorQuery, FederationQuery, MediaQuery, PlaceQuery, TagQuery);

/// Floor 3: what is made.
#[derive(MergedObject, Default)]
struct MadeQuery(EventQuery);

/// Floor 4: around it.
#[derive(MergedObject, Default)]
struct AroundQuery(CommentQuery);

/// Floor 5: across it.
#[derive(MergedObject, Default)]
struct AcrossQuery(ModerationQuery, SearchQuery, SiteQuery);

/// Everything that can be done.
#[derive(MergedObject, Default)]
#[graphql(name = "RootMutationType")]
pub struct Mutation(BareDeed, WhoMutation, MadeMutation, AroundMutation, AcrossMutation);

/// Floor 1: who.
#[derive(MergedObject, Default)]
struct WhoMutation(
    AccessMutation,
    OwnMutation,
    ManageMutation,
    ActorMutation,
    FederationMutation,
    MediaMutation,
);

/// Floor 3: what is made.
#[derive(MergedObject, Default)]
struct MadeMutation(EventMutation);

/// Floor 4: around it.
#[derive(MergedObject, Default)]
struct AroundMutation(CommentMutation, ParticipationMutation);

/// Floor 5: across it.
#[derive(MergedObject, Default)]
struct AcrossMutation(ModerationMutation, ExportMutation, SiteMutation);

/// What belongs to no slice.
#[derive(Default)]
pub struct Bare;

#[Object]
impl Bare {
    /// The version of the server.
    async fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// What belongs to no slice.
#[derive(Default)]
pub struct BareDeed;

#[Object]
impl BareDeed {
    /// Does nothing; clients use it to see whether mutations are let through.
    async fn ping(&self) -> bool {
        true
    }
}

/// Builds the schema. Depth and width are judged before, by [`limits`], with errors of our own.
pub fn schema() -> ApiSchema {
    Schema::build_with_ignore_name_conflicts(
        Query::default(),
        Mutation::default(),
        EmptySubscription,
        // Organisers may write a moment without an offset, in the zone of their event: same scalar, wider reading.
        ["DateTime"],
    )
    .register_output_type::<ActionLogObject>()
    .register_output_type::<ActivityObject>()
    .register_output_type::<Interactable>()
    .limit_recursive_depth(limits::NESTING)
    .disable_suggestions()
    .finish()
}
