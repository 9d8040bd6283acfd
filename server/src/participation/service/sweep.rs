//! Forgetting addresses that nobody has confirmed.

use crate::app::App;
use crate::kernel::prelude::*;
use crate::participation::store;

/// Days after which an address that nobody has confirmed is forgotten. Until then its link says that it has lapsed
/// and how to ask again.
pub const UNCONFIRMED_DAYS: i64 = 14;
/// Rows of one transaction.
const ROWS: i64 = 500;

/// Removes what nobody has confirmed.
pub async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    let before = app.now() - Duration::days(UNCONFIRMED_DAYS);
    loop {
        let gone = conn
            .transaction(async |tx| {
                Ok::<_, Error>(store::sweep_unconfirmed(tx, before, ROWS).await?)
            })
            .await?;
        if gone == 0 {
            return Ok(());
        }
    }
}
