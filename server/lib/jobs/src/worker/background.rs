//! What a worker does beside its queues.

use std::{pin::pin, sync::Arc, time::Duration};

use diesel::sql_query;
use diesel_async::{RunQueryDsl, pooled_connection::deadpool::Object};
use futures_util::StreamExt;
use tokio::sync::watch;

use super::Shared;
use crate::{Result, enqueue::CHANNEL, settle::reap_once};

const RECONNECT: Duration = Duration::from_secs(5);
const SCHEDULE_LOOK: Duration = Duration::from_secs(5);

/// Wakes the queues when PostgreSQL announces a job. Without this they look once a second.
pub(super) async fn listen<S>(shared: Arc<Shared<S>>, wake: watch::Sender<()>) {
    loop {
        if let Err(error) = listen_once(&shared, &wake).await {
            tracing::debug!(%error, "not listening for jobs");
        }
        tokio::time::sleep(RECONNECT).await;
    }
}

async fn listen_once<S>(shared: &Shared<S>, wake: &watch::Sender<()>) -> Result<()> {
    // Taken out of the pool: it is kept for as long as it lives.
    let mut conn = Object::take(shared.pool.get().await?);
    sql_query(format!("LISTEN {CHANNEL}")).execute(&mut conn).await?;
    wake.send_replace(());
    let mut announced = pin!(conn.notifications_stream());
    while let Some(announced) = announced.next().await {
        announced?;
        wake.send_replace(());
    }
    Ok(())
}

/// Deals with jobs whose worker vanished, as often as leases are renewed.
pub(super) async fn reap<S: Clone + Send + Sync + 'static>(shared: Arc<Shared<S>>) {
    let mut look = tokio::time::interval(shared.renewal());
    loop {
        look.tick().await;
        let reaped = async {
            let mut conn = shared.pool.get().await?;
            reap_once(&mut conn, &shared.handlers, shared.lease, shared.now()).await
        };
        if let Err(error) = reaped.await {
            tracing::warn!(%error, "abandoned jobs could not be looked for");
        }
    }
}

/// Enqueues scheduled tasks when they are due.
pub(super) async fn follow_schedules<S>(shared: Arc<Shared<S>>) {
    if shared.schedules.is_empty() {
        return;
    }
    let mut look = tokio::time::interval(SCHEDULE_LOOK);
    loop {
        look.tick().await;
        let ticked = async {
            let mut conn = shared.pool.get().await?;
            Result::Ok(shared.schedules.tick(&mut conn, shared.now()).await?)
        };
        if let Err(error) = ticked.await {
            tracing::warn!(%error, "the schedules could not be followed");
        }
    }
}
