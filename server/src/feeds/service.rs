//! Which events are in which feed.

use super::channel::{Channel, Form};
use super::store;
use crate::accounts;
use crate::actors::{self, Kind};
use crate::app::App;
use crate::events::{self, Event, Seen, Sight, Whole};
use crate::kernel::prelude::*;
use crate::kernel::text::say;
use crate::kernel::viewer::Who;
use std::collections::HashSet;

/// How long events stay in calendars after they are over, and cancelled ones with them.
const AFTER: Duration = Duration::days(30);

/// What is published on this server, under its name: in calendars the soonest, in news the newest.
pub async fn instance(
    app: &App,
    name: String,
    description: Option<String>,
    form: Form,
) -> Result<Channel> {
    let conn = app.db.get().await?;
    let (now, most) = (app.now(), form.limit());
    let ids = match form {
        Form::Ics => store::local_around(&conn, now - AFTER, now, most).await?,
        Form::Atom => store::local_newest(&conn, most).await?,
    };
    let events = store::shown(&conn, &ids).await?;
    drop(conn);
    let config = &app.config;
    let title = say(config.default_language, "feeds-instance", &[("name", name.into())]);
    channel(app, title, description, config.link("/"), events, form).await
}

/// Whether the feeds of somebody answer.
pub async fn follows(conn: &AsyncPgConnection, actor: &actors::Actor) -> Result<bool> {
    let here = actor.kind == Kind::Person && actor.local() && actor.alive();
    Ok(here && store::open(conn, actor.id).await?)
}

/// What somebody organises in public. Not found unless they show themselves to everybody.
pub async fn person(app: &App, name: &str, form: Form) -> Result<Channel> {
    let conn = app.db.get().await?;
    let actor = actors::by_username(&conn, name, None).await?;
    let actor = actor.filter(|actor| actor.kind == Kind::Person && actor.alive());
    let actor = actor.or_not_found("person")?;
    if !store::open(&conn, actor.id).await? {
        return Err(Error::NotFound("person"));
    }
    let since = app.now() - AFTER;
    let newest = form == Form::Atom;
    let events = store::organised(&conn, actor.id, since, newest, form.limit()).await?;
    drop(conn);
    let title = of_somebody(app, actor.display_name());
    let page = app.config.link(&format!("/@{}", actor.preferred_username));
    channel(app, title, None, page, events, form).await
}

/// What the owner of a private calendar attends and organises: with one identity, or with all of the account. What
/// they may not see any more is gone from it.
pub async fn going(app: &App, token: &str, form: Form) -> Result<Channel> {
    let conn = app.db.get().await?;
    let feed = accounts::feed_owner(&conn, token).await?.or_not_found("feed")?;
    let identities = store::identities(&conn, feed.user_id).await?;
    let identities: Vec<ActorId> =
        identities.into_iter().filter(|id| feed.actor_id.is_none_or(|only| only == *id)).collect();
    let [first, ..] = identities[..] else { return Err(Error::NotFound("feed")) };
    let changed = form == Form::Atom;
    let since = app.now() - AFTER;
    let ids = store::attended(&conn, &identities, since, changed, form.limit()).await?;
    let viewer = as_owner(app, feed.user_id, identities);
    let mut seen = events::glimpse(&conn, &viewer, &ids).await?;
    let seen = ids.iter().filter_map(|id| seen.remove(id));
    let seen: Vec<Seen> = seen.filter(|seen| seen.sight == Sight::Full).collect();
    let meets = |seen: &&Seen| events::see_meeting(seen.standing).is_ok();
    let meets: HashSet<EventId> = seen.iter().filter(meets).map(|seen| seen.event.id).collect();
    let events = seen.into_iter().map(|seen| seen.event).collect();
    let title = match feed.actor_id {
        None => say(app.config.default_language, "feeds-going", &[]),
        Some(_) => {
            let actor = actors::find(&conn, first).await?.or_not_found("feed")?;
            of_somebody(app, actor.display_name())
        }
    };
    drop(conn);
    let mut channel = channel(app, title, None, app.config.link("/"), events, form).await?;
    let come = channel.events.iter_mut().filter(|whole| meets.contains(&whole.event.id));
    come.for_each(Whole::tell_meeting);
    Ok(channel)
}

/// A feed of events that were found otherwise, such as by a search. What strangers may not find is left out.
pub async fn of_events(
    app: &App,
    title: String,
    page: String,
    ids: &[EventId],
    form: Form,
) -> Result<Channel> {
    let events = store::shown(&*app.db.get().await?, ids).await?;
    channel(app, title, None, page, events, form).await
}

async fn channel(
    app: &App,
    title: String,
    subtitle: Option<String>,
    page: String,
    mut events: Vec<Event>,
    form: Form,
) -> Result<Channel> {
    if form == Form::Ics {
        events.sort_by_key(|event| (event.begins_on, event.id));
    }
    let events = events::whole(app, events).await?;
    Ok(Channel { title, subtitle, page, events })
}

fn of_somebody(app: &App, name: &str) -> String {
    say(app.config.default_language, "feeds-person", &[("name", name.to_owned().into())])
}

/// The owner of a private calendar, as somebody who looks. Without a role: who keeps order sees more than their
/// own, but not here.
fn as_owner(app: &App, user: UserId, actors: Vec<ActorId>) -> Viewer {
    let default_actor = actors.iter().copied().next();
    let account = Account { user, role: Role::User, session: SessionId(0), default_actor, actors };
    Viewer { who: Who::Account(account), ..Viewer::nobody(app.config.default_language, None) }
}
