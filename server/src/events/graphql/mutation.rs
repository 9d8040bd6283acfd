//! What can be done to events.

use super::enums::{EventCategory, EventJoinOptions, EventStatus, EventVisibility};
use super::input::{self, Contact, EventMetadataInput, EventOptionsInput};
use super::node::EventNode;
use super::when::WrittenWhen;
use crate::events::change::EventChange;
use crate::events::service;
use crate::graphql::ContextExt;
use crate::graphql::nodes::DeletedObject;
use crate::graphql::scalars::{self, Moment};
use crate::kernel::prelude::*;
use crate::media::PICTURE;
use crate::media::graphql::{MediaInput, claim};
use crate::places::{AddressInput, AddressInputObject};
use async_graphql::{Context, ID, MaybeUndefined, Object};

/// What can be done to events.
#[derive(Default)]
pub struct EventMutation;

/// What both creating and updating can say beside what each requires.
#[derive(Default)]
struct Said {
    ends_on: MaybeUndefined<WrittenWhen>,
    all_day: Option<bool>,
    status: Option<EventStatus>,
    visibility: Option<EventVisibility>,
    join_options: Option<EventJoinOptions>,
    external_participation_url: MaybeUndefined<String>,
    draft: Option<bool>,
    picture: MaybeUndefined<MediaInput>,
    tags: MaybeUndefined<Vec<Option<String>>>,
    physical_address: MaybeUndefined<AddressInputObject>,
    online_address: MaybeUndefined<String>,
    meeting_url: MaybeUndefined<String>,
    status_note: MaybeUndefined<String>,
    phone_address: MaybeUndefined<String>,
    category: Option<EventCategory>,
    options: Option<EventOptionsInput>,
    contacts: MaybeUndefined<Vec<Option<Contact>>>,
    metadata: MaybeUndefined<Vec<Option<EventMetadataInput>>>,
    language: MaybeUndefined<String>,
}

impl Said {
    async fn change(self, ctx: &Context<'_>) -> Result<EventChange> {
        let picture = match input::clearable(self.picture) {
            Some(given) => Some(claim(ctx, PICTURE, given).await?),
            None => None,
        };
        let (timezone, mut options) = self.options.unwrap_or_default().split();
        options.meeting_url = input::clearable(self.meeting_url);
        options.status_note = input::clearable(self.status_note);
        let contacts = input::clearable(self.contacts).map(Option::unwrap_or_default);
        let place = input::clearable(self.physical_address);
        Ok(EventChange {
            ends_on: input::clearable(self.ends_on).map(|end| end.map(|end| end.0)),
            timezone,
            all_day: self.all_day,
            status: self.status.map(Into::into),
            visibility: self.visibility.map(Into::into),
            join_options: self.join_options.map(Into::into),
            category: self.category.map(Into::into),
            language: input::clearable(self.language),
            picture,
            place: place.map(|place| place.map(AddressInput::try_from).transpose()).transpose()?,
            online_address: input::clearable(self.online_address),
            phone_address: input::clearable(self.phone_address),
            external_participation_url: input::clearable(self.external_participation_url),
            draft: self.draft,
            options,
            metadata: input::list(self.metadata),
            tags: input::list(self.tags),
            contacts: contacts.map(input::contacts).transpose()?,
            ..EventChange::default()
        })
    }
}

/// Groups do not exist here yet, so that no id is a group's.
fn no_group(id: Option<ID>) -> Result<()> {
    match scalars::optional_id::<ActorId>("attributedToId", id.as_ref())? {
        Some(_) => Err(Error::NotFound("group")),
        None => Ok(()),
    }
}

