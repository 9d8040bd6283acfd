//! Making an event.

use super::apply::{self, apply, tags_after};
use crate::app::App;
use crate::events::change::EventChange;
use crate::events::model::{Content, Event, EventFact};
use crate::events::options::{Metadata, Options};
use crate::events::projection::project;
use crate::events::store::{self, NewEvent};
use crate::events::time::{Instant, When};
use crate::events::words::{Category, JoinOptions, Status, Visibility};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::media;
use chrono_tz::Tz;

/// Events that one account may make in an hour.
const AN_HOUR: i32 = 60;

/// Makes an event, published at once unless it is a draft. `change` must bring a title and a beginning.
pub async fn create(
    app: &App,
    viewer: &Viewer,
    organizer: ActorId,
    change: EventChange,
) -> Result<Event> {
    let organizer = viewer.act_as(organizer)?;
    count(app, viewer).await?;
    let mut change = change.checked()?;
    let mut content = blank(app, organizer);
    let required = |field| Error::invalid(field, Message::new("error-events-required"));
    if change.title.is_none() {
        return Err(required("title"));
    }
    if change.begins_on.is_none() {
        return Err(required("beginsOn"));
    }
    let tags = change.tags.take();
    let contacts = change.contacts.take().unwrap_or_default();
    let contacts = apply::contacts(viewer, &contacts, &[])?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        apply(app, tx, &mut content, change).await?;
        let tags = tags_after(tx, app.now(), tags, Vec::new(), &content.description).await?;
        insert(app, tx, content, &tags, &contacts).await
    })
    .await
}

/// Copies an event that the viewer may edit into a draft that begins at another time and lasts as long.
pub async fn duplicate(
    app: &App,
    viewer: &Viewer,
    id: EventId,
    organizer: ActorId,
    begins_on: When,
) -> Result<Event> {
    let organizer = viewer.act_as(organizer)?;
    count(app, viewer).await?;
    let picture = {
        let from = super::read_by_id(&*app.db.get().await?, viewer, id).await?.event;
        crate::events::policy::edit(viewer, &from)?;
        own_picture(app, viewer, &from, organizer).await?
    };
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let from = super::read_by_id(tx, viewer, id).await?.event;
        crate::events::policy::edit(viewer, &from)?;
        let (_, mut content) = store::lock(tx, id).await?.or_not_found("event")?;
        let zone = from.zone();
        let begins = begins_on.in_zone(zone, "beginsOn")?;
        let ends = from.ends_wall.zip(from.ends_on).map(|(wall, at)| {
            let (wall, time) = (wall - from.begins_wall, at - from.begins_on);
            Lasted { wall, time, all_day: from.all_day }.after(begins, zone)
        });
        let same = organizer == from.organizer_id;
        if !same {
            content.picture_id = picture;
        }
        content.organizer_id = organizer;
        content.status = Status::Confirmed;
        content.options.status_note = None;
        content.draft = true;
        content.sequence = 0;
        content.published_at = None;
        let moved = EventChange {
            begins_on: Some(begins.at.into()),
            ends_on: Some(ends),
            timezone: Some(Some(zone)),
            ..EventChange::default()
        };
        apply(app, tx, &mut content, moved).await?;
        let tags = store::tags_of(tx, &[id]).await?.remove(&id).unwrap_or_default();
        let tags: Vec<TagId> = tags.into_iter().map(|tag| tag.id).collect();
        let contacts = match same {
            true => store::contacts_of(tx, &[id]).await?.remove(&id).unwrap_or_default(),
            false => Vec::new(),
        };
        insert(app, tx, content, &tags, &contacts).await
    })
    .await
}

/// The picture for a copy by another identity: a copy as well, since one address under two names would tell that
/// both are one person's.
async fn own_picture(
    app: &App,
    viewer: &Viewer,
    from: &Event,
    organizer: ActorId,
) -> Result<Option<MediaId>> {
    let Some(id) = from.picture_id.filter(|_| organizer != from.organizer_id) else {
        return Ok(None);
    };
    media::copy(app, viewer, media::PICTURE, id, organizer).await.map(Some)
}

/// How long an event lasts: on the clocks of its place, and in time.
struct Lasted {
    wall: Duration,
    time: Duration,
    all_day: bool,
}

impl Lasted {
    /// The end of an event that begins at another moment: at the same hour on the clocks, or after the same time
    /// where they skip that hour.
    fn after(&self, begins: Instant, zone: Tz) -> When {
        if self.all_day {
            // Noon is an hour of every day; the last one closes at its own midnight.
            let last = begins.wall.date() + Duration::days((self.wall.num_days() - 1).max(0));
            return When::Wall(last.and_time(chrono::NaiveTime::MIN) + Duration::hours(12));
        }
        let wall = When::Wall(begins.wall + self.wall);
        match wall.in_zone(zone, "endsOn") {
            Ok(ends) if ends.at >= begins.at => wall,
            _ => When::from(begins.at + self.time),
        }
    }
}

async fn count(app: &App, viewer: &Viewer) -> Result<()> {
    let Some(account) = viewer.account() else { return Ok(()) };
    let limit = Limit::per_hour("create-event", AN_HOUR);
    app.hit(viewer, limit, &account.user.to_string()).await
}

async fn insert(
    app: &App,
    tx: &mut AsyncPgConnection,
    mut content: Content,
    tags: &[TagId],
    contacts: &[ActorId],
) -> Result<Event> {
    let uuid = app.random.uuid();
    let url = app.config.link(&format!("/events/{uuid}"));
    content.published_at = (!content.draft).then(|| app.now());
    let event = store::insert(tx, &NewEvent { uuid, url, created_at: app.now(), content }).await?;
    store::set_tags(tx, event.id, tags).await?;
    store::set_contacts(tx, event.id, contacts).await?;
    project(tx, app.now(), &event).await?;
    if !event.draft {
        app.emit(tx, EventFact::Published { id: event.id }).await?;
    }
    Ok(event)
}

/// An event of which nothing has been said yet.
pub(super) fn blank(app: &App, organizer_id: ActorId) -> Content {
    Content {
        organizer_id,
        title: String::new(),
        description: String::new(),
        begins_on: app.now(),
        ends_on: None,
        begins_wall: app.now().naive_utc(),
        ends_wall: None,
        timezone: String::new(),
        all_day: false,
        status: Status::Confirmed,
        visibility: Visibility::Public,
        join_options: JoinOptions::Free,
        category: Category::Meeting,
        language: crate::events::language::UNKNOWN.to_owned(),
        picture_id: None,
        address_id: None,
        online_address: None,
        phone_address: None,
        external_participation_url: None,
        draft: false,
        options: Options::default(),
        metadata: Metadata::default(),
        sequence: 0,
        published_at: None,
        updated_at: app.now(),
    }
}
