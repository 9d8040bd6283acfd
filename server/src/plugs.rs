//! What is plugged in: one line per slice, the only list of slices in the program.

use crate::accounts;
use crate::app::Plugs;
use crate::{events, exports, media, participation, places, platform, worker};

/// Every slice's reactions, jobs and schedules.
pub fn all() -> Plugs {
    let mut plugs = Plugs::default();
    worker::plug(&mut plugs);
    platform::mail::plug(&mut plugs);
    media::plug(&mut plugs);
    places::plug(&mut plugs);
    accounts::plug(&mut plugs);
    events::plug(&mut plugs);
    participation::plug(&mut plugs);
    exports::plug(&mut plugs);
    plugs
}
