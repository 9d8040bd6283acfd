//! The worker: hands facts to those who react, and runs what they asked for.

use crate::app::App;
use crate::kernel::error::Result;
use tokio_util::sync::CancellationToken;

/// Works until told to stop.
pub async fn run(_app: App, stop: CancellationToken) -> anyhow::Result<()> {
    stop.cancelled().await;
    Ok(())
}
/// Runs.
pub async fn run_due(_app: &App) -> Result<Vec<String>> {
    Ok(vec![])
}
/// Waits.
pub async fn waiting(_app: &App) -> Result<i64> {
    Ok(0)
}
