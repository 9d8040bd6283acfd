//! `farandole serve`: the web, the worker, or both, until told to stop.

use super::ServeRole;
use crate::app::App;
use crate::boot::{self, Database};
use crate::graphql::root::schema;
use crate::http;
use crate::kernel::config::Config;
use crate::kernel::fail;
use crate::worker;
use farandole_geocode::Gazetteer;
use tokio_util::sync::CancellationToken;

/// Serves until SIGTERM or SIGINT, then finishes what it has begun.
pub async fn serve(config: Config, role: ServeRole) -> anyhow::Result<()> {
    fail::arm(&config.fail_points);
    let database = Database::open(&config).await?;
    let app = boot::migrated_app(config, &database).await?;
    let stop = CancellationToken::new();
    let worker =
        (role != ServeRole::Web).then(|| tokio::spawn(worker::run(app.clone(), stop.clone())));
    if role == ServeRole::Worker {
        asked_to_stop().await;
    } else {
        web(app).await?;
    }
    tracing::info!("stopping");
    stop.cancel();
    if let Some(worker) = worker {
        worker.await??;
    }
    boot::close(database).await;
    Ok(())
}

async fn web(app: App) -> anyhow::Result<()> {
    // The first who looks for a place need not wait for the index.
    drop(tokio::task::spawn_blocking(|| Gazetteer.warm()));
    let (bind, url) = (app.config.bind, app.config.url.clone());
    let (server, _) = http::server(app, schema(), bind).map_err(|cause| {
        anyhow::anyhow!("Cannot listen on {bind}: {cause}. Is another server running there?")
    })?;
    tracing::info!(%bind, %url, "ready");
    println!("Farandole is ready at {url}");
    server.await?;
    Ok(())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate =
        signal(SignalKind::terminate()).expect("the system lets us listen for signals");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
