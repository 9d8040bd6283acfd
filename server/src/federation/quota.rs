//! How much of one server is kept in a day: what is valid can fill a disk as well.

use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

/// Events and comments of one server that are kept in a day. A large server makes a few hundred.
pub const KEPT_A_DAY: Limit = Limit::per_day("kept", 5_000);

/// Counts one new thing of a server, in the transaction that keeps it. False where that is one too many for today: then
/// it is not kept.
pub async fn room(app: &App, tx: &mut AsyncPgConnection, host: &str) -> Result<bool> {
    let nobody = Viewer::nobody(Lang::En, None);
    match app.hit_within(tx, &nobody, KEPT_A_DAY, host).await {
        Ok(()) => Ok(true),
        Err(Error::TooMany { .. }) => {
            tracing::warn!(host, "more than is kept of one server in a day; not kept");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
