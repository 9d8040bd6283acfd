//! Places where a test may stop the program dead. Off unless the configuration names them, which it refuses to do
//! for any host but `localhost` and those under `.test`.

use std::collections::HashSet;
use std::sync::OnceLock;

static ARMED: OnceLock<HashSet<String>> = OnceLock::new();

/// Arms the named points for the life of the process.
pub fn arm(points: &[String]) {
    let _ = ARMED.set(points.iter().cloned().collect());
}

/// Ends the process at once, as `kill -9` would, if this point is armed.
pub fn point(name: &str) {
    if ARMED.get().is_some_and(|armed| armed.contains(name)) {
        tracing::warn!(fail.point = name, "stopping here, as configured");
        std::process::abort();
    }
}
