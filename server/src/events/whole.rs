//! Events with everything that is written about them, for calendars, feeds, previews and mails: a few queries,
//! however many events there are. Whoever asks has made sure that the reader may see them.

use super::model::Event;
use super::store;
use crate::actors::{self, Actor};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::media::{self, Media};
use crate::places::{self, Address};
use crate::tags::Tag;

/// An event and what hangs on it.
#[derive(Debug, Clone)]
pub struct Whole {
    pub event: Event,
    /// Safe HTML.
    pub description: String,
    pub tags: Vec<Tag>,
    pub place: Option<Address>,
    /// Who answers for it before everybody: the group, or else the organiser.
    pub by: Option<Actor>,
    pub picture: Option<Media>,
    /// The link of its meeting, where whoever reads this takes part; see [`Whole::tell_meeting`].
    pub meeting: Option<String>,
}

impl Whole {
    /// Adds the link of the meeting. Whoever calls this has asked [`see_meeting`](super::see_meeting).
    pub fn tell_meeting(&mut self) {
        self.meeting.clone_from(&self.event.options.meeting_url);
    }
}

/// Adds to events what hangs on them, in the same order.
pub async fn whole(app: &App, events: Vec<Event>) -> Result<Vec<Whole>> {
    let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
    let places: Vec<AddressId> = events.iter().filter_map(|event| event.address_id).collect();
    let conn = app.db.get().await?;
    let places = places::load_many(&conn, &places).await?;
    let mut descriptions = store::descriptions(&conn, &ids).await?;
    let mut tags = store::tags_of(&conn, &ids).await?;
    let by: Vec<ActorId> = events.iter().map(answers).collect();
    let by = actors::load_many(&conn, &by).await?;
    let pictures: Vec<MediaId> = events.iter().filter_map(|event| event.picture_id).collect();
    let pictures = media::load_many(&conn, &pictures).await?;
    let whole = events.into_iter().map(|event| Whole {
        description: descriptions.remove(&event.id).unwrap_or_default(),
        tags: tags.remove(&event.id).unwrap_or_default(),
        place: event.address_id.and_then(|id| places.get(&id).cloned()),
        by: by.get(&answers(&event)).filter(|actor| actor.alive()).cloned(),
        picture: event.picture_id.and_then(|id| pictures.get(&id).cloned()),
        meeting: None,
        event,
    });
    Ok(whole.collect())
}

/// Who answers for an event before everybody.
fn answers(event: &Event) -> ActorId {
    event.attributed_to_id.unwrap_or(event.organizer_id)
}
