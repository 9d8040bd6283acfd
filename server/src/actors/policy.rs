//! Who may see and change an actor.

use super::model::Actor;
use crate::kernel::prelude::*;

/// Everybody sees one that is alive, moderators one that is suspended too, nobody one that is gone.
pub fn see(viewer: &Viewer, actor: &Actor) -> Result<(), Denied> {
    let hidden = actor.suspended_at.is_some() && !viewer.moderates();
    if actor.deleted_at.is_some() || hidden { Err(Denied("see this profile")) } else { Ok(()) }
}
