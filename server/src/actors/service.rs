//! What people do with identities.

use super::model::{Actor, Kind};
use super::store::PersonFilter;
use super::{policy, store};
use crate::app::App;
use crate::kernel::prelude::*;

/// A person's profile, for those who are signed in.
pub async fn read(app: &App, viewer: &Viewer, id: ActorId) -> Result<Actor> {
    if !viewer.is_system() {
        viewer.require_account()?;
    }
    let conn = app.db.get().await?;
    seen(viewer, store::find(&conn, id).await?)
}

/// The profile of a handle: `name`, or `name@host` for one of another server that is known here.
pub async fn read_by_handle(app: &App, viewer: &Viewer, handle: &str) -> Result<Actor> {
    let (name, host) = split(app, handle);
    let conn = app.db.get().await?;
    seen(viewer, store::by_username(&conn, name, host).await?)
}

/// The identities of the account that asks, oldest first.
pub async fn identities(app: &App, viewer: &Viewer) -> Result<Vec<Actor>> {
    let account = viewer.require_account()?;
    let conn = app.db.get().await?;
    store::of_account(&conn, account.user).await
}

/// Whether an identity is the viewer's; to everybody else it is not there to be changed.
pub fn owned(viewer: &Viewer, id: ActorId) -> Result<()> {
    viewer.require_account()?;
    policy::edit(viewer, id).map_err(|_| Error::NotFound("person"))
}

fn seen(viewer: &Viewer, actor: Option<Actor>) -> Result<Actor> {
    let person = actor.filter(|actor| actor.kind == Kind::Person).or_not_found("person")?;
    policy::see(viewer, &person).map_err(|_| Error::NotFound("person"))?;
    Ok(person)
}

/// The name and the host of a handle; our own host is no host.
fn split<'a>(app: &App, handle: &'a str) -> (&'a str, Option<&'a str>) {
    match handle.trim().trim_start_matches('@').split_once('@') {
        None => (handle.trim().trim_start_matches('@'), None),
        Some((name, host)) if host.eq_ignore_ascii_case(&app.config.authority()) => (name, None),
        Some((name, host)) => (name, Some(host)),
    }
}

/// A page of people, for moderators.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: &PersonFilter,
    page: Page,
) -> Result<Paged<Actor>> {
    if !viewer.is_system() {
        viewer.require_account()?;
    }
    policy::list(viewer)?;
    let conn = app.db.get().await?;
    store::list(&conn, filter, page).await
}
