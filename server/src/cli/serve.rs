//! `farandole serve`: the web, the worker, or both, until told to stop.

use super::ServeRole;
use super::stop::Stop;
use crate::app::App;
use crate::boot::{self, Database};
use crate::graphql::root::schema;
use crate::http;
use crate::kernel::config::Config;
use crate::worker;
use farandole_geocode::Gazetteer;
use tokio::task::JoinHandle;

/// Serves until SIGTERM or SIGINT, then finishes what it has begun; at a second signal it does not wait for that.
/// Asked to stop while it starts, it ends as well. The embedded database is stopped last, in any case.
pub async fn serve(config: Config, role: ServeRole, stop: &Stop) -> anyhow::Result<()> {
    let Some(database) = stop.unless_asked(Database::open(&config)).await.transpose()? else {
        return Ok(());
    };
    let starting = boot::migrated_app(config, &database);
    if let Some(app) = stop.unless_asked(starting).await.transpose()? {
        let jobs = boot::for_jobs(&app, &database)?;
        let worker =
            (role != ServeRole::Web).then(|| tokio::spawn(worker::run(jobs, stop.well().clone())));
        match role {
            ServeRole::Worker => stop.well().cancelled().await,
            _ => web(app, stop).await?,
        }
        if let Some(worker) = worker {
            ended(worker, stop).await?;
        }
    }
    boot::close(database).await;
    Ok(())
}

async fn web(app: App, stop: &Stop) -> anyhow::Result<()> {
    // The first who looks for a place need not wait for the index.
    drop(tokio::task::spawn_blocking(|| Gazetteer.warm()));
    let (bind, url) = (app.config.bind, app.config.url.clone());
    let (server, _) = http::server(app, schema(), bind).map_err(|cause| {
        anyhow::anyhow!("Cannot listen on {bind}: {cause}. Is another server running there?")
    })?;
    let handle = server.handle();
    let mut serving = tokio::spawn(server);
    tracing::info!(%bind, %url, "ready");
    println!("Farandole is ready at {url}");
    tokio::select! {
        ended = &mut serving => return Ok(ended??),
        () = stop.well().cancelled() => {}
    }
    tracing::info!("stopping");
    tokio::select! {
        () = handle.stop(true) => {}
        () = stop.now().cancelled() => {}
    }
    Ok(())
}

/// Waits for the worker. At a second signal its jobs are left to their lease.
async fn ended(worker: JoinHandle<anyhow::Result<()>>, stop: &Stop) -> anyhow::Result<()> {
    let running = worker.abort_handle();
    match stop.now().run_until_cancelled(worker).await {
        Some(ended) => ended?,
        None => {
            running.abort();
            Ok(())
        }
    }
}
