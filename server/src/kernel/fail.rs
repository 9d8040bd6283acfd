//! Places where a test may stop the program dead. Off unless the configuration names them, which it refuses to do
//! for any host but `localhost` and those under `.test`.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A change that somebody asked for is written and not yet committed.
pub const BEFORE_COMMIT: &str = "before-commit";
/// It is committed, and nobody has been told.
pub const AFTER_COMMIT: &str = "after-commit";
/// A mail is handed over, and its job does not know.
pub const AFTER_SEND: &str = "after-send";
/// One of several migrations has run.
pub const IN_MIGRATION: &str = "in-migration";

/// Every point there is.
pub const POINTS: [&str; 4] = [BEFORE_COMMIT, AFTER_COMMIT, AFTER_SEND, IN_MIGRATION];

static ARMED: OnceLock<HashSet<String>> = OnceLock::new();

/// Arms the named points for the life of the process.
pub fn arm(points: &[String]) {
    let _ = ARMED.set(points.iter().cloned().collect());
}

/// Whether any point is armed.
pub fn armed() -> bool {
    ARMED.get().is_some_and(|armed| !armed.is_empty())
}

/// Ends the process at once, as `kill -9` would, if this point is armed.
pub fn point(name: &str) {
    if ARMED.get().is_some_and(|armed| armed.contains(name)) {
        tracing::warn!(fail.point = name, "stopping here, as configured");
        std::process::abort();
    }
}
