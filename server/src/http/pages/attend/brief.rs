//! What the steps have in common: the event in short, how a part stands, and why nobody can take part.

use crate::events::{self, Event, Sight, Status};
use crate::http::pages::frame::Visit;
use crate::http::pages::read::cards;
use crate::http::pages::read::event_words as words;
use crate::http::pages::views::{
    Attendance, EventBrief, Link, Page, ParticipateClosedPage, ParticipateStatePage, Standing,
};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::participation::{Closed, Hurdle, ParticipantRole};
use crate::places;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// How a role is told to its bearer.
pub fn attendance(role: ParticipantRole) -> Attendance {
    match role {
        ParticipantRole::NotApproved => Attendance::Asked,
        ParticipantRole::NotConfirmed => Attendance::Unconfirmed,
        ParticipantRole::Rejected => Attendance::Refused,
        _ => Attendance::Going,
    }
}

/// An event that the reader sees.
pub async fn find(visit: &Visit, uuid: &str) -> Result<Event> {
    let uuid: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
    Ok(events::read(&visit.app, &visit.viewer, uuid).await?.event)
}

/// The event in short, on top of every step. Whoever may only remember it sees its title and its beginning.
pub async fn brief(visit: &Visit, event: &Event, sight: Sight) -> Result<EventBrief> {
    let full = sight == Sight::Full;
    let conn = visit.app.db.get().await?;
    let place = match event.address_id.filter(|_| full) {
        Some(id) => places::find(&conn, id).await?,
        None => None,
    };
    drop(conn);
    let start = Event { ends_on: None, ends_wall: None, ..event.clone() };
    let times = words::times(visit, if full { event } else { &start });
    let when = [Some(times.date), times.hours].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ok(EventBrief {
        title: event.title.clone(),
        url: path(event),
        leaf: cards::leaf(visit, event),
        when: format!("{when} ({})", dates::zone(visit.t, event.zone())),
        place: place.map(|place| places::short(&place, visit.t.lang)),
        meeting: None,
    })
}

/// The same for somebody who comes: with the link of the meeting, while there is one to go to.
pub async fn brief_for_who_comes(visit: &Visit, event: &Event) -> Result<EventBrief> {
    let held = event.status != Status::Cancelled && !event.ended(visit.app.now());
    let meeting = event.options.meeting_url.clone().filter(|_| held);
    Ok(EventBrief { meeting, ..brief(visit, event, Sight::Full).await? })
}

/// The page of an event.
pub fn path(event: &Event) -> String {
    format!("/events/{}", event.uuid)
}

/// The frame of a step. `back` is where the page can be opened again, since some steps are only ever sent.
pub async fn frame(visit: &Visit, title: String, back: String) -> Result<Page> {
    Ok(Page { path: back, ..visit.frame(title).await? })
}

/// What somebody who has a part must know of the event first.
pub fn note(visit: &Visit, event: &Event) -> Option<String> {
    if event.status == Status::Cancelled {
        return Some(Error::from(Closed::Cancelled).say(visit.t.lang));
    }
    event.ended(visit.app.now()).then(|| Error::from(Closed::Ended).say(visit.t.lang))
}

/// The last page: somebody has left, or is forgotten.
pub async fn farewell(
    visit: &Visit,
    event: &Event,
    sight: Sight,
    state: Attendance,
) -> Result<HttpResponse> {
    let back = if sight == Sight::Full { path(event) } else { "/".to_owned() };
    visit.reply(&ParticipateStatePage {
        t: visit.t,
        page: frame(visit, state.heading(&visit.t), back).await?,
        event: brief(visit, event, sight).await?,
        how: Standing { state, text: state.text(&visit.t), ..Standing::default() },
    })
}

/// A page that says why somebody cannot take part, and what they can do instead.
pub struct Refused<'a> {
    pub event: &'a Event,
    pub sight: Sight,
    pub status: StatusCode,
    pub reason: String,
    pub instead: Vec<Link>,
}

impl Refused<'_> {
    /// The page.
    pub async fn page(self, visit: &Visit) -> Result<HttpResponse> {
        let heading = visit.t.get("participate-closed");
        let page = ParticipateClosedPage {
            t: visit.t,
            page: frame(visit, heading, path(self.event)).await?,
            event: brief(visit, self.event, self.sight).await?,
            reason: self.reason,
            instead: self.instead,
        };
        visit.reply_with(self.status, &page)
    }
}

/// What stands in the way of taking part in an event that the reader sees.
pub async fn shut(
    visit: &Visit,
    event: &Event,
    hurdle: Hurdle,
    status: StatusCode,
) -> Result<HttpResponse> {
    let t = visit.t;
    let (reason, way) = match hurdle {
        Hurdle::Account => {
            let url = format!("/login?back=/events/{}/participate", event.uuid);
            (t.get("participate-account"), Link::new(t.get("nav-login"), url))
        }
        Hurdle::Closed(Closed::External) => {
            let url = event.external_participation_url.clone().unwrap_or_else(|| path(event));
            (t.get("participate-external"), Link::new(t.get("event-elsewhere"), url))
        }
        Hurdle::Closed(Closed::Full) => {
            (t.get("participate-full"), Link::new(t.get("participate-others"), "/search"))
        }
        Hurdle::Closed(closed) => {
            let reason = Error::from(closed).say(t.lang);
            (reason, Link::new(t.get("participate-others"), "/search"))
        }
    };
    let back = Link::new(t.get("form-back-event"), path(event));
    let instead = vec![way, back];
    Refused { event, sight: Sight::Full, status, reason, instead }.page(visit).await
}

/// The status that goes with an error.
pub fn status(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status_code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
