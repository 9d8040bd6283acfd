//! An event in the API.

use super::enums::{EventCategory, EventJoinOptions, EventStatus, EventVisibility};
use super::loaders::{self, SeenNumbers};
use super::options::{EventMetadata, EventOptionsNode};
use crate::actors::graphql::{ActorNode, load_actor};
use crate::comments::graphql::{CommentNode, comments_of};
use crate::events::model::Event;
use crate::events::policy::{self, Sight, Standing};
use crate::events::service::Seen;
use crate::graphql::ContextExt;
use crate::graphql::later::PaginatedConversationList;
use crate::graphql::scalars::Moment;
use crate::kernel::prelude::*;
use crate::media::graphql::{MediaNode, picture};
use crate::participation::graphql::{ParticipantPage, participants_of};
use crate::places::{AddressNode, load_address};
use crate::tags::TagNode;
use async_graphql::{Context, ID, Object, SimpleObject};

/// Something people are invited to. Whoever only asked to take part in an event that is not for everybody sees
/// its title and its beginning; all else is null for them.
pub struct EventNode {
    event: Event,
    sight: Sight,
}

impl From<Seen> for EventNode {
    fn from(seen: Seen) -> Self {
        Self { event: seen.event, sight: seen.sight }
    }
}

impl EventNode {
    /// The node of an event that the viewer may see.
    pub fn seen(event: Event) -> Self {
        Self { event, sight: Sight::Full }
    }

    /// The event, if the viewer sees more of it than its title.
    pub(super) fn full(&self) -> Option<&Event> {
        (self.sight == Sight::Full).then_some(&self.event)
    }

    /// The row, whatever the viewer sees of it.
    pub fn row(&self) -> &Event {
        &self.event
    }
}

/// An event that a row of the viewer's own names, loaded together with the others of its level; `None` where the
/// viewer may not even remember it.
pub async fn load_event(ctx: &Context<'_>, id: EventId) -> Result<Option<EventNode>> {
    Ok(loaders::load::<loaders::Events, Seen>(ctx, id).await?.map(EventNode::from))
}

