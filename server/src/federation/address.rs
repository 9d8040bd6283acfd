//! Whose an address is.

use crate::app::App;
use crate::kernel::host::host_of;

/// Whether an address is one of this server.
pub fn is_ours(app: &App, address: &str) -> bool {
    host_of(address).is_some_and(|host| host == app.config.authority())
}
