//! A person's page: what they say of themselves, and the public events that they organise under this identity.

use super::cards;
use crate::app::App;
use crate::events::{self, Around, Event};
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::people;
use crate::http::pages::views::{
    FeedLink, Page as Frame, Pager, PersonPage, Picture, Profile, SafeHtml, Subscribe,
};
use crate::kernel::prelude::*;
use crate::{actors, feeds, media};
use actix_web::{HttpRequest, HttpResponse, web};

/// Events on a page.
const EVENTS: i64 = 24;
/// Characters of what somebody says of themselves in a preview.
const EXCERPT: usize = 200;

/// Which page of the events is asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    after: String,
    #[serde(default)]
    before: String,
}

/// Draws the page of an actor.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    handle: web::Path<String>,
    asked: web::Query<Asked>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, &handle, &asked).await).await
}

async fn page(visit: &Visit, handle: &str, asked: &Asked) -> Result<HttpResponse> {
    let person = person(visit, handle).await?;
    let around = asked.around();
    let found =
        events::coming_of(&visit.app, &visit.viewer, person.actor.id, around, EVENTS + 1).await?;
    let (shown, pager) = turn(&person.path, around, found);
    let ids: Vec<EventId> = shown.iter().map(|event| event.id).collect();
    let cards = cards::cards(visit, &ids).await?;
    let mut page = frame(visit, &person).await?;
    page.indexed = !cards.is_empty() && around == Around::Start;
    visit.reply(&PersonPage {
        t: visit.t,
        page,
        profile: person.profile,
        events: cards.into_iter().map(|(_, card)| card).collect(),
        pager,
        subscribe: person.subscribe,
    })
}

/// Somebody, with everything but their events.
struct Somebody {
    actor: actors::Actor,
    path: String,
    profile: Profile,
    subscribe: Subscribe,
}

/// Somebody by their handle. The connection goes back before another is asked for.
async fn person(visit: &Visit, handle: &str) -> Result<Somebody> {
    let (name, domain) =
        handle.split_once('@').map_or((handle, None), |(name, domain)| (name, Some(domain)));
    let conn = visit.app.db.get().await?;
    let actor = actors::by_username(&conn, &name.to_lowercase(), domain).await?;
    let shown = |actor: &actors::Actor| {
        actor.alive()
            && actor.kind == actors::Kind::Person
            && actor.preferred_username != actors::ANONYMOUS
    };
    let actor = actor.filter(shown).or_not_found("person")?;
    let who = people::person(visit, &conn, Some(&actor)).await?.unwrap_or_default();
    let path = who.url.clone();
    let subscribe = if feeds::follows(&conn, &actor).await? {
        subscribe(visit, &path)
    } else {
        Subscribe::default()
    };
    let edit = visit.viewer.owns(actor.id);
    let report = (!edit).then(|| format!("/report?person={handle}"));
    let profile = Profile {
        who,
        report,
        summary: SafeHtml::sanitised(actor.summary.clone().unwrap_or_default()),
        banner: banner(visit, &conn, &actor).await?,
        edit: edit.then(|| format!("/identity/{}", actor.preferred_username)),
        ..Profile::default()
    };
    Ok(Somebody { actor, path, profile, subscribe })
}

async fn banner(
    visit: &Visit,
    conn: &AsyncPgConnection,
    actor: &actors::Actor,
) -> Result<Option<Picture>> {
    let Some(id) = actor.banner_id else { return Ok(None) };
    let row = media::load_many(conn, &[id]).await?.remove(&id);
    Ok(row.map(|row| cards::picture(visit, &row, 1280)))
}