/// Something people are invited to.
#[Object(name = "Event")]
impl EventNode {
    /// Its id on this server.
    pub async fn id(&self) -> Option<ID> {
        Some(self.event.id.into())
    }
    /// The part of its address that names it.
    pub async fn uuid(&self) -> Option<Uuid> {
        Some(self.event.uuid)
    }
    /// Its address on the web.
    pub async fn url(&self) -> Option<String> {
        Some(self.event.url.clone())
    }
    /// What it is called.
    pub async fn title(&self) -> Option<&str> {
        Some(&self.event.title)
    }
    /// When it begins.
    pub async fn begins_on(&self) -> Option<Moment> {
        Some(self.event.begins_on.into())
    }
    /// When it ends, where somebody said so. Whole days end at the midnight after the last.
    pub async fn ends_on(&self) -> Option<Moment> {
        self.full()?.ends_on.map(Moment)
    }
    /// Whether it takes whole days, without hours.
    pub async fn all_day(&self) -> Option<bool> {
        self.full().map(|event| event.all_day)
    }
    /// Whether it lasts longer than thirty days.
    pub async fn long_event(&self) -> Option<bool> {
        self.full().map(Event::long)
    }
    /// What it is about, as safe HTML.
    pub async fn description(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(event) = self.full() else { return Ok(None) };
        loaders::load::<loaders::Descriptions, _>(ctx, event.id).await
    }
    /// The last part of its address.
    pub async fn slug(&self) -> Option<String> {
        self.full().map(|event| event.uuid.to_string())
    }
    /// Whether it takes place.
    pub async fn status(&self) -> Option<EventStatus> {
        self.full().map(|event| event.status.into())
    }
    /// Who finds it.
    pub async fn visibility(&self) -> Option<EventVisibility> {
        self.full().map(|event| event.visibility.into())
    }
    /// How people come to take part.
    pub async fn join_options(&self) -> Option<EventJoinOptions> {
        self.full().map(|event| event.join_options.into())
    }
    /// Where people take part, when that is on another site.
    pub async fn external_participation_url(&self) -> Option<&str> {
        self.full()?.external_participation_url.as_deref()
    }
    /// Its subject.
    pub async fn category(&self) -> Option<EventCategory> {
        self.full().map(|event| event.category.into())
    }
    /// The language of its texts; `und` where it is not known.
    pub async fn language(&self) -> Option<&str> {
        self.full().map(|event| event.language.as_str())
    }
    /// Where it takes place.
    pub async fn physical_address(&self, ctx: &Context<'_>) -> Result<Option<AddressNode>> {
        load_address(ctx, self.full().and_then(|event| event.address_id)).await
    }
    /// A web page about it.
    pub async fn online_address(&self) -> Option<&str> {
        self.full()?.online_address.as_deref()
    }
    /// Where people meet on the net: for those who take part and its organiser, null for others.
    pub async fn meeting_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(event) = self.full().filter(|event| event.options.meeting_url.is_some()) else {
            return Ok(None);
        };
        let standing = loaders::load::<loaders::Standings, _>(ctx, event.id).await?;
        let standing = standing.unwrap_or(Standing::Stranger);
        Ok(policy::see_meeting(standing).ok().and(event.options.meeting_url.clone()))
    }
    /// Why it was called off or is not certain, in its organiser's words.
    pub async fn status_note(&self) -> Option<&str> {
        self.full()?.options.status_note.as_deref()
    }
    /// A telephone number for questions.
    pub async fn phone_address(&self) -> Option<&str> {
        self.full()?.phone_address.as_deref()
    }
    /// Whether only its organiser sees it yet.
    pub async fn draft(&self) -> Option<bool> {
        self.full().map(|event| event.draft)
    }
    /// Whether it was published on this server.
    pub async fn local(&self) -> Option<bool> {
        self.full().map(Event::local)
    }
    /// When it was published.
    pub async fn publish_at(&self) -> Option<Moment> {
        self.full()?.published_at.map(Moment)
    }
    /// When it was made.
    pub async fn inserted_at(&self) -> Option<Moment> {
        self.full().map(|event| event.created_at.into())
    }
    /// When it was changed last.
    pub async fn updated_at(&self) -> Option<Moment> {
        self.full().map(|event| event.updated_at.into())
    }
    /// Its settings.
    pub async fn options(&self) -> Option<EventOptionsNode> {
        self.full().cloned().map(EventOptionsNode)
    }
    /// Facts that its organiser added: accessibility, links to a stream, tickets.
    pub async fn metadata(&self) -> Option<Vec<Option<EventMetadata>>> {
        let entries = self.full()?.metadata.0.iter().cloned();
        Some(entries.map(|entry| Some(entry.into())).collect())
    }
    /// Its tags, in the order of its organiser.
    pub async fn tags(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<TagNode>>>> {
        let Some(event) = self.full() else { return Ok(None) };
        let tags = loaders::load::<loaders::Tags, _>(ctx, event.id).await?.unwrap_or_default();
        Ok(Some(tags.into_iter().map(|tag| Some(TagNode(tag))).collect()))
    }
    /// Who organises it; null for strangers where a group answers for it.
    pub async fn organizer_actor(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        let Some(event) = self.full() else { return Ok(None) };
        if policy::see_organizer(ctx.viewer(), event).is_err() {
            return Ok(None);
        }
        load_actor(ctx, event.organizer_id).await
    }
    /// The group that answers for it.
    pub async fn attributed_to(&self, ctx: &Context<'_>) -> Result<Option<ActorNode>> {
        match self.full().and_then(|event| event.attributed_to_id) {
            Some(group) => load_actor(ctx, group).await,
            None => Ok(None),
        }
    }
    /// Whom to ask.
    pub async fn contacts(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<ActorNode>>>> {
        let Some(event) = self.full() else { return Ok(None) };
        let ids = loaders::load::<loaders::Contacts, _>(ctx, event.id).await?.unwrap_or_default();
        let contacts = ids.into_iter().map(|id| load_actor(ctx, id));
        let contacts = futures_util::future::try_join_all(contacts).await?;
        Ok(Some(contacts.into_iter().filter(Option::is_some).collect()))
    }
    /// Who takes part: everybody for its organiser, their own parts for others.
    async fn participants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
        #[graphql(desc = "Only these roles, separated by commas.")] roles: Option<String>,
    ) -> Result<Option<ParticipantPage>> {
        let page = Page::of(page, limit);
        participants_of(ctx, &self.event, roles.as_deref(), page).await.map(Some)
    }
    /// Up to four upcoming events: those most like this one, then the next.
    async fn related_events(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<EventNode>>>> {
        let Some(event) = self.full() else { return Ok(None) };
        let related = loaders::load::<loaders::Related, _>(ctx, event.id).await?;
        let related = related.unwrap_or_default().into_iter();
        Ok(Some(related.map(|event| Some(EventNode::seen(event))).collect()))
    }
    /// What people say about it: the comments that threads begin with, announcements first, then the oldest.
    async fn comments(&self, ctx: &Context<'_>) -> Result<Option<Vec<Option<CommentNode>>>> {
        match self.full() {
            Some(event) => comments_of(ctx, event.id).await.map(Some),
            None => Ok(None),
        }
    }
    /// The conversations about it, of which there are none yet.
    async fn conversations(
        &self,
        #[graphql(desc = "Which page, from 1.")] page: Option<i32>,
        #[graphql(desc = "How many on a page; ten unless told.")] limit: Option<i32>,
    ) -> Option<PaginatedConversationList> {
        let _ = (page, limit);
        self.full().and_then(|_| PaginatedConversationList::nothing())
    }
    /// Its picture.
    pub async fn picture(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.full().and_then(|event| event.picture_id)).await
    }
    /// Pictures inside its description. Descriptions are text here, so there are none.
    async fn media(&self) -> Option<Vec<Option<MediaNode>>> {
        self.full().map(|_| Vec::new())
    }
    /// How many take part: all numbers for its organiser, how many come for others unless that is hidden.
    pub async fn participant_stats(&self, ctx: &Context<'_>) -> Result<Option<ParticipantStats>> {
        let Some(event) = self.full() else { return Ok(None) };
        Ok(match loaders::numbers(ctx, event).await? {
            SeenNumbers::All(n) => Some(ParticipantStats {
                going: Some(n.going()),
                participant: Some(n.participant),
                not_approved: Some(n.not_approved),
                not_confirmed: Some(n.not_confirmed),
                rejected: Some(n.rejected),
                moderator: Some(n.moderator),
                administrator: Some(n.administrator),
                creator: Some(n.creator),
            }),
            SeenNumbers::Going(n) => Some(ParticipantStats {
                going: Some(n.going()),
                participant: Some(n.participant),
                ..ParticipantStats::default()
            }),
            SeenNumbers::None => Some(ParticipantStats::default()),
        })
    }
}

