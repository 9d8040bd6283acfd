//! Who may see and change an actor.

use super::model::Actor;
use crate::kernel::prelude::*;

/// Everybody sees one that is alive, moderators one that is suspended too, nobody one that is gone.
pub fn see(viewer: &Viewer, actor: &Actor) -> Result<(), Denied> {
    let hidden = actor.suspended_at.is_some() && !viewer.moderates();
    if actor.deleted_at.is_some() || hidden { Err(Denied("see this profile")) } else { Ok(()) }
}

/// Its owner changes an identity.
pub fn edit(viewer: &Viewer, actor: ActorId) -> Result<(), Denied> {
    if viewer.owns(actor) { Ok(()) } else { Err(Denied("change this profile")) }
}

/// Its owner and moderators see what an identity keeps to itself.
pub fn see_private(viewer: &Viewer, actor: ActorId) -> Result<(), Denied> {
    let sees = viewer.owns(actor) || viewer.moderates();
    if sees { Ok(()) } else { Err(Denied("see what this profile keeps to itself")) }
}

/// Moderators hide a profile and show it again.
pub fn suspend(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("hide this profile")) }
}

/// Moderators list people.
pub fn list(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("list profiles")) }
}
