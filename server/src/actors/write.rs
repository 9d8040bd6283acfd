//! Making, changing and retiring identities. Whose they are is `accounts`' affair.

use super::facts::ActorFact;
use super::model::{Actor, Kind};
use super::{names, policy, service, store};
use crate::app::App;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use serde::{Deserialize, Serialize};

/// A new identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    pub preferred_username: String,
    /// The name to show.
    pub name: Option<String>,
    /// A few words on oneself, as HTML.
    pub summary: Option<String>,
    /// Its picture, which the viewer may show.
    pub avatar: Option<MediaId>,
    /// The wide picture at the head of its page, which the viewer may show.
    pub banner: Option<MediaId>,
}

impl NewPerson {
    /// An identity with nothing but its name.
    pub fn named(preferred_username: impl Into<String>) -> Self {
        let preferred_username = preferred_username.into();
        Self { preferred_username, name: None, summary: None, avatar: None, banner: None }
    }

    /// Trims, sanitises and checks.
    pub fn checked(self) -> Result<Self> {
        Ok(Self {
            preferred_username: names::username("preferredUsername", &self.preferred_username)?,
            name: limit::line("name", self.name.as_deref(), limit::NAME)?,
            summary: summary(self.summary.as_deref())?,
            ..self
        })
    }
}

/// New words and pictures of an identity; `None` leaves one as it is. An empty text and `Some(None)` take it away.
#[derive(Debug, Clone, Default)]
pub struct PersonChange {
    pub name: Option<String>,
    pub summary: Option<String>,
    pub avatar: Option<Option<MediaId>>,
    pub banner: Option<Option<MediaId>>,
}

fn summary(html: Option<&str>) -> Result<Option<String>> {
    let safe = html.map(|html| limit::html("summary", html, limit::SUMMARY)).transpose()?;
    Ok(safe.filter(|html| !html.trim().is_empty()))
}

/// Refuses a name that was ever given out here, to whatever kind of actor.
pub async fn check_free(conn: &AsyncPgConnection, name: &str) -> Result<()> {
    if store::by_username(conn, name, None).await?.is_none() {
        return Ok(());
    }
    Err(taken())
}

fn taken() -> Error {
    let problem = Message::new("error-actors-username-taken");
    Error::Conflict { code: "validation", field: Some("preferredUsername"), problem }
}

/// Makes an identity of an account. `person` has been [`checked`](NewPerson::checked).
pub async fn create_person(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: UserId,
    person: NewPerson,
) -> Result<Actor> {
    let new = store::NewActor {
        uuid: app.random.uuid(),
        kind: Kind::Person,
        url: app.config.link(&format!("/@{}", person.preferred_username)),
        preferred_username: person.preferred_username,
        name: person.name,
        summary: person.summary,
        avatar_id: person.avatar,
        banner_id: person.banner,
        user_id: Some(user),
        created_at: app.now(),
        updated_at: app.now(),
    };
    let actor = store::insert(tx, &new).await?.ok_or_else(taken)?;
    pictures_are_its_own(tx, &actor).await?;
    app.emit(tx, ActorFact::Created { id: actor.id }).await?;
    Ok(actor)
}

/// Changes what an identity says of itself.
pub async fn update_person(
    app: &App,
    viewer: &Viewer,
    id: ActorId,
    change: PersonChange,
) -> Result<Actor> {
    service::owned(viewer, id)?;
    let words = store::Words {
        name: match &change.name {
            Some(name) => Some(limit::line("name", Some(name), limit::NAME)?),
            None => None,
        },
        summary: match &change.summary {
            Some(html) => Some(summary(Some(html))?),
            None => None,
        },
        avatar_id: change.avatar,
        banner_id: change.banner,
    };
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let actor = store::lock(tx, id).await?.or_not_found("person")?;
        actor.alive().then_some(()).or_not_found("person")?;
        let actor = store::update(tx, id, &words, app.now()).await?;
        pictures_are_its_own(tx, &actor).await?;
        app.emit(tx, ActorFact::Updated { id }).await?;
        Ok(actor)
    })
    .await
}

/// Refuses a picture that another identity shows: its address would tell that the two belong together.
async fn pictures_are_its_own(tx: &mut AsyncPgConnection, actor: &Actor) -> Result<()> {
    for (field, picture) in [("avatar", actor.avatar_id), ("banner", actor.banner_id)] {
        let Some(picture) = picture else { continue };
        picture_is_its_own(tx, actor.id, field, picture).await?;
    }
    Ok(())
}

/// Refuses one picture of an identity, or of an event that it organises, for the same reason.
pub async fn picture_is_its_own(
    tx: &mut AsyncPgConnection,
    actor: ActorId,
    field: &'static str,
    picture: MediaId,
) -> Result<()> {
    if store::shown_elsewhere(tx, actor, picture).await? {
        return Err(Error::invalid(field, Message::new("error-actors-picture-shared")));
    }
    Ok(())
}

/// Makes an identity an empty shell: the row stays so that its name is never given to anybody else.
pub async fn retire(app: &App, tx: &mut AsyncPgConnection, id: ActorId) -> Result<Actor> {
    let actor = store::empty(tx, id, app.now()).await?;
    app.emit(tx, ActorFact::Deleted { id }).await?;
    Ok(actor)
}

/// Hides an identity with all that it organises, until it is [restored](restore). It cannot act meanwhile.
pub async fn suspend(app: &App, viewer: &Viewer, id: ActorId) -> Result<Actor> {
    set_suspended(app, viewer, id, true).await
}

/// Shows an identity again that was hidden.
pub async fn restore(app: &App, viewer: &Viewer, id: ActorId) -> Result<Actor> {
    set_suspended(app, viewer, id, false).await
}

async fn set_suspended(app: &App, viewer: &Viewer, id: ActorId, hide: bool) -> Result<Actor> {
    policy::suspend(viewer)?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let actor = store::lock(tx, id).await?.or_not_found("person")?;
        let person = actor.kind == Kind::Person && actor.deleted_at.is_none();
        person.then_some(()).or_not_found("person")?;
        if actor.suspended_at.is_some() == hide {
            return Ok(actor);
        }
        let actor = store::set_suspended(tx, id, hide.then(|| app.now()), app.now()).await?;
        let fact = if hide { ActorFact::Suspended { id } } else { ActorFact::Restored { id } };
        app.emit(tx, fact).await?;
        Ok(actor)
    })
    .await
}