async fn frame(visit: &Visit, person: &Somebody) -> Result<Frame> {
    let mut frame = visit.frame(person.actor.display_name()).await?;
    let summary = farandole_sanitise::text(&person.profile.summary.to_string());
    frame.description = match farandole_sanitise::excerpt(&summary, EXCERPT) {
        said if said.is_empty() => visit.t.one("profile-events", "name", frame.title.as_str()),
        said => said,
    };
    frame.canonical = Some(person.actor.url.clone());
    frame.kind = "profile";
    let feed = |media_type, url: &Option<String>| {
        let title = visit.t.one("profile-events", "name", person.actor.display_name());
        url.clone().map(|url| FeedLink { media_type, title, url })
    };
    let (atom, ics) = (&person.subscribe.atom, &person.subscribe.ics);
    let feeds = [feed("application/atom+xml", atom), feed("text/calendar", ics)];
    frame.feeds = feeds.into_iter().flatten().collect();
    Ok(frame)
}

/// The ways to follow what somebody organises.
fn subscribe(visit: &Visit, path: &str) -> Subscribe {
    let ics = format!("{path}/feed/ics");
    let address = visit.app.config.link(&ics);
    let webcal = address.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    Subscribe { webcal, ics: Some(ics), atom: Some(format!("{path}/feed/atom")), handle: None }
}

impl Asked {
    /// The place in the list; an address that nobody made leads to its beginning.
    fn around(&self) -> Around {
        match (mark(&self.after), mark(&self.before)) {
            (Some((at, id)), _) => Around::After(at, id),
            (None, Some((at, id))) => Around::Before(at, id),
            (None, None) => Around::Start,
        }
    }
}

/// An event's place in the list, as an address carries it: its start in microseconds and its id.
fn mark(text: &str) -> Option<(DateTime<Utc>, EventId)> {
    let (at, id) = text.split_once('-')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, EventId(id.parse().ok()?)))
}

/// The events of a page, of which one more was asked for, and the ways to its neighbours.
fn turn(path: &str, around: Around, mut found: Vec<Event>) -> (Vec<Event>, Pager) {
    let most = usize::try_from(EVENTS).unwrap_or_default();
    let more = found.len() > most;
    if more {
        // The one too many is farthest from where the page was asked to begin.
        match around {
            Around::Before(..) => drop(found.remove(0)),
            Around::Start | Around::After(..) => found.truncate(most),
        }
    }
    let (before, after) = match around {
        Around::Start => (false, more),
        Around::After(..) => (true, more),
        Around::Before(..) => (more, true),
    };
    let way = |word: &str, event: Option<&Event>| {
        let event = event?;
        Some(format!("{path}?{word}={}-{}", event.begins_on.timestamp_micros(), event.id.0))
    };
    let pager = Pager {
        previous: way("before", found.as_slice().first()).filter(|_| before),
        next: way("after", found.as_slice().last()).filter(|_| after),
    };
    (found, pager)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::testing::event;

    fn list(ids: std::ops::RangeInclusive<i64>) -> Vec<Event> {
        ids.map(|id| Event { id: EventId(id), ..event() }).collect()
    }

    #[test]
    fn one_event_too_many_is_a_next_page_and_is_not_shown() {
        let at = event().begins_on;
        let shown = |around, found| {
            let (events, pager) = turn("/@ana", around, found);
            let ends = (events[0].id.0, events[events.len() - 1].id.0);
            (ends, pager.previous.is_some(), pager.next.is_some())
        };
        assert_eq!(shown(Around::Start, list(1..=24)), ((1, 24), false, false));
        assert_eq!(shown(Around::Start, list(1..=25)), ((1, 24), false, true));
        assert_eq!(shown(Around::After(at, EventId(24)), list(25..=30)), ((25, 30), true, false));
        assert_eq!(shown(Around::Before(at, EventId(26)), list(1..=25)), ((2, 25), true, true));
    }

    #[test]
    fn the_way_to_a_page_is_read_back_as_it_was_written() {
        let (_, pager) = turn("/@ana", Around::Start, list(1..=25));
        let next = pager.next.unwrap();
        let word = next.strip_prefix("/@ana?after=").unwrap();
        assert_eq!(mark(word), Some((event().begins_on, EventId(24))));
        assert_eq!(mark("x-1"), None);
        assert_eq!(mark("99999999999999999999-1"), None);
    }
}
