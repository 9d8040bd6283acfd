//! Actors of other servers: the one at hand while it is fresh, else asked for.

use super::address::is_ours;
use super::fetch::{self, Miss};
use crate::actors::{self, Actor};
use crate::app::App;
use crate::kernel::activity::Budget;
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

/// Hours after which a profile is asked for anew when it is needed.
const FRESH_HOURS: i64 = 48;
/// Actors that one server may have made known in a day.
const NEW_A_DAY: i32 = 600;

/// The actor at an address of another server: as it is known, or fetched. One that is old is asked for anew, and
/// used as it is when nobody answers.
pub async fn actor(app: &App, address: &str, budget: &Budget) -> Result<Actor, Miss> {
    let (known, old) = {
        let conn = app.db.get().await?;
        match actors::by_url(&conn, address).await? {
            Some(actor) if actor.local() => return Err(Miss::Unasked),
            Some(actor) => {
                let remote = actors::remote(&conn, actor.id).await?;
                let old = remote.is_none_or(|remote| {
                    app.now() - remote.fetched_at > Duration::hours(FRESH_HOURS)
                });
                (Some(actor), old)
            }
            None => (None, true),
        }
    };
    match known {
        Some(actor) if !old || actor.deleted_at.is_some() => Ok(actor),
        Some(actor) => match fresh(app, address, budget).await {
            Ok(actor) => Ok(actor),
            Err(Miss::Ours(error)) => Err(Miss::Ours(error)),
            Err(_) => Ok(actor),
        },
        None => {
            let host = host_of(address).ok_or(Miss::Unusable("its address is none"))?;
            let limit = Limit::per_day("new-actors", NEW_A_DAY);
            app.hit(&Viewer::nobody(Lang::En, None), limit, &host)
                .await
                .map_err(|_| Miss::Spent)?;
            fresh(app, address, budget).await
        }
    }
}

/// The actor at an address, asked for now.
pub async fn fresh(app: &App, address: &str, budget: &Budget) -> Result<Actor, Miss> {
    let document = fetch::document(app, address, budget).await?;
    let profile = actors::profile(&document).ok_or(Miss::Unusable("it is no actor"))?;
    if is_ours(app, &profile.id) {
        return Err(Miss::Unasked);
    }
    if !same_host(&profile.key_id, &profile.id) {
        return Err(Miss::Unusable("its key is another server's"));
    }
    let adopted = actors::adopt(app, &profile).await?;
    adopted.ok_or(Miss::Unusable("its name is taken by another of its server"))
}
