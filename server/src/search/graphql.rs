//! Searching in the API: the contract's pages, and our own cursors and map.

// The lint takes the `ty` of two fields of the interface for one attribute written twice.
#![allow(clippy::duplicated_attributes, clippy::too_many_arguments)]

use super::filters::{Area, BoundingBox, Cursor, Filters, Near, Sort, Span};
use super::service::{self, Found, Window};
use crate::actors::graphql::ActorNode;
use crate::events::graphql::{
    EventCategory, EventNode, EventOptionsNode, EventStatus, ParticipantStats, load_event,
};
use crate::events::{self, Status};
use crate::graphql::ContextExt;
use crate::graphql::scalars::Moment;
use crate::kernel::prelude::*;
use crate::media::graphql::MediaNode;
use crate::places::AddressNode;
use crate::tags::TagNode;
use async_graphql::{Context, Enum, ID, Interface, MaybeUndefined, Object, SimpleObject};

/// Whether people meet in a place or online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EventType {
    /// In a place.
    InPerson,
    /// Online.
    Online,
}

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SearchTarget {
    /// Only what was published on this server.
    #[graphql(name = "SELF")]
    Here,
    /// What this server knows.
    Internal,
    /// The same as INTERNAL: this server asks no global index.
    Global,
}

/// The order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SearchEventSortOptions {
    /// The best fit first; without words the soonest.
    MatchDesc,
    /// The soonest first.
    StartTimeAsc,
    /// The latest first.
    StartTimeDesc,
    /// The newest announcement first, among the soonest thousand; then the soonest.
    CreatedAtDesc,
    /// The oldest announcement first, among the soonest thousand; then the soonest.
    CreatedAtAsc,
    /// The most attended first, among the soonest thousand; then the soonest.
    ParticipantCountDesc,
}

impl From<SearchEventSortOptions> for Sort {
    fn from(sort: SearchEventSortOptions) -> Self {
        match sort {
            SearchEventSortOptions::MatchDesc => Self::Match,
            SearchEventSortOptions::StartTimeAsc => Self::Soonest,
            SearchEventSortOptions::StartTimeDesc => Self::Latest,
            SearchEventSortOptions::CreatedAtDesc => Self::Newest,
            SearchEventSortOptions::CreatedAtAsc => Self::Oldest,
            SearchEventSortOptions::ParticipantCountDesc => Self::MostAttended,
        }
    }
}

/// An event as a search finds it.
#[derive(Interface)]
#[graphql(
    name = "EventSearchResult",
    field(name = "id", ty = "Option<ID>", desc = "Its id on this server."),
    field(name = "uuid", ty = "Option<Uuid>", desc = "The part of its address that names it."),
    field(name = "url", ty = "Option<String>", desc = "Its address on the web."),
    field(name = "title", ty = "Option<&str>", desc = "What it is called."),
    field(name = "begins_on", ty = "Option<Moment>", desc = "When it begins."),
    field(name = "ends_on", ty = "Option<Moment>", desc = "When it ends."),
    field(
        name = "long_event",
        ty = "Option<bool>",
        desc = "Whether it lasts longer than thirty days."
    ),
    field(name = "status", ty = "Option<EventStatus>", desc = "Whether it takes place."),
    field(name = "picture", ty = "Option<MediaNode>", desc = "Its picture."),
    field(name = "physical_address", ty = "Option<AddressNode>", desc = "Where it takes place."),
    field(name = "category", ty = "Option<EventCategory>", desc = "Its subject."),
    field(name = "options", ty = "Option<EventOptionsNode>", desc = "Its settings."),
    field(name = "tags", ty = "Option<Vec<Option<TagNode>>>", desc = "Its tags."),
    field(name = "organizer_actor", ty = "Option<ActorNode>", desc = "Who organises it."),
    field(
        name = "attributed_to",
        ty = "Option<ActorNode>",
        desc = "The group that answers for it."
    ),
    field(
        name = "participant_stats",
        ty = "Option<ParticipantStats>",
        desc = "How many take part."
    )
)]
pub enum EventSearchResult {
    Event(EventNode),
}

