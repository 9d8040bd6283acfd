//! The outside world, still without domain.

pub mod blob;
pub mod geocoder;
pub mod mail;

use crate::app::{App, Plugs};
use crate::kernel::{error::Result, rate};

/// Plugs in what no slice owns: mail, and the sweep of counters.
pub fn plug(plugs: &mut Plugs) {
    mail::plug(plugs);
    plugs.every("*/10 * * * *", "rate.sweep", sweep_counters);
}

/// Counters that one statement of the sweep takes away.
const SWEEP: i64 = 1_000;

async fn sweep_counters(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    while rate::sweep(&mut conn, app.now(), SWEEP).await? == usize::try_from(SWEEP).unwrap_or(0) {}
    Ok(())
}
