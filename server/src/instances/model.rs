//! The row of a server.

use crate::kernel::prelude::*;
use crate::kernel::words::words;
use farandole_schema::tables::instances;

words! {
    /// What moderators decided about a server.
    pub enum Stance {
        /// Nothing.
        Open = "open",
        /// What it sends is shown to those alone who follow somebody there.
        Limited = "limited",
        /// Nothing comes from it, nothing goes to it.
        Blocked = "blocked",
        /// It may, where all others may not: see [`ALL`].
        Allowed = "allowed",
    }
}

words! {
    /// How reaching a server goes.
    pub enum Health {
        /// It answers.
        Ok = "ok",
        /// It has not answered several times in a row.
        Suspect = "suspect",
        /// It has not answered for a week; it is asked once a week.
        Dead = "dead",
    }
}

/// The host that stands for all servers: while it is blocked, only those that are allowed, and what is below them, are
/// dealt with.
pub const ALL: &str = "*";

/// What counts for a server, out of what was decided about it and the domains above it, and about all servers.
pub fn strictest(about: &[Stance], all: Stance) -> Stance {
    let unlisted = all == Stance::Blocked && !about.contains(&Stance::Allowed);
    if unlisted || about.contains(&Stance::Blocked) {
        Stance::Blocked
    } else if about.contains(&Stance::Limited) {
        Stance::Limited
    } else {
        Stance::Open
    }
}

/// Another server.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = instances, check_for_backend(diesel::pg::Pg))]
pub struct Instance {
    pub id: InstanceId,
    pub host: String,
    pub stance: Stance,
    /// Why, for moderators.
    pub note: Option<String>,
    /// The actor that is the server itself.
    pub actor_id: Option<ActorId>,
    pub software: Option<String>,
    pub software_version: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub asked_at: Option<DateTime<Utc>>,
    /// The way of signing that it last accepted: `cavage` or `message`.
    pub scheme: String,
    pub state: Health,
    pub failures: i32,
    pub failing_since: Option<DateTime<Utc>>,
    /// Before this nothing is sent to it.
    pub next_try_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub last_success_at: Option<DateTime<Utc>>,
    pub last_heard_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// Seconds until the second try; each further pause is twice as long.
const FIRST_PAUSE: i64 = 30;
/// The longest pause between tries, in seconds.
const LONGEST_PAUSE: i64 = 6 * 3600;
/// Failures in a row after which a server is suspect.
const SUSPECT: i32 = 3;
/// Days of nothing but failures after which it counts as dead.
pub const DEAD_DAYS: i64 = 7;
/// Days between two questions to a dead server.
const PROBE_DAYS: i64 = 7;

/// What follows from one more failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setback {
    pub state: Health,
    pub pause: Duration,
}

impl Instance {
    /// How long to leave it alone after one more failure: 30 s, doubling to 6 h, give or take a fifth; once it has
    /// been silent for a week, a week. `luck` is between 0 and 1.
    pub fn setback(&self, now: DateTime<Utc>, luck: f64) -> Setback {
        let silent = self.failing_since.map_or(Duration::zero(), |since| now - since);
        if silent >= Duration::days(DEAD_DAYS) {
            return Setback { state: Health::Dead, pause: Duration::days(PROBE_DAYS) };
        }
        let doublings = u32::try_from(self.failures).unwrap_or(0).min(20);
        let seconds = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        let millis = (seconds as f64 * 1000.0 * (0.8 + 0.4 * luck)) as i64;
        let state = if self.failures + 1 >= SUSPECT { Health::Suspect } else { self.state };
        Setback { state, pause: Duration::milliseconds(millis) }
    }
}

#[cfg(test)]
pub mod testing {
    use super::*;

    /// A server that nothing is known of.
    pub fn instance(now: DateTime<Utc>) -> Instance {
        Instance {
            id: InstanceId(1),
            host: "a.example".into(),
            stance: Stance::Open,
            note: None,
            actor_id: None,
            software: None,
            software_version: None,
            name: None,
            description: None,
            asked_at: None,
            scheme: "cavage".into(),
            state: Health::Ok,
            failures: 0,
            failing_since: None,
            next_try_at: None,
            last_error: None,
            last_success_at: None,
            last_heard_at: None,
            created_at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_six_hours_and_end_in_one_question_a_week() {
        let now = DateTime::UNIX_EPOCH + Duration::days(20_000);
        let mut server = testing::instance(now);
        for (failures, seconds) in
            [(0, 30), (1, 60), (2, 120), (9, 15_360), (10, 21_600), (40, 21_600)]
        {
            server.failures = failures;
            server.failing_since = Some(now - Duration::days(1));
            let [short, long] = [0.0, 1.0].map(|luck| server.setback(now, luck).pause);
            assert_eq!(
                (short, long),
                (Duration::milliseconds(seconds * 800), Duration::milliseconds(seconds * 1200))
            );
        }
        server.failing_since = Some(now - Duration::days(7));
        let week = Setback { state: Health::Dead, pause: Duration::days(7) };
        assert_eq!(server.setback(now, 0.5), week);
    }

    #[test]
    fn the_strictest_counts_and_where_all_are_blocked_only_who_is_allowed_is_not() {
        use Stance::{Allowed, Blocked, Limited, Open};
        for (about, otherwise, listed) in [
            (vec![], Open, Blocked),
            (vec![Open], Open, Blocked),
            (vec![Allowed], Open, Open),
            (vec![Open, Allowed], Open, Open),
            (vec![Limited], Limited, Blocked),
            (vec![Limited, Allowed], Limited, Limited),
            (vec![Allowed, Blocked], Blocked, Blocked),
        ] {
            assert_eq!(strictest(&about, Open), otherwise, "{about:?}");
            assert_eq!(strictest(&about, Blocked), listed, "{about:?} with an allow-list");
        }
    }

    #[test]
    fn three_failures_in_a_row_make_a_server_suspect() {
        let now = DateTime::UNIX_EPOCH;
        let mut server = testing::instance(now);
        for (failures, state) in [(0, Health::Ok), (1, Health::Ok), (2, Health::Suspect)] {
            server.failures = failures;
            assert_eq!(server.setback(now, 0.5).state, state, "{failures}");
        }
    }
}
