//! What follows for the files of pictures: they go after their rows, and what was left half done goes too.

use super::model::{Files, MediaFact};
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::worker;
use farandole_jobs::NewJob;

/// The kind of the job that looks whether files have got their row.
pub const ABANDONED: &str = "media.abandoned";
/// How long a picture may be unused before it goes.
const GRACE: Duration = Duration::hours(24);
/// How long storing files may take at the very most.
const STORING: Duration = Duration::hours(1);
/// Pictures that are swept in one transaction.
const BATCH: i64 = 100;

/// Deletes the files of a picture whose row is gone.
pub async fn forget_files(app: App, fact: MediaFact) -> Result<()> {
    let MediaFact::Removed(files) = fact;
    delete(&app, &files).await
}

/// Notes that files are about to be stored, for the case that the process dies before their row is written.
pub async fn expect_row(app: &App, files: &Files) -> Result<()> {
    let job = NewJob::new(worker::WORK, ABANDONED, serde_json::to_value(files)?);
    let mut conn = app.db.get().await?;
    farandole_jobs::enqueue(&mut conn, app.now(), &[job.at(app.now() + STORING)]).await?;
    Ok(())
}

/// Deletes files that never got their row.
pub async fn forget_abandoned(app: App, files: Files) -> Result<()> {
    let row = store::find_by_uuid(&*app.db.get().await?, files.uuid).await?;
    if row.is_some() { Ok(()) } else { delete(&app, &files).await }
}

/// Deletes the pictures that nothing shows and that are older than a day.
pub async fn sweep(app: App) -> Result<()> {
    let before = app.now() - GRACE;
    let mut conn = app.db.get().await?;
    loop {
        let gone = conn
            .transaction(async |tx| {
                let gone = store::delete_unused(tx, before, BATCH).await?;
                for files in &gone {
                    app.emit(tx, MediaFact::Removed(files.clone())).await?;
                }
                Ok::<_, Error>(gone.len())
            })
            .await?;
        if gone == 0 {
            return Ok(());
        }
    }
}

async fn delete(app: &App, files: &Files) -> Result<()> {
    for name in &files.names {
        app.blobs.delete(&name.key(files.uuid)).await?;
    }
    Ok(())
}
