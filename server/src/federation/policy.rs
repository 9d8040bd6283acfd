//! Who may decide about the traffic with other servers.

use crate::kernel::prelude::*;

/// Which servers follow ours and whom ours follows, and what waits for them, is for those who keep order.
pub fn see(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("see other servers")) }
}

/// Following, and being followed, is decided by those who run the server.
pub fn decide(viewer: &Viewer) -> Result<()> {
    viewer.require_known()?;
    if viewer.administers() { Ok(()) } else { Err(Denied("decide about other servers").into()) }
}

/// Having a document fetched is for those who are signed in.
pub fn look_up(viewer: &Viewer) -> Result<()> {
    if viewer.is_system() { Ok(()) } else { viewer.require_account().map(drop) }
}