/// How many take part in an event, by role; null is what the viewer may not know.
#[derive(Default, SimpleObject)]
pub struct ParticipantStats {
    /// Everybody who comes, organisers among them.
    going: Option<i32>,
    /// Those who take part and do not organise.
    participant: Option<i32>,
    /// Those who wait for the organiser's word.
    not_approved: Option<i32>,
    /// Those who have not answered the mail that asks whether it was them.
    not_confirmed: Option<i32>,
    /// Those who were turned down.
    rejected: Option<i32>,
    /// Those who help to organise.
    moderator: Option<i32>,
    /// Those who organise together.
    administrator: Option<i32>,
    /// Those who made it.
    creator: Option<i32>,
}

/// One page of events.
#[derive(SimpleObject)]
#[graphql(name = "PaginatedEventList")]
pub struct EventPage {
    /// How many there are in all, as far as they are counted.
    total: Option<i32>,
    /// The events of the page.
    elements: Option<Vec<Option<EventNode>>>,
}

impl From<Paged<Event>> for EventPage {
    fn from(page: Paged<Event>) -> Self {
        let elements = page.elements.into_iter().map(|event| Some(EventNode::seen(event)));
        Self { total: i32::try_from(page.total).ok(), elements: Some(elements.collect()) }
    }
}
