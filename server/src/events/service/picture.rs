//! Pictures of events of other servers: fetched once, made anew here like any other, so that no page of ours sends its
//! readers elsewhere.

use crate::app::App;
use crate::events::store;
use crate::instances::{self, Stance};
use crate::kernel::host::host_of;
use crate::kernel::prelude::*;
use crate::media::{self, Given, Label, NewMedia, PICTURE};
use crate::worker;
use farandole_jobs::NewJob;
use farandole_wire::header::{ACCEPT, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};
use url::Url;

/// The kind of the job.
pub const FETCH: &str = "events.picture";
/// Characters of what a picture shows.
const ALT: usize = 1_500;

/// The picture that an event of another server has.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fetch {
    pub event: EventId,
    pub url: String,
    pub alt: Option<String>,
}

/// Has it fetched after the commit.
pub async fn enqueue(app: &App, tx: &mut AsyncPgConnection, fetch: &Fetch) -> Result<()> {
    let job = NewJob::new(worker::WORK, FETCH, serde_json::to_value(fetch)?);
    farandole_jobs::enqueue(tx, app.now(), &[job]).await?;
    Ok(())
}

/// Fetches it, unless the event has another one by now. What is no picture is left out; what does not answer is asked
/// again by the queue.
pub async fn fetch(app: App, fetch: Fetch) -> Result<()> {
    if !wanted(&app, &fetch).await? {
        return Ok(());
    }
    let Ok(url) = Url::parse(&fetch.url) else { return Ok(()) };
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("image/*"));
    let reply = match app.http.get_limited(&url, headers, PICTURE.bytes).await {
        Ok(reply) if reply.status.is_success() => reply,
        Ok(reply) if reply.status.is_server_error() || reply.status.as_u16() == 429 => {
            return Err(Error::Unavailable(anyhow::anyhow!("it answered {}", reply.status)));
        }
        Err(cause) if cause.is_temporary() => {
            return Err(Error::Unavailable(anyhow::anyhow!("{cause}")));
        }
        Ok(_) | Err(_) => return Ok(()),
    };
    let alt = fetch.alt.as_deref().map(|alt| alt.chars().take(ALT).collect());
    let label = Label { name: "picture".to_owned(), alt, actor: None };
    let new = NewMedia { bytes: reply.body.to_vec(), label };
    let media = match media::claim(&app, &Viewer::system(), PICTURE, Given::New(new)).await {
        Ok(media) => media,
        Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => return Err(error),
        Err(refused) => {
            tracing::debug!(url = fetch.url, code = refused.code(), "no picture");
            return Ok(());
        }
    };
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        if store::picture_url(tx, fetch.event).await?.as_deref() == Some(&*fetch.url) {
            store::set_picture(tx, fetch.event, Some(media)).await?;
        }
        Ok(())
    })
    .await
}

async fn wanted(app: &App, fetch: &Fetch) -> Result<bool> {
    let conn = app.db.get().await?;
    let Some(host) = host_of(&fetch.url) else { return Ok(false) };
    if instances::stance(&conn, &host).await? == Stance::Blocked {
        return Ok(false);
    }
    Ok(store::picture_url(&conn, fetch.event).await?.as_deref() == Some(&*fetch.url))
}
