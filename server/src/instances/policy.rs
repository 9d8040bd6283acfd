//! Who may see and decide about other servers.

use crate::kernel::error::Denied;
use crate::kernel::viewer::Viewer;

/// Which servers are known, and how reaching them goes, is for those who keep order.
pub fn see(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("see other servers")) }
}

/// Blocking, limiting, following and being followed are decided by those who run the server.
pub fn decide(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.administers() { Ok(()) } else { Err(Denied("decide about other servers")) }
}
