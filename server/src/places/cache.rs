//! Answers of a geocoder elsewhere, kept for a month, so that it is asked once.

use super::store;
use crate::app::{App, Plugs};
use crate::kernel::prelude::*;
use farandole_geocode::Place;
use sha2::{Digest, Sha256};
use std::future::Future;

/// Days that an answer is kept.
const DAYS: i64 = 30;

/// Plugs in the sweep of answers that are too old.
pub fn plug(plugs: &mut Plugs) {
    plugs.every("43 3 * * *", "places.answers", sweep);
}

async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    store::sweep(&mut conn, app.now() - Duration::days(DAYS)).await?;
    Ok(())
}

/// The answer to `question` if the geocoder gave it within the month, else what `ask` answers. A failure is not
/// kept. The table holds a hash of the question: what people look for is theirs.
pub async fn kept_or<F, E>(app: &App, question: &str, ask: F) -> Result<Result<Vec<Place>, E>>
where
    F: Future<Output = Result<Vec<Place>, E>>,
{
    let key = format!("{}:{}", app.geocoder.name(), hex::encode(Sha256::digest(question)));
    let since = app.now() - Duration::days(DAYS);
    let kept = store::answer(&*app.db.get().await?, &key, since).await?;
    if let Some(places) = kept.and_then(|body| serde_json::from_value(body).ok()) {
        return Ok(Ok(places));
    }
    let answer = ask.await;
    if let Ok(places) = &answer {
        let mut conn = app.db.get().await?;
        store::keep_answer(&mut conn, &key, serde_json::to_value(places)?, app.now()).await?;
    }
    Ok(answer)
}