/// What a search found.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Events {
    /// The events of the page.
    elements: Vec<Option<EventSearchResult>>,
    /// Where the next page begins, for the argument `after`; null when this is the last.
    next_cursor: Option<String>,
    /// The words that were searched instead, where those asked for were probably misspelt.
    searched_instead: Option<String>,
    #[graphql(skip)]
    filters: Filters,
}

#[async_graphql::ComplexObject]
impl Events {
    /// How many events match, exact up to ten thousand, which it never passes.
    async fn total(&self, ctx: &Context<'_>) -> Result<i32> {
        let total = service::total(ctx.app(), &self.filters).await?;
        Ok(i32::try_from(total).unwrap_or(i32::MAX))
    }
}

/// Events close together on the map.
pub struct MapCluster(super::Cluster);

/// Events close together on the map.
#[Object]
impl MapCluster {
    /// How many.
    async fn count(&self) -> i32 {
        i32::try_from(self.0.count).unwrap_or(i32::MAX)
    }
    /// Their middle, in degrees east.
    async fn longitude(&self) -> f64 {
        self.0.lon
    }
    /// Their middle, in degrees north.
    async fn latitude(&self) -> f64 {
        self.0.lat
    }
    /// The soonest of them, where this is known without looking further.
    async fn event(&self, ctx: &Context<'_>) -> Result<Option<EventNode>> {
        match self.0.first {
            Some(id) => load_event(ctx, id).await,
            None => Ok(None),
        }
    }
}

/// Searching.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Listed events, by words, place, time and the rest. Without `beginsOn` what has not ended; null
    /// reaches into the past.
    #[graphql(complexity = "limit.unwrap_or(10).clamp(1, 100) as usize * child_complexity")]
    async fn search_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words, in any of the languages of the events. Quotes hold words together, a minus excludes."
        )]
        term: Option<String>,
        #[graphql(desc = "Titles of tags, separated by commas: any of them.")] tags: Option<String>,
        #[graphql(desc = "A geohash to look around.")] location: Option<String>,
        #[graphql(desc = "Kilometres around the location, 50 unless told, at most 500.")]
        radius: Option<f64>,
        #[graphql(desc = "A box: north,west:south,east in degrees.")] bbox: Option<String>,
        #[graphql(desc = "Accepted and not needed.")] zoom: Option<i32>,
        #[graphql(name = "type", desc = "Online or in a place.")] kind: Option<EventType>,
        #[graphql(desc = "One category.")] category: Option<String>,
        #[graphql(desc = "Any of these categories.")] category_one_of: Option<Vec<Option<String>>>,
        #[graphql(desc = "Any of these languages.")] language_one_of: Option<Vec<Option<String>>>,
        #[graphql(desc = "Accepted; a search here favours no language.")] boost_languages: Option<
            Vec<Option<String>>,
        >,
        #[graphql(desc = "Any of these states.")] status_one_of: Option<Vec<Option<EventStatus>>>,
        #[graphql(desc = "Where to look.")] search_target: Option<SearchTarget>,
        #[graphql(desc = "Only events longer than thirty days, or only shorter ones.")] long_events: Option<bool>,
        #[graphql(desc = "Events that have not ended by then.")] begins_on: MaybeUndefined<Moment>,
        #[graphql(desc = "Events that begin before this.")] ends_on: Option<Moment>,
        #[graphql(desc = "The page, from 1.")] page: Option<i32>,
        #[graphql(desc = "Events in a page: 10 unless told, at most 100.")] limit: Option<i32>,
        #[graphql(desc = "The order.")] sort_by: Option<SearchEventSortOptions>,
        #[graphql(desc = "The cursor of the page before; wins over the page's number.")]
        after: Option<String>,
    ) -> Result<Option<Events>> {
        let _ = (zoom, boost_languages);
        let filters = Filters {
            words: term,
            area: area(location.as_deref(), radius, bbox.as_deref())?,
            span: span(ctx, begins_on, ends_on),
            categories: words(category_one_of).into_iter().chain(category).collect(),
            languages: words(language_one_of),
            statuses: statuses(status_one_of),
            tags: tags.as_deref().map(slugs).unwrap_or_default(),
            online: kind.map(|kind| kind == EventType::Online),
            long: long_events,
            local_only: search_target == Some(SearchTarget::Here),
            exact: false,
        };
        let window = match after {
            Some(cursor) => Window::After {
                cursor: Cursor::decode(&cursor),
                limit: i64::from(limit.unwrap_or(10)),
            },
            None => Window::Page(Page::of(page, limit)),
        };
        let sort = sort_by.map(Sort::from).unwrap_or_default();
        let (found, filters) =
            service::find(ctx.app(), ctx.viewer(), filters, sort, window).await?;
        answer(ctx, found, filters).await.map(Some)
    }

    /// What lies in a box on the map, as clusters of events that have not ended.
    async fn event_map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The box: north,west:south,east in degrees.")] bbox: String,
        #[graphql(desc = "The zoom of the map, 0 to 18.")] zoom: i32,
        #[graphql(desc = "Words.")] term: Option<String>,
        #[graphql(desc = "Any of these categories.")] category_one_of: Option<Vec<Option<String>>>,
        #[graphql(desc = "Any of these languages.")] language_one_of: Option<Vec<Option<String>>>,
        #[graphql(
            desc = "Events that have not ended by then: now unless told; null reaches into the past."
        )]
        begins_on: MaybeUndefined<Moment>,
        #[graphql(desc = "Events that begin before this.")] ends_on: Option<Moment>,
    ) -> Result<Vec<MapCluster>> {
        let bbox = BoundingBox::parse(&bbox)?;
        let filters = Filters {
            words: term,
            categories: words(category_one_of),
            languages: words(language_one_of),
            span: span(ctx, begins_on, ends_on),
            ..Filters::default()
        };
        let zoom = u32::try_from(zoom).unwrap_or(0);
        let clusters = super::map(ctx.app(), ctx.viewer(), bbox, zoom, filters).await?;
        Ok(clusters.into_iter().map(MapCluster).collect())
    }
}

