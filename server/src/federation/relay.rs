//! The actor that is this server itself: it signs what is asked of others.

use crate::actors::{self, Actor, RELAY};
use crate::app::App;
use crate::kernel::prelude::*;
use farandole_wire::signature::SigningKey;
use std::sync::Arc;

/// This server's own actor.
pub async fn relay(conn: &AsyncPgConnection) -> Result<Actor> {
    actors::by_username(conn, RELAY, None).await?.or_not_found("actor")
}

/// The key with which this server asks others.
pub async fn signs_for(app: &App) -> Result<Arc<SigningKey>> {
    let relay = {
        let conn = app.db.get().await?;
        relay(&conn).await?
    };
    actors::signing_key(app, &relay).await
}
