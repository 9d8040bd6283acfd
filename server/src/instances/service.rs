//! What is done with what we know of other servers.

use super::facts::InstanceFact;
use super::model::{Instance, Stance};
use super::policy;
use super::store::{self, About, Filter};
use crate::app::App;
use crate::kernel::host::{lineage, normal};
use crate::kernel::limit;
use crate::kernel::prelude::*;

pub use super::store::{find, heard, of_host, put_off, set_actor, stance, strictest};

/// Characters of what is kept of an error.
const ERROR: usize = 500;

/// The server of a host, known from now on.
pub async fn known(conn: &AsyncPgConnection, host: &str, now: DateTime<Utc>) -> Result<Instance> {
    if let Some(instance) = store::of_host(conn, host).await? {
        return Ok(instance);
    }
    store::add(conn, host, now).await?;
    store::of_host(conn, host).await?.or_not_found("instance")
}

/// It took what was sent, signed in this way.
pub async fn answered(
    conn: &AsyncPgConnection,
    instance: &Instance,
    scheme: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let lately = |at: DateTime<Utc>| now - at < Duration::minutes(1);
    let news = instance.failures > 0
        || instance.next_try_at.is_some()
        || instance.scheme != scheme
        || !instance.last_success_at.is_some_and(lately);
    if news {
        store::answered(conn, instance.id, scheme, now).await?;
    }
    Ok(())
}

/// It did not answer. Returns when to ask again.
pub async fn failed(
    app: &App,
    conn: &AsyncPgConnection,
    instance: &Instance,
    error: &str,
) -> Result<DateTime<Utc>> {
    let [byte] = app.random.bytes::<1>();
    let setback = instance.setback(app.now(), f64::from(byte) / 255.0);
    let error: String = error.chars().take(ERROR).collect();
    store::failed(conn, instance.id, setback, &error, app.now()).await?;
    Ok(app.now() + setback.pause)
}

/// Keeps what a server says of itself; its words are cut to a length.
pub async fn about(
    conn: &AsyncPgConnection,
    id: InstanceId,
    [software, version, name, description]: [Option<&str>; 4],
    now: DateTime<Utc>,
) -> Result<()> {
    let cut = |text: Option<&str>, max: usize| {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        text.map(|text| text.chars().filter(|c| !c.is_control()).take(max).collect::<String>())
    };
    let about = About {
        software: cut(software, 100),
        software_version: cut(version, 100),
        name: cut(name, limit::TITLE),
        description: cut(description, limit::SUMMARY),
        asked_at: Some(now),
    };
    store::set_about(conn, id, &about).await
}

/// Decides about a host and all below it.
pub async fn set_stance(
    app: &App,
    viewer: &Viewer,
    host: &str,
    stance: Stance,
    note: Option<&str>,
) -> Result<Instance> {
    policy::decide(viewer)?;
    let note = limit::paragraphs("note", note, limit::MESSAGE)?;
    let Some(host) = normal(host) else {
        return Err(Error::invalid("domain", Message::new("error-instances-host")));
    };
    if lineage(&app.config.authority()).contains(&host) {
        return Err(Error::invalid("domain", Message::new("error-instances-own")));
    }
    let mut conn = app.db.get().await?;
    let known = known(&conn, &host, app.now()).await?;
    conn.transaction(async |tx| {
        let instance = store::set_stance(tx, known.id, stance, note.as_deref()).await?;
        if instance.stance != known.stance {
            app.emit(tx, InstanceFact::Decided { host: host.clone() }).await?;
        }
        Ok(instance)
    })
    .await
}

/// The server of a host, for those who keep order.
pub async fn read(app: &App, viewer: &Viewer, host: &str) -> Result<Instance> {
    viewer.require_known()?;
    policy::see(viewer)?;
    let host = normal(host).or_not_found("instance")?;
    let conn = app.db.get().await?;
    store::of_host(&conn, &host).await?.or_not_found("instance")
}

/// A page of servers, for those who keep order.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: &Filter,
    page: Page,
) -> Result<Paged<Instance>> {
    viewer.require_known()?;
    policy::see(viewer)?;
    let conn = app.db.get().await?;
    store::list(&conn, filter, page).await
}
