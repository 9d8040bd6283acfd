//! Who may change what the server is.

use crate::kernel::prelude::*;

/// Administrators set up the server.
pub fn set_up(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.administers() { Ok(()) } else { Err(Denied("change the settings of this server")) }
}