fn area(location: Option<&str>, radius: Option<f64>, bbox: Option<&str>) -> Result<Area> {
    let given = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).map(str::to_owned);
    match (given(bbox), given(location)) {
        (Some(bbox), _) => Ok(Area::Box(BoundingBox::parse(&bbox)?)),
        (None, Some(hash)) => Ok(Area::Circle(Near::geohash(&hash, radius)?)),
        (None, None) => Ok(Area::Everywhere),
    }
}

/// A null lifts the lower bound.
fn span(ctx: &Context<'_>, begins_on: MaybeUndefined<Moment>, ends_on: Option<Moment>) -> Span {
    let from = match begins_on {
        MaybeUndefined::Value(at) => Some(at.0),
        MaybeUndefined::Null => None,
        MaybeUndefined::Undefined => Some(ctx.app().now()),
    };
    Span { from, until: ends_on.map(|at| at.0) }
}

fn words(list: Option<Vec<Option<String>>>) -> Vec<String> {
    list.into_iter().flatten().flatten().collect()
}

fn statuses(list: Option<Vec<Option<EventStatus>>>) -> Vec<String> {
    list.into_iter()
        .flatten()
        .flatten()
        .map(|status| Status::from(status).as_str().to_owned())
        .collect()
}

fn slugs(titles: &str) -> Vec<String> {
    titles.split(',').map(crate::tags::slug).filter(|slug| !slug.is_empty()).collect()
}

async fn answer(ctx: &Context<'_>, found: Found, filters: Filters) -> Result<Events> {
    let conn = ctx.app().db.get().await?;
    let mut seen = events::glimpse(&conn, ctx.viewer(), &found.events).await?;
    let elements = found
        .events
        .iter()
        .filter_map(|id| seen.remove(id))
        .map(|seen| Some(EventSearchResult::Event(seen.into())))
        .collect();
    Ok(Events {
        elements,
        next_cursor: found.next.map(Cursor::encode),
        searched_instead: found.mended,
        filters,
    })
}