#[Object]
impl EventMutation {
    /// Makes an event and publishes it, unless it is a draft.
    #[expect(clippy::too_many_arguments, reason = "the contract's arguments are flat")]
    async fn create_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is called: 3 to 200 characters")] title: String,
        #[graphql(desc = "What it is about, as HTML; hashtags become tags")] description: String,
        #[graphql(desc = "When it begins; without an offset, in its time zone")]
        begins_on: WrittenWhen,
        #[graphql(desc = "When it ends")] ends_on: MaybeUndefined<WrittenWhen>,
        #[graphql(desc = "Whether it takes whole days, without hours")] all_day: Option<bool>,
        #[graphql(desc = "Whether it takes place; confirmed unless told")] status: Option<
            EventStatus,
        >,
        #[graphql(desc = "Who finds it; everybody unless told")] visibility: Option<
            EventVisibility,
        >,
        #[graphql(desc = "How people come to take part; freely unless told")] join_options: Option<
            EventJoinOptions,
        >,
        #[graphql(desc = "Where people take part, when that is on another site")]
        external_participation_url: MaybeUndefined<String>,
        #[graphql(desc = "A picture of yours, or a new one")] picture: MaybeUndefined<MediaInput>,
        #[graphql(desc = "At most 20 tags of 2 to 40 characters")] tags: MaybeUndefined<
            Vec<Option<String>>,
        >,
        #[graphql(desc = "A moment to publish at; only now is possible")] publish_at: Option<
            Moment,
        >,
        #[graphql(desc = "Where it takes place; null for nowhere")]
        physical_address: MaybeUndefined<AddressInputObject>,
        #[graphql(desc = "A web page about it")] online_address: MaybeUndefined<String>,
        #[graphql(desc = "Where people meet on the net; only those who take part see it")]
        meeting_url: MaybeUndefined<String>,
        #[graphql(desc = "Why it is called off or not certain")] status_note: MaybeUndefined<
            String,
        >,
        #[graphql(desc = "A telephone number for questions")] phone_address: MaybeUndefined<String>,
        #[graphql(desc = "Which of your profiles organises it")] organizer_actor_id: ID,
        #[graphql(desc = "The group that answers for it")] attributed_to_id: Option<ID>,
        #[graphql(desc = "Its subject")] category: Option<EventCategory>,
        #[graphql(desc = "Its settings")] options: Option<EventOptionsInput>,
        #[graphql(desc = "Whether only you see it yet")] draft: Option<bool>,
        #[graphql(desc = "At most 50 facts about it")] metadata: MaybeUndefined<
            Vec<Option<EventMetadataInput>>,
        >,
        #[graphql(desc = "The language of its texts; detected unless told")]
        language: MaybeUndefined<String>,
        #[graphql(desc = "Whom to ask, among your profiles")] contacts: MaybeUndefined<
            Vec<Option<Contact>>,
        >,
    ) -> Result<Option<EventNode>> {
        no_group(attributed_to_id)?;
        if publish_at.is_some_and(|at| at.0 > ctx.app().now()) {
            return Err(Error::invalid("publishAt", Message::new("error-events-schedule")));
        }
        let said = Said {
            ends_on,
            all_day,
            status,
            visibility,
            join_options,
            external_participation_url,
            draft,
            picture,
            tags,
            physical_address,
            online_address,
            meeting_url,
            status_note,
            phone_address,
            category,
            options,
            contacts,
            metadata,
            language,
        };
        let mut change = said.change(ctx).await?;
        change.title = Some(title);
        change.description = Some(description);
        change.begins_on = Some(begins_on.0);
        let organizer = scalars::id("organizerActorId", &organizer_actor_id)?;
        let event = service::create(ctx.app(), ctx.viewer(), organizer, change).await?;
        Ok(Some(EventNode::seen(event)))
    }

    /// Changes an event. What is left out stays as it was; `draft: false` publishes a draft.
    #[expect(clippy::too_many_arguments, reason = "the contract's arguments are flat")]
    async fn update_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id")] event_id: ID,
        #[graphql(desc = "What it is called")] title: Option<String>,
        #[graphql(desc = "What it is about, as HTML")] description: Option<String>,
        #[graphql(desc = "When it begins; without an offset, in its time zone")] begins_on: Option<
            WrittenWhen,
        >,
        #[graphql(desc = "When it ends; null for no end")] ends_on: MaybeUndefined<WrittenWhen>,
        #[graphql(desc = "Whether it takes whole days, without hours")] all_day: Option<bool>,
        #[graphql(desc = "Whether it takes place")] status: Option<EventStatus>,
        #[graphql(desc = "Who finds it")] visibility: Option<EventVisibility>,
        #[graphql(desc = "How people come to take part")] join_options: Option<EventJoinOptions>,
        #[graphql(desc = "Where people take part, when that is on another site")]
        external_participation_url: MaybeUndefined<String>,
        #[graphql(desc = "A picture of yours, or a new one; null for none")]
        picture: MaybeUndefined<MediaInput>,
        #[graphql(desc = "All its tags; hashtags of the description come after")]
        tags: MaybeUndefined<Vec<Option<String>>>,
        #[graphql(desc = "Where it takes place; null for nowhere")]
        physical_address: MaybeUndefined<AddressInputObject>,
        #[graphql(desc = "A web page about it")] online_address: MaybeUndefined<String>,
        #[graphql(desc = "Where people meet on the net; only those who take part see it")]
        meeting_url: MaybeUndefined<String>,
        #[graphql(desc = "Why it is called off or not certain")] status_note: MaybeUndefined<
            String,
        >,
        #[graphql(desc = "A telephone number for questions")] phone_address: MaybeUndefined<String>,
        #[graphql(desc = "Which of your profiles organises it")] organizer_actor_id: Option<ID>,
        #[graphql(desc = "The group that answers for it")] attributed_to_id: Option<ID>,
        #[graphql(desc = "Its subject")] category: Option<EventCategory>,
        #[graphql(desc = "Settings to change")] options: Option<EventOptionsInput>,
        #[graphql(desc = "False publishes a draft; there is no way back")] draft: Option<bool>,
        #[graphql(desc = "All facts about it")] metadata: MaybeUndefined<
            Vec<Option<EventMetadataInput>>,
        >,
        #[graphql(desc = "The language of its texts; null has it detected")]
        language: MaybeUndefined<String>,
        #[graphql(desc = "All contacts, among your profiles")] contacts: MaybeUndefined<
            Vec<Option<Contact>>,
        >,
    ) -> Result<Option<EventNode>> {
        no_group(attributed_to_id)?;
        let said = Said {
            ends_on,
            all_day,
            status,
            visibility,
            join_options,
            external_participation_url,
            draft,
            picture,
            tags,
            physical_address,
            online_address,
            meeting_url,
            status_note,
            phone_address,
            category,
            options,
            contacts,
            metadata,
            language,
        };
        let mut change = said.change(ctx).await?;
        change.title = title;
        change.description = description;
        change.begins_on = begins_on.map(|when| when.0);
        change.organizer = scalars::optional_id("organizerActorId", organizer_actor_id.as_ref())?;
        let id = scalars::id("eventId", &event_id)?;
        let event = service::update(ctx.app(), ctx.viewer(), id, change).await?;
        Ok(Some(EventNode::seen(event)))
    }

    /// Deletes an event. Those who take part are told.
    async fn delete_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id")] event_id: ID,
    ) -> Result<Option<DeletedObject>> {
        let id: EventId = scalars::id("eventId", &event_id)?;
        service::delete(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(DeletedObject { id: Some(id.into()) }))
    }

    /// Copies one of your events into a draft that begins at another time and lasts as long.
    async fn duplicate_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the event to copy")] event_id: ID,
        #[graphql(desc = "Which of your profiles organises the copy")] organizer_actor_id: ID,
        #[graphql(desc = "When the copy begins; without an offset, in the event's time zone")]
        begins_on: WrittenWhen,
    ) -> Result<Option<EventNode>> {
        let id = scalars::id("eventId", &event_id)?;
        let organizer = scalars::id("organizerActorId", &organizer_actor_id)?;
        let copy = service::duplicate(ctx.app(), ctx.viewer(), id, organizer, begins_on.0).await?;
        Ok(Some(EventNode::seen(copy)))
    }
}
